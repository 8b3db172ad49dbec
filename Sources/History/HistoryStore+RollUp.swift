internal import Analysis
internal import Foundation
internal import GRDB

/// Putting the hours of days together.
extension HistoryStore {
  /// The days before one that may tell their hours apart, in order.
  func daysWithHours(before day: Day, _ database: Database) throws -> [Day] {
    try Int64.fetchAll(
      database,
      // What has no hours any more need not be read: its table of them is empty, three bytes.
      sql: """
        SELECT day.day FROM day LEFT JOIN summary ON summary.day = day.day
        WHERE day.day < ? AND length(digest) > 0 AND coalesce(length(hours), 4) > 3
        ORDER BY day.day
        """,
      arguments: [Int64(day.number)]
    )
    .map { Day(number: Int32(clamping: $0)) }
  }

  /// Puts together the hours of a day: counts, sums, sketches, findings and figures stay what they are.
  ///
  /// - Returns: Whether the day told its hours apart.
  func rollUp(_ day: Day, _ database: Database) throws -> Bool {
    guard var digest = try ownDigest(of: day, database), digest.hasHours else { return false }
    digest.rollUpToDays()
    let bytes = digest.encoded()
    try database.execute(
      sql: "UPDATE day SET digest = ?, checksum = ? WHERE day = ?",
      arguments: [
        StoredDigest.blob(bytes), Int64(Digest.checksum(bytes)), Int64(day.number),
      ]
    )
    // What was found with the hours at hand stays found.
    try SummaryRow(day: day, digest).write(to: database)
    return true
  }
}
