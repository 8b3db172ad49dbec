package import Analysis
internal import Foundation
internal import GRDB
internal import SQLiteFiles

/// Putting the days of old weeks into one digest each.
extension HistoryStore {
  /// The weeks that end before a day and have days with digests of their own, in order; not those that
  /// were found to be unfit.
  func weeksApart(before day: Day, _ database: Database) throws -> [Week] {
    let days = try Int64.fetchAll(
      database,
      sql: "SELECT day FROM day WHERE day < ? AND length(digest) > 0 ORDER BY day",
      arguments: [Int64(day.number)]
    )
    let known = try Set(Int64.fetchAll(database, sql: "SELECT first_day FROM week_apart"))
    var weeks: [Week] = []
    for number in days {
      let week = Week(of: Day(number: Int32(clamping: number)))
      if week.lastDay < day, weeks.last != week, !known.contains(Int64(week.firstDay.number)) {
        weeks.append(week)
      }
    }
    return weeks
  }

  /// Puts the days of a week into one digest, if every day's figures can be read from it as they are.
  ///
  /// They cannot where the week has more operations, releases or writers than a digest tells apart and
  /// its days have not, and where a day has so many that its digest tells no hours and no days.
  ///
  /// - Returns: Whether it was done; nothing has changed otherwise.
  func putTogether(_ week: Week, _ database: Database) throws -> Bool {
    var expected: [(day: Day, summary: DaySummary)] = []
    var whole = try WeekRow(week, database, path)?.digest ?? Digest(limits: .week)
    for day in try WeekRow.days(of: week, database) {
      guard let summary = try SummaryRow.stored(of: day, database) else { return false }
      expected.append((day, summary))
    }
    let days = try daysApart(in: week, database)
    for day in days {
      guard var digest = try ownDigest(of: day, database) else { return false }
      digest.rollUpToDays()
      expected.append((day, DaySummary(day: day, digest)))
      guard whole.merge(digest) == 0 else { return false }
    }
    whole.settle()
    guard whole.tellsDaysApart, !whole.hasTooManyWriters,
      expected.allSatisfy({ DaySummary(day: $0.day, whole.part(of: $0.day)) == $0.summary })
    else { return false }
    let row = WeekRow(week, whole)
    try row.write(to: database)
    for day in days {
      try database.execute(
        sql: "UPDATE day SET digest = x'', checksum = 0 WHERE day = ?",
        arguments: [Int64(day.number)]
      )
      try row.writeFigures(of: day, to: database)
    }
    return true
  }

  private func daysApart(in week: Week, _ database: Database) throws -> [Day] {
    try Int64.fetchAll(
      database,
      sql: "SELECT day FROM day WHERE day BETWEEN ? AND ? AND length(digest) > 0 ORDER BY day",
      arguments: [Int64(week.firstDay.number), Int64(week.lastDay.number)]
    )
    .map { Day(number: Int32(clamping: $0)) }
  }

  // MARK: - Reading

  /// A week's digest; `nil` when none of its days was put together.
  ///
  /// - Throws: ``HistoryError``.
  package func digest(of week: Week) throws(HistoryError) -> Digest? {
    try access { database in try WeekRow(week, database, path)?.digest }
  }

  /// The encoded digest of a week; `nil` when none of its days was put together.
  package func encodedDigest(of week: Week) throws(HistoryError) -> [UInt8]? {
    try access { database in try WeekRow.encodedDigest(of: week, database) }
  }

  /// The weeks that have a digest, with its bytes as it is stored, deflated, in order.
  package func weeks() throws(HistoryError) -> [(week: Week, digestBytes: Int64)] {
    try access { database in
      try Row.fetchAll(
        database,
        sql: "SELECT first_day, length(digest) AS bytes FROM week ORDER BY first_day"
      )
      .map { row in
        let day = Day(number: Int32(clamping: try row.stored("first_day") as Int64))
        return (week: Week(of: day), digestBytes: try row.stored("bytes"))
      }
    }
  }
}
