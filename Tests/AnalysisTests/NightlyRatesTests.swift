import Analysis
import Foundation
import TestSupport
import Testing

/// How often the comparison of a night is right, by the product's own settings: `docs/METHODS.md`.
@Suite("A night is judged by four weeks")
struct NightlyRatesTests {
  private static let operations = 20
  private static let requests = 1500
  /// The days of the longest comparison, and of that of the night before.
  private static let days = ComparisonBuilder.nightlyDays

  private func normal(_ random: inout SeededGenerator) -> Double {
    // Twelve uniform numbers: far tails do not matter here.
    (0..<12).reduce(-6) { sum, _ in sum + random.unit() }
  }

  /// Days of operations with 1,500 lognormal requests (sigma 1) each; the first two change by a factor on
  /// the last days.
  ///
  /// A day's own effect is 5 %, that of its hours (5 %, AR 0.7) 2.4 % of the day, weekends +5 %.
  private func night(
    factor: Double,
    since changedDays: Int,
    _ random: inout SeededGenerator
  ) -> [DayFigures] {
    let n = Double(Self.requests)
    return (0..<Self.days).map { index in
      var day = DayFigures(day: Day(number: Int32(20_000 + index)))
      var whole = OperationFigures()
      for operation in 0..<Self.operations {
        var level = 0.05 * normal(&random) + 0.024 * normal(&random)
        if (20_000 + index) % 7 < 2 { level += log(1.05) }
        if operation < 2, index >= Self.days - changedDays { level += log(factor) }
        var figures = OperationFigures()
        figures.requests = Int64(Self.requests)
        // Medians and means of lognormal requests err by so much.
        let (middle, mean) = (1.2533 / n.squareRoot(), 1.3108 / n.squareRoot())
        figures.p50Nanoseconds = Int64(100e6 * exp(level + middle * normal(&random)))
        let average = 164.87e6 * exp(level + mean * normal(&random))
        figures.durationNanoseconds = Int64(n * average)
        // A quantile q at the density f errs by √(q (1 - q) / n) / f: at p95 by 2.113 / √n.
        let tail = 2.113 / n.squareRoot()
        figures.p95Nanoseconds = Int64(518e6 * exp(level + tail * normal(&random)))
        whole.requests += figures.requests
        whole.durationNanoseconds += figures.durationNanoseconds
        day.operations[
          OperationName(service: "", env: "", name: "Operation\(operation)", kind: "query")
        ] = figures
      }
      day.environments[""] = whole
      return day
    }
  }

  /// Of the changed operations the share that is called a regression by p95, by any duration, and that is
  /// an alarm; of the others the share that is a regression or an alarm by any duration.
  private struct Rates {
    var byP95 = 0.0
    var found = 0.0
    var alarmed = 0.0
    var falselyFound = 0.0
    var falselyAlarmed = 0.0
    /// Nights with a false alarm.
    var badNights = 0.0
  }

  private func rates(
    factor: Double,
    since days: Int,
    nights: Int,
    seed: UInt64
  ) throws -> Rates {
    var random = SeededGenerator(seed: seed)
    var rates = Rates()
    let changed = Set(factor == 1 ? [] : ["Operation0", "Operation1"])
    func names(_ changes: [Comparison.Change]) -> Set<String> {
      Set(changes.map(\.operation.name))
    }
    func share(_ names: Set<String>, of count: Int) -> Double {
      Double(names.count) / Double(max(1, count)) / Double(nights)
    }
    for _ in 0..<nights {
      let figures = night(factor: factor, since: days, &random)
      var comparison = try #require(ComparisonBuilder.nightly(figures)).build()
      comparison.markAlarms(nightBefore: ComparisonBuilder.nightly(figures.dropLast())?.build())
      let regressions = comparison.changes.filter { $0.outcome == .regression }
      let (found, alarms) = (names(regressions), names(comparison.alarms))
      let p95 = names(regressions.filter { $0.metric == .p95 })
      rates.byP95 += share(p95.intersection(changed), of: changed.count)
      rates.found += share(found.intersection(changed), of: changed.count)
      rates.alarmed += share(alarms.intersection(changed), of: changed.count)
      let others = Self.operations - changed.count
      rates.falselyFound += share(found.subtracting(changed), of: others)
      rates.falselyAlarmed += share(alarms.subtracting(changed), of: others)
      if !alarms.isSubset(of: changed) { rates.badNights += 1 / Double(nights) }
    }
    return rates
  }

  /// `NIGHTS=300` measures more exactly than a test need, and prints what it finds.
  private func measured(
    factor: Double,
    since days: Int,
    nights: Int,
    seed: UInt64
  ) throws -> Rates {
    let more = ProcessInfo.processInfo.environment["NIGHTS"].flatMap(Int.init)
    let rates = try rates(factor: factor, since: days, nights: more ?? nights, seed: seed)
    if let more { print("\(more) nights, times \(factor) for \(days) days: \(rates)") }
    return rates
  }

  @Test(
    "and finds a fifth more when it has lasted for the week that is judged, and not after half of it",
    arguments: [(4, 0.0...0.1), (6, 0.3...0.95), (7, 0.85...1)]
  )
  func power(days: Int, found: ClosedRange<Double>) throws {
    let rates = try measured(factor: 1.2, since: days, nights: 15, seed: 91)
    #expect(found.contains(rates.found), "\(rates)")
    #expect(rates.byP95 <= rates.found && rates.alarmed <= rates.found)
    #expect(rates.falselyAlarmed <= 0.01, "\(rates)")
  }

  @Test("and calls one quiet operation in a hundred worse at most")
  func level() throws {
    let rates = try measured(factor: 1, since: 0, nights: 30, seed: 92)
    #expect(rates.falselyFound <= 0.01 && rates.falselyAlarmed <= rates.falselyFound, "\(rates)")
  }
}
