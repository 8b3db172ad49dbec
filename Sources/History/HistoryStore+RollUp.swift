package import Analysis
internal import Foundation
internal import GRDB

/// Keeping a history small without losing a sum.
extension HistoryStore {
  /// What a roll-up did.
  package struct RollUp: Sendable, Equatable {
    /// The days whose hours were put together, in order.
    package var days: [Day] = []
    /// Bytes of the file before and after.
    package var bytesBefore: Int64 = 0
    package var bytesAfter: Int64 = 0
  }

  /// Puts together the hours of each day before one, so that only whole days are told.
  ///
  /// Counts, sums, sketches, findings and figures stay what they are; late records are taken as ever.
  ///
  /// - Parameters:
  ///   - day: The first day whose hours stay.
  ///   - isDry: Whether it is only said what would be done.
  ///   - compacts: Whether the room won is given back to the system, for which the whole file is written
  ///     again.
  /// - Returns: The days and the bytes before and after.
  /// - Throws: ``HistoryError``; nothing has changed then.
  /// - Complexity: O(*b*), *b* being the bytes of the days' digests.
  package func rollUp(
    before day: Day,
    isDry: Bool = false,
    compacts: Bool = true
  ) throws(HistoryError) -> RollUp {
    var report = RollUp()
    report.bytesBefore = try size()
    report.days = try transaction { database in
      let stored = try Int64.fetchAll(
        database,
        // What has no hours any more need not be read: its table of them is empty, three bytes.
        sql: """
          SELECT day.day FROM day LEFT JOIN summary ON summary.day = day.day
          WHERE day.day < ? AND coalesce(length(hours), 4) > 3 ORDER BY day.day
          """,
        arguments: [Int64(day.number)]
      )
      return try stored.map { Day(number: Int32(clamping: $0)) }
        .filter { try self.rollUp($0, isDry: isDry, database) }
    }
    if !isDry, compacts, !report.days.isEmpty { try access { try $0.execute(sql: "VACUUM") } }
    report.bytesAfter = try size()
    return report
  }

  /// Whether the day told its hours apart.
  private func rollUp(_ day: Day, isDry: Bool, _ database: Database) throws -> Bool {
    guard var digest = try digest(of: day, database), digest.hasHours else { return false }
    guard !isDry else { return true }
    let findings = try Data.fetchOne(
      database,
      sql: "SELECT findings FROM finding WHERE day = ?",
      arguments: [Int64(day.number)]
    )
    digest.rollUpToDays()
    let bytes = digest.encoded()
    try database.execute(
      sql: "UPDATE day SET digest = ?, checksum = ? WHERE day = ?",
      arguments: [
        StoredDigest.blob(bytes), Int64(Digest.checksum(bytes)), Int64(day.number),
      ]
    )
    try SummaryRow(day: day, digest).write(to: database)
    // What was found with the hours at hand stays found.
    if let findings {
      try database.execute(
        sql: "UPDATE finding SET findings = ? WHERE day = ?",
        arguments: [findings, Int64(day.number)]
      )
    }
    return true
  }

  /// The bytes of the file.
  package func size() throws(HistoryError) -> Int64 {
    try access { database in
      let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      let size = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0
      return pages * size
    }
  }
}
