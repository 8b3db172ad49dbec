import Analysis
import Foundation
import History
import TestSupport
import Testing

@Suite("A history is kept small")
struct BudgetTests {
  private let folder: TemporaryFolder
  private let path: String
  private static let today = Day(number: 20_120)

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("nightjar.sqlite")
    try NightLog.record(NightLog.random(seed: 11, count: 6000, days: 119), in: path)
  }

  private func open() throws -> HistoryStore {
    try HistoryStore(path: path, for: .recording, waitSeconds: 0)
  }

  private func totals() throws -> [[Int64]] {
    try open().days().map {
      [Int64($0.day.number), $0.requests, $0.durationNanoseconds, $0.records]
    }
  }

  @Test("by no more than its budget asks for, the oldest first, and no sum changes")
  func budget() throws {
    let (size, before) = (try open().size(), try totals())
    let budget = size * 9 / 10
    let upkeep = try open().keepUp(Retention(budgetBytes: budget), today: Self.today)
    #expect(!upkeep.isOverBudget && upkeep.bytesBefore == size)
    #expect(try upkeep.bytesAfter == open().size() && upkeep.bytesAfter <= budget)
    #expect(!upkeep.rolledUpDays.isEmpty && upkeep.removedDays.isEmpty)
    #expect(upkeep.rolledUpDays.first == NightLog.firstDay)
    #expect(try totals() == before && open().verify() == [])
    // What fits already is left alone.
    let again = try open().keepUp(Retention(budgetBytes: budget), today: Self.today)
    #expect(!again.hasChanged && !again.isWorthTelling && again.budgetBytes == budget)
  }

  @Test("as far as may be, and what cannot be is said")
  func beyond() throws {
    let before = try totals()
    let upkeep = try open().keepUp(Retention(budgetBytes: 4096), today: Self.today)
    #expect(upkeep.isOverBudget && upkeep.removedDays.isEmpty)
    #expect(upkeep.bytesAfter < upkeep.bytesBefore)
    let days = try open().days()
    // Digests of 29 days stay, and whole weeks: so many days or up to six more have their own.
    let own = days.filter { $0.week == nil }.map(\.day)
    #expect(own.count >= 28 && own.count <= 34 && own.last == days.last?.day)
    #expect(days.prefix(days.count - own.count).allSatisfy { $0.week != nil })
    let hours = try open().hours(NightLog.firstDay...Self.today).filter { !$0.1.rows.isEmpty }
    #expect(hours.map(\.0) == days.map(\.day).filter { $0 > Self.today.advanced(by: -15) })
    #expect(try totals() == before && open().verify() == [])
  }

  @Test("and says what would be done without doing it")
  func dry() throws {
    let bytes = try Data(contentsOf: URL(filePath: path))
    let retention = Retention(days: 100, hours: 30, dayDigests: 60)
    let dry = try open().keepUp(retention, today: Self.today, .dry)
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    let done = try open().keepUp(retention, today: Self.today, .thorough)
    #expect(dry.removedDays == done.removedDays && dry.removedDays.count == 21)
    #expect(dry.rolledUpDays == done.rolledUpDays && dry.weeks == done.weeks)
    #expect(!done.weeks.isEmpty && done.bytesAfter < done.bytesBefore)
    #expect(dry.bytesAfter >= done.bytesAfter && dry.bytesAfter < dry.bytesBefore)
  }

  @Test("at night without writing the whole file again")
  func nightly() throws {
    let size = try open().size()
    let upkeep = try open().keepUp(Retention(hours: 10, dayDigests: 40), today: Self.today)
    #expect(upkeep.bytesAfter >= size && !upkeep.weeks.isEmpty)
    let thorough = try open().keepUp(Retention(hours: 5), today: Self.today, .thorough)
    #expect(thorough.rolledUpDays.count == 5 && thorough.bytesAfter < size)
  }
}
