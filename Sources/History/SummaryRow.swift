internal import Analysis
internal import Foundation
internal import GRDB
internal import SQLiteFiles

/// What is kept of a day beside its digest, as a row of the table `summary`.
struct SummaryRow {
  let day: Day
  let summary: DaySummary

  init(day: Day, _ digest: Digest) {
    self.day = day
    summary = DaySummary(day: day, digest)
  }

  /// What the history has of a day; `nil` when it has nothing.
  static func stored(of day: Day, _ database: Database) throws -> DaySummary? {
    try Row.fetchOne(
      database,
      sql: "SELECT figures, sketches, hours, details FROM summary WHERE day = ?",
      arguments: [Int64(day.number)]
    )
    .map { row in
      DaySummary(
        figures: Array(try row.stored("figures") as Data),
        sketches: Array(try row.stored("sketches") as Data),
        hours: Array(try row.stored("hours") as Data),
        details: Array(try row.stored("details") as Data)
      )
    }
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
