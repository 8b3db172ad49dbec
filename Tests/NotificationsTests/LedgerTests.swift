import Analysis
import Notifications
import TestSupport
import Testing

@Suite("What is told")
struct LedgerTests {
  @Test("A finding is told once, however often its night is analysed")
  func once() throws {
    let desk = try Desk(Desk.sentry())
    let night = Night(1).with("a")
    #expect(try desk.announce(night) == ["new: high: A title"])
    #expect(try desk.announce(night).isEmpty)
    #expect(try desk.announce(Night(2).with("a")).isEmpty)
  }

  @Test("A finding is told again when its severity rises or its cost is half as much again")
  func worse() throws {
    let desk = try Desk(Desk.sentry())
    _ = try desk.announce(Night(1).with("a", .medium, cost: 1e9))
    #expect(try desk.announce(Night(2).with("a", .medium, cost: 1.49e9)).isEmpty)
    #expect(try desk.announce(Night(3).with("a", .high, cost: 1e9)) == ["worse: high: A title"])
    #expect(try desk.announce(Night(4).with("a", .high, cost: 1.5e9)) == ["worse: high: A title"])
    #expect(try desk.announce(Night(5).with("a", .low, cost: 1e9)).isEmpty)
  }

  @Test("A finding has returned after two days without it, not after one")
  func returned() throws {
    let desk = try Desk(Desk.sentry())
    _ = try desk.announce(Night(1).with("a"))
    _ = try desk.announce(Night(2))
    // The same day again is the same absence.
    _ = try desk.announce(Night(2))
    #expect(try desk.announce(Night(3).with("a")).isEmpty)
    _ = try desk.announce(Night(4))
    _ = try desk.announce(Night(5))
    #expect(try desk.announce(Night(6).with("a")) == ["returned: high: A title"])
    #expect(try desk.announce(Night(7).with("a")).isEmpty)
  }

  @Test("A finding that comes and goes is told less and less often, and is gone at last")
  func flapping() throws {
    let desk = try Desk(Desk.sentry())
    var told: [Int64] = []
    // There on every fourth night: three quiet nights in between.
    for day in 1...60 as ClosedRange<Int64> {
      let night = day % 4 == 1 ? Night(day).with("a") : Night(day)
      if try !desk.announce(night).isEmpty { told.append(day) }
    }
    #expect(told == [1, 5], "new, back once, and from then on four quiet nights are needed")
    // It was back once, so that it is gone after four days; the next time it is after eight.
    for day in 61...70 as ClosedRange<Int64> { _ = try desk.announce(Night(day)) }
    #expect(try desk.announce(Night(71).with("a")) == ["returned: high: A title"])
    for day in 72...78 as ClosedRange<Int64> { _ = try desk.announce(Night(day)) }
    #expect(try desk.announce(Night(79).with("a")).isEmpty)
    for day in 80...87 as ClosedRange<Int64> { _ = try desk.announce(Night(day)) }
    #expect(try desk.announce(Night(88).with("a")) == ["returned: high: A title"])
    for day in 89...103 as ClosedRange<Int64> { _ = try desk.announce(Night(day)) }
    #expect(try desk.announce(Night(104).with("a")) == ["returned: high: A title"])
    // However often it has been back, two weeks without it are enough.
    for day in 105...118 as ClosedRange<Int64> { _ = try desk.announce(Night(day)) }
    #expect(try desk.announce(Night(119).with("a")) == ["returned: high: A title"])
  }

  @Test("A night without a log is told each time, with a day between")
  func events() throws {
    let desk = try Desk(Desk.sentry())
    func missing(_ day: Int64) -> Night {
      var night = Night(day).with("log_volume-1", .critical, service: "")
      night.report.findings[0].rule = "log_volume"
      night.report.findings[0].env = ""
      night.report.environments = []
      (night.report.day, night.report.input.lastMicroseconds) = (Day("2026-11-0\(day + 1)"), nil)
      return night
    }
    let now = Night(9).morning
    #expect(try desk.announce(missing(1), now: now) == ["new: critical: A title"])
    #expect(try desk.announce(missing(2), now: now).isEmpty)
    #expect(try desk.announce(Night(3), now: now).isEmpty)
    #expect(try desk.announce(missing(4), now: now) == ["returned: critical: A title"])
  }

  @Test("Only a report of its environment can say that a finding is gone")
  func otherEnvironment() throws {
    let desk = try Desk(Desk.sentry())
    _ = try desk.announce(Night(1).with("a"))
    for day in 2...5 { _ = try desk.announce(Night(Int64(day), service: "other")) }
    #expect(try desk.announce(Night(6).with("a")).isEmpty)
    var narrowed = Night(7)
    narrowed.report.selection.operations = ["Other"]
    _ = try desk.announce(narrowed)
    narrowed.report.input.lastMicroseconds = Night(8).report.input.lastMicroseconds
    _ = try desk.announce(narrowed)
    #expect(try desk.announce(Night(9).with("a")).isEmpty)
  }

