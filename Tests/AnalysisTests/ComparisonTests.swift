import Analysis
import MetricLog
import TestSupport
import Testing

@Suite("Two periods are compared day by day")
struct ComparisonTests {
  /// The figures of days of two busy operations; `change` scales a duration by day and operation.
  private func days(
    _ numbers: Range<Int>,
    seed: UInt64,
    requests: [String: Int] = ["List": 120, "Item": 120],
    change: (Int, String) -> Double = { _, _ in 1 }
  ) -> [DayFigures] {
    numbers.map { number in
      var random = SeededGenerator(seed: seed &* 1_000 &+ UInt64(number))
      let mood = 1 + 0.1 * (random.unit() - 0.5)
      var records: [ModelRecord] = []
      for (name, count) in requests.sorted(by: { $0.key < $1.key }) {
        let scale = mood * change(number, name)
        for index in 0..<count {
          var request = ModelRequest()
          request.name = name
          // Between 50 and 250 ms, the same distribution every day.
          let place = (Double(index) + random.unit()) / Double(count)
          request.nanoseconds = Int64((50 + 200 * place * place) * scale * 1e6)
          request.database = ModelRequest.Database(
            count: 3,
            nanoseconds: 1000,
            wait: 0,
            statements: []
          )
          var record = ModelRecord()
          record.seq = UInt64(records.count + 1)
          record.timeMicroseconds = Int64(number) * 86_400_000_000 + Int64(index) * 1_000_000
          record.content = .request(request)
          records.append(record)
        }
      }
      return DayFigures(day: Day(number: Int32(number)), Runs.settled(records))
    }
  }

  @Test("lists every operation's foremost change before the second of any, what is worse first")
  func order() {
    var comparison = Comparison()
    let rows: [(String, ComparisonMetric, Comparison.Outcome)] = [
      ("Home", .p50, .regression), ("Home", .mean, .regression), ("Cart", .p95, .regression),
      ("Home", .p95, .regression), ("Search", .errors, .improvement), ("Cart", .p50, .improvement),
      ("Search", .mean, .improvement), ("Home", .memory, .unchanged),
      ("Cart", .statements, .inconclusive),
    ]
    for (name, metric, outcome) in rows {
      comparison.changes.append(
        .init(operation: FigureDays.name(name), metric: metric, outcome: outcome)
      )
    }
    #expect(
      comparison.changed.map { "\($0.operation.name) \($0.metric.rawValue)" } == [
        "Home p50", "Cart p95", "Home mean", "Home p95", "Search errors", "Cart p50", "Search mean",
      ]
    )
  }

  @Test(
    "a fifth more time is a regression of that operation and of no other",
    arguments: [1, 2, 3]
  )
  func regression(seed: UInt64) throws {
    let slower = { (day: Int, name: String) in day >= 20_028 && name == "Item" ? 1.2 : 1 }
    let before = days(20_000..<20_028, seed: seed, change: slower)
    let after = days(20_028..<20_035, seed: seed, change: slower)
    let comparison = ComparisonBuilder(baseline: before, candidate: after).build()
    let changed = comparison.changes.filter { $0.outcome == .regression }
    #expect(Set(changed.map(\.operation.name)) == ["Item"])
    #expect(Set(changed.map(\.metric)).isSuperset(of: [.p50, .p95, .mean]))
    #expect(comparison.count(.improvement) == 0)
    for change in changed {
      let lower = try #require(change.effectLower)
      let upper = try #require(change.effectUpper)
      #expect(lower < 0.25 && upper > 0.15 && lower > 0)
    }
    let p99 = comparison.changes.filter { $0.metric == .p99 }
    #expect(p99.isEmpty, "120 requests say nothing of the slowest in a hundred")
    let back = ComparisonBuilder(baseline: after, candidate: before).build()
    #expect(back.count(.regression) == 0 && back.count(.improvement) > 0)
    let split = try #require(comparison.split)
    #expect((split.after - split.before - split.mix - split.speed).magnitude < 1)
    #expect(split.speed > 5e6 && split.mix.magnitude < 1e6)
  }

  @Test("nothing is called a change when nothing changed", arguments: [1, 2, 3, 4, 5])
  func quiet(seed: UInt64) {
    let all = days(20_000..<20_035, seed: seed &+ 50)
    let comparison = ComparisonBuilder(
      baseline: Array(all.prefix(28)),
      candidate: Array(all.suffix(7))
    ).build()
    #expect(comparison.count(.regression) == 0 && comparison.count(.improvement) == 0)
    #expect(comparison.count(.unchanged) > 0)
  }

  @Test("too few days are said, and are not called unchanged")
  func fewDays() {
    let all = days(20_000..<20_005, seed: 9) { day, _ in day == 20_004 ? 3 : 1 }
    let comparison = ComparisonBuilder(
      baseline: Array(all.prefix(4)),
      candidate: Array(all.suffix(1))
    ).build()
    #expect(!comparison.changes.isEmpty)
    for change in comparison.changes {
      #expect(change.outcome == .inconclusive && change.reason == "not_enough_days")
      #expect(change.effectLower == nil && change.effectUpper == nil)
    }
    #expect(ComparisonBuilder(baseline: [], candidate: all).build().changes.isEmpty)
    #expect(ComparisonBuilder(baseline: all, candidate: []).build().split == nil)
  }

  @Test("another mix is no slowdown, and new and vanished operations are named")
  func mix() throws {
    // The slower operation comes more often, and nothing has become slower.
    let slow = { (_: Int, name: String) in name == "Item" ? 3.0 : 1 }
    let before = days(
      20_000..<20_014,
      seed: 4,
      requests: ["List": 200, "Item": 80, "Old": 9],
      change: slow
    )
    let after = days(
      20_014..<20_021,
      seed: 4,
      requests: ["List": 80, "Item": 200, "New": 9],
      change: slow
    )
    let comparison = ComparisonBuilder(baseline: before, candidate: after).build()
    #expect(comparison.count(.regression) == 0)
    #expect(comparison.newOperations.map(\.name) == ["New"])
    #expect(comparison.vanishedOperations.map(\.name) == ["Old"])
    let split = try #require(comparison.split)
    #expect(split.mix > 0.9 * (split.after - split.before))
    for split in [comparison.split, comparison.totalSplit].compactMap({ $0 }) {
      let parts = split.traffic + split.mix + split.speed + split.new + split.vanished
      #expect((split.after - split.before - parts).magnitude < 1)
      #expect(split.new != 0 && split.vanished != 0)
    }
  }
}
