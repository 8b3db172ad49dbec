internal import Analysis
internal import Foundation
internal import GRDB
internal import SQLiteFiles

/// A day as it is stored: its digest, figures for lists, and the records counted.
struct DayRow {
  let day: Day
  let digest: Digest
  /// Records that this run adds.
  let newRecords: Int64
  /// What the day's findings go by.
  let rules: RuleSettings
  /// Microseconds since 1970.
  let now: Int64

  /// Puts the day in the place of what the history had of it.
  func write(to database: Database) throws {
    let bytes = digest.encoded()
    try database.execute(
      sql: """
        INSERT INTO day
          (day, digest, checksum, requests, duration_ns, records, recorded_us, amendments)
        VALUES (?, ?, ?, ?, ?, ?, ?, 0)
        ON CONFLICT (day) DO UPDATE SET
          digest = excluded.digest, checksum = excluded.checksum, requests = excluded.requests,
          duration_ns = excluded.duration_ns, records = records + excluded.records,
          amended_us = excluded.recorded_us, amendments = amendments + 1
        """,
      arguments: [
        Int64(day.number), StoredDigest.blob(bytes), Int64(Digest.checksum(bytes)),
        digest.requestCount, digest.durationNanoseconds, newRecords, now,
      ]
    )
    try SummaryRow(day: day, digest).write(to: database)
    try FindingRow(day: day, digest, rules).write(to: database)
    for claim in digest.writerClaims { try write(claim, to: database) }
  }

  private func write(_ claim: WriterClaim, to database: Database) throws {
    guard claim.numbers.count > 0 else { return }
    let names = claim.names
    let arguments: StatementArguments = [
      Data(names.service), Data(names.env), Data(names.host), Data(names.release),
      Data(names.writer),
    ]
    try database.cachedStatement(
      sql: """
        INSERT INTO writer (service, env, host, release, writer) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """
    )
    .execute(arguments: arguments)
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO claim (writer, day, numbers) VALUES (
          (SELECT id FROM writer
           WHERE service = ? AND env = ? AND host = ? AND release = ? AND writer = ?), ?, ?)
        """
    )
    .execute(arguments: arguments + [Int64(day.number), Data(claim.numbers.encoded())])
  }
}

extension WriterNames {
  /// Reads the names of a row of the table `writer`.
  init(_ row: Row) throws {
    self.init(
      service: Array(try row.stored("service") as Data),
      env: Array(try row.stored("env") as Data),
      host: Array(try row.stored("host") as Data),
      release: Array(try row.stored("release") as Data),
      writer: Array(try row.stored("writer") as Data)
    )
  }
}
