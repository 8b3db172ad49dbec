internal import Analysis
internal import Foundation
internal import GRDB

/// What the rules find in a day's digest, as a row of the table `finding`.
struct FindingRow {
  let day: Day
  let findings: DayFindings

  init(day: Day, _ digest: Digest, _ rules: RuleSettings = RuleSettings()) {
    self.day = day
    findings = DayFindings(digest, rules: rules)
  }

  /// Puts the findings in the place of what the history had.
  func write(to database: Database) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO finding (day, findings) VALUES (?, ?)",
      arguments: [Int64(day.number), Data(findings.encoded())]
    )
  }

  /// Finds what is wrong on the days that are stored already.
  static func backfill(_ database: Database) throws {
    for number in try Int64.fetchAll(database, sql: "SELECT day FROM day ORDER BY day") {
      let day = Day(number: Int32(clamping: number))
      guard let bytes = try HistoryStore.encodedDigest(of: day, database),
        let digest = try? Digest(encoded: bytes)
      else { continue }
      try FindingRow(day: day, digest).write(to: database)
    }
  }
}