  @Test("A report that is older than the last one changes nothing")
  func older() throws {
    let desk = try Desk(Desk.sentry())
    _ = try desk.announce(Night(5).with("a"))
    #expect(try desk.announce(Night(4).with("b")).isEmpty)
    _ = try desk.announce(Night(3))
    _ = try desk.announce(Night(2))
    #expect(try desk.announce(Night(6).with("a")).isEmpty)
    // It is new when a current report shows it.
    #expect(try desk.announce(Night(7).with("a").with("b")) == ["new: high: A title"])
  }

  @Test("The cap holds back the least severe until the next day")
  func cap() throws {
    var desk = try Desk(Desk.sentry())
    desk.settings.dailyCap = 2
    let night = Night(1).with("a", .medium, title: "A").with("b", .critical, title: "B")
      .with("c", .medium, cost: 2e9, title: "C")
    let first = try desk.announcement(night)
    #expect(first.messages.map(\.summary) == ["new: critical: B", "new: medium: C"])
    #expect(first.heldBack == 1)
    let same = try desk.announcement(night)
    #expect(same.messages.isEmpty && same.heldBack == 1)
    let next = try desk.announcement(night, now: Night(2).morning)
    #expect(next.messages.map(\.summary) == ["new: medium: A"])
    #expect(next.heldBack == 0)
  }

  @Test("A channel is not told what is less severe than it asks for")
  func severity() throws {
    var desk = try Desk(Desk.sentry(), Desk.webhook)
    desk.settings.channels[0].leastSeverity = .critical
    desk.settings.channels[1].leastSeverity = .low
    let told = try desk.announcement(Night(1).with("a", .low).with("b", .critical, title: "B"))
    #expect(told.messages.map(\.channel) == ["sentry", "webhook"])
    #expect(told.messages[1].summary == "new: critical: B, and 1 more")
  }

  @Test("A dry run returns what would be told and changes nothing")
  func dryRun() throws {
    let desk = try Desk(Desk.sentry())
    let night = Night(1).with("a")
    let dry = try desk.announcement(night, isDryRun: true)
    #expect(dry.messages.count == 1)
    #expect(try desk.outbox.waiting().isEmpty)
    #expect(try desk.announcement(night) == dry)
    #expect(try desk.outbox.waiting() == ["sentry": 1])
  }

  @Test("A regression that is sure enough is told, an improvement is not")
  func regressions() throws {
    let desk = try Desk(Desk.sentry())
    var night = Night(1)
    var comparison = Comparison()
    let name = OperationName(service: "shop", env: "production", name: "Book", kind: "query")
    var worse = Comparison.Change(operation: name, metric: .p95, outcome: .regression)
    (worse.baseline, worse.candidate, worse.effect) = (1e8, 1.3e8, 0.3)
    comparison.changes = [worse]
    night.report.comparison = comparison
    #expect(try desk.announce(night).isEmpty, "it is not sure enough yet")
    worse.isAlarm = true
    comparison.changes = [
      worse, Comparison.Change(operation: name, metric: .p50, outcome: .improvement),
    ]
    night.report.comparison = comparison
    let told = try desk.announce(night)
    try #require(told.count == 1)
    #expect(told[0].hasPrefix("new: high: Book p95: 100 ms -> 130 ms, +30 %"))
    // Reports that compare nothing cannot say that it is gone.
    for day in 2...4 { _ = try desk.announce(Night(Int64(day))) }
    night.report.input.lastMicroseconds = Night(5).report.input.lastMicroseconds
    #expect(try desk.announce(night).isEmpty)
  }

  @Test("What is gone is resolved once, where Sentry's web interface may be used")
  func resolved() throws {
    let desk = try Desk(Desk.sentry(resolving: true))
    _ = try desk.announce(Night(1).with("a"))
    #expect(try desk.announce(Night(2)).isEmpty)
    #expect(try desk.announce(Night(3)) == ["resolve a"])
    #expect(try desk.announce(Night(4)).isEmpty)
    #expect(try desk.announce(Night(5).with("a")) == ["returned: high: A title"])
  }

  @Test("A file that is something else is refused and left as it is")
  func wrongFile() throws {
    let desk = try Desk(Desk.sentry())
    let path = try desk.folder.write(Array("not a database, but long enough to be read".utf8), "x")
    #expect(throws: NotificationError.self) { try Outbox(path: path) }
    #expect(throws: NotificationError.self) { try Outbox(path: desk.folder.path("no/where")) }
  }
}
