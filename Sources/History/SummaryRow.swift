internal import Analysis
internal import Foundation
internal import GRDB

/// What is kept of a day beside its digest, as rows of the tables `summary` and `finding`.
struct SummaryRow {
  let day: Day
  let summary: DaySummary

  init(day: Day, _ digest: Digest) {
    self.day = day
    summary = DaySummary(day: day, digest)
  }

  /// Puts the summary in the place of what the history had.
  func write(to database: Database) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO summary (day, figures, sketches, hours, details)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        Int64(day.number), Data(summary.figures), Data(summary.sketches), Data(summary.hours),
        Data(summary.details),
      ]
    )
  }

  /// Makes the summaries of days that have none, each from its digest.
  ///
  /// Days whose digests cannot be read are left without, for `verify` to name.
  static func backfill(_ database: Database) throws {
    let days = try Int64.fetchAll(database, sql: "SELECT day FROM day ORDER BY day")
    for number in days {
      let day = Day(number: Int32(clamping: number))
      guard let bytes = try HistoryStore.encodedDigest(of: day, database),
        let digest = try? Digest(encoded: bytes)
      else { continue }
      try SummaryRow(day: day, digest).write(to: database)
    }
  }
}
