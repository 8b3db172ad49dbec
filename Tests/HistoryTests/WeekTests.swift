import Analysis
import Foundation
import GRDB
import History
import Statistics
import TestSupport
import Testing

@Suite("Days of a history that share the digest of their week")
struct WeekTests {
  private let folder: TemporaryFolder
  private let path: String
  /// Monday, 2024-10-07: the first day of the logs of ``NightLog`` is the Friday before.
  private static let monday = Day(number: 20_003)
  private static let week = Week(of: monday)
  private static let all = Retention(dayDigests: 1)
  /// So late that the week is old.
  private static let later = monday.advanced(by: 7)

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("nightjar.sqlite")
  }

  private func open(_ path: String? = nil) throws -> HistoryStore {
    try HistoryStore(path: path ?? self.path, for: .recording, waitSeconds: 0)
  }

  /// Records from the Friday before to the Tuesday after the week, a third without numbers.
  private static func records(seed: UInt64, count: Int = 700) -> [NightRecord] {
    NightLog.random(seed: seed, count: count, days: 12)
  }

  /// What comparisons and trends read of days.
  private struct Kept: Equatable {
    var figures: [DayFigures]
    var sketches: [[OperationName: [Int64]]]
    var details: [[OperationName: OperationDetails]]
    var days: [[Int64]]

    init(_ store: HistoryStore) throws {
      let range = Day(number: 20_000)...Day(number: 20_012)
      figures = try store.figures(range)
      sketches = try store.sketches(range).map { _, table in
        table.rows.mapValues { sketch in
          [sketch.sum] + [0, 0.25, 0.5, 0.9, 0.99, 1].map { sketch.quantile($0) ?? -1 }
        }
      }
      details = try store.details(range).map { $0.1.rows }
      days = try store.days().map {
        [Int64($0.day.number), $0.requests, $0.durationNanoseconds, $0.records]
      }
    }
  }

  @Test("are told from each other as before, and no sum changes", arguments: [1, 2] as [UInt64])
  func exact(seed: UInt64) throws {
    try NightLog.record(Self.records(seed: seed), in: path)
    let store = try open()
    let before = try Kept(store)
    let upkeep = try store.keepUp(Self.all, today: Self.later)
    #expect(upkeep.weeks == [Week(of: NightLog.firstDay), Self.week] && upkeep.weeksLeft.isEmpty)
    #expect(try Kept(store) == before)
    #expect(try store.verify() == [])
    let weeks = try store.days().map(\.week)
    let own = [Week?](repeating: nil, count: 2)
    #expect(
      weeks == Array(repeating: Week(of: NightLog.firstDay), count: 3)
        + Array(repeating: Self.week, count: 7) + own
    )
    #expect(try store.weeks().map(\.week) == [Week(of: NightLog.firstDay), Self.week])
    let digest = try #require(try store.digest(of: Self.week))
    let requests = try store.days().filter { $0.week == Self.week }.reduce(0) { $0 + $1.requests }
    #expect(digest.requestCount == requests && requests > 0)
    // A second time there is nothing to do.
    #expect(try !store.keepUp(Self.all, today: Self.later).hasChanged)
  }

  @Test("give the same digest in whichever order their records came, early or late")
  func late() throws {
    let records = Self.records(seed: 3)
    try NightLog.record(records, in: path)
    let whole = try open()
    try whole.keepUp(Self.all, today: Self.later)
    let second = folder.path("late.sqlite")
    var random = SeededGenerator(seed: 4)
    // Twins are equal records without numbers: they stay in one run.
    let early = records.filter { $0.number % 3 != 1 }
    try NightLog.record(early, in: second)
    let store = try open(second)
    try store.keepUp(Self.all, today: Self.later)
    let rest = records.shuffled(using: &random)
    let report = try NightLog.record(rest, in: second, now: 9)
    #expect(report.newRecords == Int64(records.count - early.count))
    #expect(report.knownRecords == Int64(early.count))
    let amended = report.days.filter { $0.outcome == .amended }
    #expect(amended.allSatisfy { $0.requestsAfter - $0.requestsBefore == $0.newRecords })
    #expect(try NightLog.record(rest, in: second).newRecords == 0)
    #expect(try Kept(store) == Kept(whole))
    #expect(try store.encodedDigest(of: Self.week) == whole.encodedDigest(of: Self.week))
    #expect(try store.days().contains { $0.amendedMicroseconds == 9 && $0.week == Self.week })
    #expect(try store.verify() == [])
  }

  @Test("take in a day that comes when they are one already")
  func newDay() throws {
    let records = Self.records(seed: 5)
    try NightLog.record(records, in: path)
    let whole = try open()
    try whole.keepUp(Self.all, today: Self.later)
    let second = folder.path("gap.sqlite")
    try NightLog.record(records.filter { $0.day != 5 }, in: second)
    let store = try open(second)
    try store.keepUp(Self.all, today: Self.later)
    try NightLog.record(records, in: second)
    #expect(try store.days().map(\.week)[5] == nil)
    #expect(try store.verify() == [])
    #expect(try store.keepUp(Self.all, today: Self.later).weeks == [Self.week])
    #expect(try store.encodedDigest(of: Self.week) == whole.encodedDigest(of: Self.week))
    #expect(try Kept(store) == Kept(whole))
    #expect(try store.verify() == [])
  }

  @Test("are a week only once all of it is old enough")
  func whole() throws {
    try NightLog.record(Self.records(seed: 6), in: path)
    let store = try open()
    let sunday = Self.week.lastDay
    #expect(try store.keepUp(Self.all, today: sunday).weeks == [Week(of: NightLog.firstDay)])
    #expect(try store.keepUp(Retention(dayDigests: 2), today: sunday.advanced(by: 1)).weeks.isEmpty)
    #expect(try store.keepUp(Self.all, today: sunday.advanced(by: 1)).weeks == [Self.week])
  }

  @Test("have no digest of their own, and say which week has it")
  func reading() throws {
    try NightLog.record(Self.records(seed: 7), in: path)
    let store = try open()
    try store.keepUp(Self.all, today: Self.later)
    let failure = HistoryError.inWeek(path: path, day: Self.monday)
    #expect(throws: failure) { try store.digest(of: Self.monday) }
    #expect(throws: failure) { try store.encodedDigest(of: Self.monday) }
    #expect(failure.message.contains("2024-W41"))
    #expect(try store.digest(of: Week(of: Day(number: 1))) == nil)
    #expect(try store.digest(of: Day(number: 1)) == nil)
  }

  @Test("are removed together, and their records are not taken back")
  func pruned() throws {
    let records = Self.records(seed: 8)
    try NightLog.record(records, in: path)
    let store = try open()
    try store.keepUp(Self.all, today: Self.later)
    let wednesday = Self.monday.advanced(by: 2)
    let removed = try store.keepUp(Retention(days: 1), today: wednesday).removedDays
    #expect(removed == (0..<3).map { NightLog.firstDay.advanced(by: $0) })
    #expect(try store.horizon() == Self.monday)
    #expect(try store.days().count == 9 && store.weeks().map(\.week) == [Self.week])
    #expect(try store.verify() == [])
    let again = try NightLog.record(records, in: path)
    #expect(again.newRecords == 0)
    #expect(again.days.filter { $0.outcome == .expired }.map(\.day) == removed)
    let next = try store.keepUp(Retention(days: 1), today: Self.later).removedDays
    #expect(next.count == 7)
    #expect(try store.weeks().isEmpty && store.verify() == [])
  }

  @Test("tell releases apart as before")
  func releases() throws {
    let records = Self.records(seed: 9).map { record in
      var record = record
      record.release = record.second % 3 == 0 ? "2.0" : "1.0"
      return record
    }
    try NightLog.record(records, in: path)
    let store = try open()
    var selection = DaySelection(Day(number: 20_000)...Day(number: 20_012))
    selection.slice.release = "2.0"
    let before = try store.period(selection)
    try store.keepUp(Self.all, today: Self.later)
    #expect(try store.period(selection).days == before.days)
    let third = records.filter { $0.release == "2.0" }
    #expect(before.days.reduce(0) { $0 + $1.requests } == Int64(third.count) && !third.isEmpty)
  }

  @Test("stay as they are when one digest could not tell them apart")
  func apart() throws {
    // More operations than a digest keeps names of, half of them on each of two days.
    let limit = DigestLimits.standard.operations
    var records: [NightRecord] = []
    for index in 0..<(limit + 400) {
      var record = NightRecord(day: index % 2 == 0 ? 3 : 4, number: UInt64(index + 1))
      record.operation = "Op\(index)x"
      records.append(record)
    }
    try NightLog.record(records, in: path)
    let store = try open()
    let before = try Kept(store)
    let upkeep = try store.keepUp(Self.all, today: Self.later)
    #expect(upkeep.weeks.isEmpty && upkeep.weeksLeft == [Self.week])
    #expect(try Kept(store) == before && store.weeks().isEmpty)
    // It is not tried every night, and is when a person says so.
    #expect(try store.keepUp(Self.all, today: Self.later).weeksLeft.isEmpty)
    #expect(try store.keepUp(Self.all, today: Self.later, .thorough).weeksLeft == [Self.week])
    #expect(try store.verify() == [])
  }

  @Test("that say something else than their week's digest are found out")
  func verify() throws {
    try NightLog.record(Self.records(seed: 10), in: path)
    try open().keepUp(Self.all, today: Self.later)
    #expect(try open().verify() == [])
    let sound = try Data(contentsOf: URL(filePath: path))
    let changes = [
      "UPDATE week SET digest = zeroblob(40) WHERE first_day = 20003",
      "UPDATE week SET checksum = checksum + 1 WHERE first_day = 20003",
      "DELETE FROM week WHERE first_day = 20003",
      "UPDATE week SET (digest, checksum) = (SELECT digest, checksum FROM week "
        + "WHERE first_day < 20003) WHERE first_day = 20003",
      "UPDATE day SET requests = requests + 1 WHERE day = 20005",
      "UPDATE day SET duration_ns = 1 WHERE day = 20005",
      "UPDATE day SET records = records + 1 WHERE day = 20005",
      "DELETE FROM day WHERE day = 20005",
      "DELETE FROM content WHERE day = 20005",
      "DELETE FROM claim WHERE day = 20005",
      "UPDATE claim SET numbers = x'010101' WHERE day = 20005",
      "UPDATE claim SET numbers = x'ff' WHERE day = 20005",
      "DELETE FROM summary WHERE day = 20005",
    ]
    for change in changes {
      try sound.write(to: URL(filePath: path))
      try DatabaseQueue(path: path).write { try $0.execute(sql: change) }
      let defects = try open().verify()
      let weeks = Set(defects.map { $0.week ?? $0.day.map { Week(of: $0) } })
      // Numbers that a later day counts, too, are its defect as well.
      let isOfClaims = change.contains("UPDATE claim")
      #expect(
        isOfClaims ? weeks.contains(Self.week) : weeks == [Self.week],
        "\(change): \(defects)"
      )
      // Whatever reads it gets an answer or an error.
      _ = try? NightLog.record(NightLog.records(3, day: 4, writer: "new"), in: path)
      _ = try? open().keepUp(Retention(days: 1, hours: 1, dayDigests: 1), today: Self.later)
    }
  }
}
