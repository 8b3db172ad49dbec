package import Analysis
internal import Foundation
internal import GRDB

/// Keeping a history small.
extension HistoryStore {
  /// When a history is kept small.
  package enum Upkeep: Sendable {
    /// At the end of a run: room that is won is left in the file for days to come, unless the file is
    /// over its budget, and what could not be put together is not tried again.
    case nightly
    /// Because a person says so: room is given back to the system, for which the whole file is written
    /// again, and everything is tried.
    case thorough
    /// To say what would be done; nothing changes.
    case dry
  }

  /// Removes days, puts hours and weeks together, and goes further while the file is over its budget.
  ///
  /// Of what is put together no count, sum or sketch changes; records that come late are taken as ever.
  ///
  /// - Parameters:
  ///   - retention: What is kept.
  ///   - today: The first of the days that are kept.
  ///   - upkeep: How it is done.
  /// - Returns: What was done, or would be.
  /// - Throws: ``HistoryError``; nothing has changed then.
  /// - Complexity: O(*b*), *b* being the bytes of the digests concerned.
  @discardableResult
  package func keepUp(
    _ retention: Retention,
    today: Day,
    _ upkeep: Upkeep = .nightly
  ) throws(HistoryError) -> HistoryUpkeep {
    var report = HistoryUpkeep()
    report.budgetBytes = retention.budgetBytes
    report.bytesBefore = try size()
    let used = try transaction(isKept: upkeep != .dry) { database in
      if let days = retention.days {
        report.removedDays = try prune(before: Retention.firstDay(days, today), database)
      }
      if upkeep == .thorough { try database.execute(sql: "DELETE FROM week_apart") }
      try rollUp(retention, today, until: nil, &report, database)
      if let budget = retention.budgetBytes, try Self.usedBytes(database) > budget {
        // A tenth of it is made free, so that not every night ends with a file to be written again.
        for step in Retention.underBudget {
          try rollUp(step, today, until: budget / 10 * 9, &report, database)
        }
      }
      return try Self.usedBytes(database)
    }
    report.rolledUpDays.sort()
    report.weeks.sort()
    guard upkeep != .dry else {
      report.bytesAfter = used
      return report
    }
    report.bytesAfter = try size()
    // What was taken out of pages leaves room in them, too, which does not count as free.
    let hasRoom = used < report.bytesAfter || report.hasChanged
    if hasRoom, upkeep == .thorough || report.isOverBudget {
      try access { try $0.execute(sql: "VACUUM") }
      report.bytesAfter = try size()
    }
    return report
  }

  /// Puts together what a retention does not keep apart, the oldest first, until so few bytes are used.
  private func rollUp(
    _ retention: Retention,
    _ today: Day,
    until goal: Int64?,
    _ report: inout HistoryUpkeep,
    _ database: Database
  ) throws {
    func isReached() throws -> Bool {
      try goal.map { try Self.usedBytes(database) <= $0 } ?? false
    }
    if let count = retention.hours {
      for day in try daysWithHours(before: Retention.firstDay(count, today), database) {
        if try isReached() { return }
        if try rollUp(day, database) { report.rolledUpDays.append(day) }
      }
    }
    guard let count = retention.dayDigests else { return }
    for week in try weeksApart(before: Retention.firstDay(count, today), database) {
      if try isReached() { return }
      if try putTogether(week, database) {
        report.weeks.append(week)
      } else {
        report.weeksLeft.append(week)
        try database.execute(
          sql: "INSERT INTO week_apart (first_day) VALUES (?)",
          arguments: [Int64(week.firstDay.number)]
        )
      }
    }
  }

  /// The bytes of the file.
  package func size() throws(HistoryError) -> Int64 {
    try access { try Self.pages("page_count", $0) * Self.pages("page_size", $0) }
  }

  /// The bytes of the file that hold something.
  private static func usedBytes(_ database: Database) throws -> Int64 {
    let pages = try pages("page_count", database) - pages("freelist_count", database)
    return try pages * Self.pages("page_size", database)
  }

  private static func pages(_ pragma: String, _ database: Database) throws -> Int64 {
    try Int64.fetchOne(database, sql: "PRAGMA \(pragma)") ?? 0
  }
}
