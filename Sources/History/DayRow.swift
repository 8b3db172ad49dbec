internal import Analysis
internal import Foundation
internal import GRDB

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
    for claim in digest.writerClaims { try ClaimRow(day: day, claim: claim).write(to: database) }
  }
}
