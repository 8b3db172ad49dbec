internal import Analysis
internal import Foundation
internal import GRDB

/// Records that come to a day whose digest was put together with others.
extension HistoryStore {
  /// Adds records to a day in its week's digest: counted once, as in any other day.
  ///
  /// What was found on the day stays what it was: rules look at the digest of a day.
  func amend(
    _ day: Day,
    _ addition: Digest,
    records: Int64,
    now: Int64,
    _ database: Database
  ) throws {
    guard let week = try WeekRow(Week(of: day), database, path) else {
      throw HistoryError.damaged(path: path, detail: "\(Week(of: day).text) is not there")
    }
    var (whole, part) = (week.digest, addition)
    part.rollUpToDays()
    guard whole.merge(part) == 0 else {
      throw HistoryError.damaged(path: path, detail: "the numbers of \(week.week.text)")
    }
    whole.settle()
    guard !whole.hasTooManyWriters else { throw HistoryError.tooManyWriters(day: day) }
    let row = WeekRow(week.week, whole)
    try row.write(to: database)
    // Of all its days: where there are too many names, one that comes late decides which have a row.
    for other in try WeekRow.days(of: week.week, database) {
      try row.writeFigures(of: other, to: database)
    }
    try database.execute(
      sql: """
        UPDATE day SET records = records + ?, amended_us = ?, amendments = amendments + 1
        WHERE day = ?
        """,
      arguments: [records, now, Int64(day.number)]
    )
    var counted = try ClaimRow.numbers(of: day, database, path)
    for claim in addition.writerClaims where claim.numbers.count > 0 {
      var numbers = counted[claim.names] ?? SequenceSet()
      guard numbers.merge(claim.numbers) == 0 else {
        throw HistoryError.damaged(path: path, detail: "the numbers of \(day.text)")
      }
      counted[claim.names] = numbers
      try ClaimRow(day: day, claim: WriterClaim(names: claim.names, numbers: numbers))
        .write(to: database)
    }
  }
}
