internal import Analysis
internal import Foundation
internal import GRDB

/// The digest that days of a week share, as a row of the table `week`.
///
/// The days keep their rows, summaries, findings and the numbers counted; their own digests are empty.
struct WeekRow {
  let week: Week
  let digest: Digest

  /// Reads the digest of a week; `nil` when none of its days was put together.
  init?(_ week: Week, _ database: Database, _ path: String) throws {
    guard let bytes = try Self.encodedDigest(of: week, database) else { return nil }
    self.week = week
    do {
      digest = try Digest(encoded: bytes, limits: .week)
    } catch {
      throw HistoryError.damagedWeek(path: path, week: week, detail: error.message)
    }
  }

  init(_ week: Week, _ digest: Digest) { (self.week, self.digest) = (week, digest) }

  /// The encoded digest of a week; `nil` when none of its days was put together.
  static func encodedDigest(of week: Week, _ database: Database) throws -> [UInt8]? {
    try Data.fetchOne(
      database,
      sql: "SELECT digest FROM week WHERE first_day = ?",
      arguments: [Int64(week.firstDay.number)]
    )
    .map(StoredDigest.encoded)
  }

  /// The days that have been put together, in order.
  static func days(of week: Week, _ database: Database) throws -> [Day] {
    try Int64.fetchAll(
      database,
      sql: "SELECT day FROM day WHERE day BETWEEN ? AND ? AND length(digest) = 0 ORDER BY day",
      arguments: [Int64(week.firstDay.number), Int64(week.lastDay.number)]
    )
    .map { Day(number: Int32(clamping: $0)) }
  }

  /// Puts the digest in the place of what the history had of the week.
  func write(to database: Database) throws {
    let bytes = digest.encoded()
    try database.execute(
      sql: "INSERT OR REPLACE INTO week (first_day, digest, checksum) VALUES (?, ?, ?)",
      arguments: [
        Int64(week.firstDay.number), StoredDigest.blob(bytes), Int64(Digest.checksum(bytes)),
      ]
    )
  }

  /// Writes the figures that a day has in the week's digest: its listed ones and its summary.
  func writeFigures(of day: Day, to database: Database) throws {
    let part = digest.part(of: day)
    try database.execute(
      sql: "UPDATE day SET requests = ?, duration_ns = ? WHERE day = ?",
      arguments: [part.requestCount, part.durationNanoseconds, Int64(day.number)]
    )
    try SummaryRow(day: day, part).write(to: database)
  }
}
