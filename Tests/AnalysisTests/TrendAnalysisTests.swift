import Analysis
import Foundation
import MetricLog
import TestSupport
import Testing

@Suite("Trends of many days")
struct TrendAnalysisTests {
  private static let quiet = ["Quiet1", "Quiet2", "Quiet3", "Quiet4"]
  private static let operations = ["Slower", "Drifting", "Weekend", "Popular"] + quiet

  /// Thirty nights: from night 18 on `Slower` takes a fifth more, `Drifting` gains 1.5 % a night, two
  /// nights of a week-end are bad for `Weekend`, and `Popular`, which is slow, comes three times as often
  /// from night 12 on, so that the whole gets slower although no operation did.
  private static func nights(seed: UInt64) -> [DayFigures] {
    var model = FigureDays()
    model.release = { $0 < 18 ? "1" : "2" }
    return model.days(30, operations, seed: seed) { operation, day in
      var behaviour = FigureDays.Behaviour()
      switch operation {
      case "Slower" where day >= 18: behaviour.milliseconds *= 1.2
      case "Drifting":
        for _ in 0..<day { behaviour.milliseconds *= 1.015 }
      case "Weekend" where day == 22 || day == 23: behaviour.milliseconds *= 1.7
      case "Popular":
        behaviour.milliseconds = 400
        if day >= 12 { behaviour.requests *= 3 }
      default: break
      }
      return behaviour
    }
  }

  private func operation(_ name: String) -> TrendSubject { .operation(FigureDays.name(name)) }

  @Test("find what was planted in thirty nights, date it, and call nothing else", arguments: 1...6)
  func nights(seed: UInt64) throws {
    let days = Self.nights(seed: seed)
    var report = TrendAnalysis(days).build()
    TrendCauses(days).explain(&report)
    #expect(report.days == 30 && report.untestedOperations == 0)

    let slower = try #require(report.series(of: operation("Slower"), .p95))
    #expect(slower.confirmedChanges.map(\.day.number) == [20_018])
    let change = try #require(slower.confirmedChanges.first)
    #expect(change.isWorse && change.kind == .step && (0.12...0.3).contains(change.effect))
    #expect(change.latest.number - change.earliest.number <= 3)
    #expect(change.causes.first == ChangeCause(.deploy, day: change.day, name: "2"))
    #expect(slower.course == .stepped || slower.course == .steady, "a step is no trend")

    let drifting = try #require(report.series(of: operation("Drifting"), .p95))
    #expect(drifting.course == .rising)
    let weekly = try #require(drifting.weeklyChange)
    #expect((0.08...0.14).contains(weekly), "1.015 to the seventh is 1.11")

    let weekend = try #require(report.series(of: operation("Weekend"), .p95))
    #expect(weekend.confirmedChanges.isEmpty && weekend.course == .steady)

    let popular = try #require(report.series(of: operation("Popular"), .requests))
    #expect(popular.confirmedChanges.map(\.day.number) == [20_012])
    let whole = try #require(report.series(of: .environment("production"), .mean))
    let shift = try #require(whole.confirmedChanges.first { $0.day.number == 20_012 })
    #expect(shift.causes.contains { $0.kind == .mix })

    for series in report.series {
      guard case .operation(let name) = series.subject, series.metric != .requests else { continue }
      guard name.name.hasPrefix("Quiet") || name.name == "Popular" else { continue }
      #expect(
        !series.isNotable,
        "\(name.name) \(series.metric): \(series.changes) \(series.course)"
      )
    }
  }

  @Test("hardly ever say anything of quiet days")
  func quiet() {
    var alarms = 0
    for seed in UInt64(0)..<16 {
      let days = FigureDays().days(60, Self.quiet, seed: 900 + seed) { _, _ in
        FigureDays.Behaviour(noise: 0.06)
      }
      if !TrendAnalysis(days).build().notable.isEmpty { alarms += 1 }
    }
    // A family of 5 % for trends and one for changes: of 16 histories at most 4 in 95 of 100 cases.
    #expect(alarms <= 4, "\(alarms) of 16")
  }

  @Test("tell of two new texts and a statement, when they fit the days, and of nothing else")
  func causes() throws {
    let days = Self.nights(seed: 3)
    var report = TrendAnalysis(days).build()
    let wanted = TrendCauses.daysWanted(report)
    #expect(wanted.isSuperset(of: (11...18).map { Day(number: 20_000 + $0) }))
    var details: [Day: DayDetails] = [:]
    for day in wanted {
      let isAfter = day.number >= 20_018
      var row = OperationDetails()
      row.signatures = [part("old", 1000)] + (isAfter ? [part("new", 600), part("rare", 20)] : [])
      row.statements = [part("s1", 1000)] + (isAfter ? [part("s2", 900)] : [])
      details[day] = DayDetails(rows: [FigureDays.name("Slower"): row])
    }
    TrendCauses(days, details: details).explain(&report)
    let slower = try #require(report.series(of: operation("Slower"), .p95))
    let causes = try #require(slower.confirmedChanges.first).causes
    let day = Day(number: 20_018)
    #expect(
      causes == [
        ChangeCause(.deploy, day: day, name: "2"),
        ChangeCause(.operationText, day: day, name: "new"),
        ChangeCause(.statement, day: day, name: "s2"),
      ]
    )
    let other = try #require(report.series(of: operation("Drifting"), .p95))
    #expect(other.changes.flatMap(\.causes).allSatisfy { $0.kind == .deploy })
  }

  private func part(_ name: String, _ requests: Int64) -> OperationDetails.Part {
    OperationDetails.Part(name: name, requests: requests, count: requests, nanoseconds: 0)
  }

  @Test("foresee when a limit is crossed, and withhold what last week says as well")
  func forecasts() throws {
    let days = FigureDays().days(90, ["Rising", "Noise"], seed: 5) { operation, day in
      var behaviour = FigureDays.Behaviour()
      if operation == "Rising" { behaviour.milliseconds = 100 * (1 + 0.01 * Double(day)) }
      return behaviour
    }
    var settings = TrendSettings()
    // p95 is 2.3 times the median: 435 ms on the last day, and 470 ms some 15 days later.
    settings.limits.p95Nanoseconds = 470e6
    let report = TrendAnalysis(days, settings: settings).build()
    let rising = try #require(report.series(of: operation("Rising"), .p95)?.forecast)
    #expect(rising.withheld == nil && rising.points.count == 30)
    let crossing = try #require(rising.crossing)
    #expect((8...25).contains(try #require(crossing.middle)))
    #expect(try #require(crossing.early) <= crossing.middle ?? 0)
    for (index, point) in rising.points.enumerated() {
      #expect(point.day.number == Int32(20_090 + index))
      let truth = 2.3 * 100e6 * (1 + 0.01 * Double(90 + index))
      let (lower, upper) = (try #require(point.lower), try #require(point.upper))
      #expect(lower < truth && truth < upper)
    }
    let noise = try #require(report.series(of: operation("Noise"), .p95)?.forecast)
    #expect(noise.crossing == nil)
    #expect(noise.withheld == nil || noise.points.isEmpty)
  }

  @Test("foresee every metric, and the limits that settings have of them")
  func everyMetric() throws {
    let days = FigureDays().days(90, ["Worse"], seed: 6) { _, day in
      var behaviour = FigureDays.Behaviour()
      let part = Double(day) / 90
      (behaviour.errors, behaviour.statements) = (0.01 * exp(1.3 * part), 4 + 5 * part)
      (behaviour.hitRate, behaviour.memory) = (0.8 - 0.35 * part, 20e6 + 27e6 * part)
      return behaviour
    }
    var settings = TrendSettings()
    let report = TrendAnalysis(days, settings: settings).build()
    func forecast(_ metric: ComparisonMetric) throws -> SeriesForecast {
      try #require(report.series(of: operation("Worse"), metric)?.forecast, "\(metric)")
    }
    for metric in ComparisonMetric.allCases {
      let found = try forecast(metric)
      #expect(found.withheld == .lastWeekDoesAsWell || found.points.count == 30, "\(metric)")
    }
    // Errors rise to 3.7 % and by 1.5 % a day: 5 % are 21 days away; hits fall to 45 %, 40 % are 13 away;
    // of nine statements ten are 18 away, and of 47 MB fifty are ten.
    let expected: [(ComparisonMetric, limit: Double, days: ClosedRange<Int>)] = [
      (.errors, 0.05, 12...30), (.hitRate, 0.4, 8...20), (.statements, 10, 10...26),
      (.memory, 50e6, 5...17),
    ]
    for (metric, limit, days) in expected {
      let crossing = try #require(try forecast(metric).crossing, "\(metric)")
      #expect(abs(crossing.limit / limit - 1) < 1e-9)
      #expect(days.contains(try #require(crossing.middle)), "\(metric) \(crossing)")
      let series = try #require(report.series(of: operation("Worse"), metric))
      #expect(series.isNotable && series.isWorse)
    }
    #expect(report.series(of: .environment("production"), .statements)?.forecast?.crossing == nil)
    var rules = RuleSettings()
    rules.thresholds["error_rate"] = ["min_rate": 0.9]
    settings.limits = TrendLimits(rules: rules, alerts: AlertThresholds())
    let lax = TrendAnalysis(days, settings: settings).build()
    #expect(lax.series(of: operation("Worse"), .errors)?.forecast?.crossing == nil)
  }

  @Test("foresee so many operations wholly, of the others p95, and what is named in any case")
  func bounded() throws {
    let days = FigureDays().days(60, ["A", "B", "C"], seed: 2) { operation, _ in
      FigureDays.Behaviour(milliseconds: operation == "B" ? 300 : 100)
    }
    var settings = TrendSettings()
    settings.fullyForeseenOperations = 1
    let report = TrendAnalysis(days, settings: settings).build()
    for series in report.series {
      let isWhole =
        series.subject == operation("B") || series.subject == .environment("production")
      #expect((series.forecast != nil) == (isWhole || series.metric == .p95))
    }
    settings.operations = ["A"]
    let named = TrendAnalysis(days, settings: settings).build()
    #expect(!named.series.isEmpty && named.series.allSatisfy { $0.forecast != nil })
  }

  @Test("tell another mix of clients from clients that wait longer")
  func clients() throws {
    for isMix in [true, false] {
      let days = FigureDays().days(40, ["List"], seed: 9) { _, day in
        FigureDays.Behaviour(milliseconds: day < 20 ? 100 : 160)
      }
      var report = TrendAnalysis(days).build()
      let wanted = TrendCauses.daysWanted(report)
      #expect(wanted.isSuperset(of: (13...27).map { Day(number: 20_000 + $0) }))
      var details: [Day: DayDetails] = [:]
      for day in days {
        let figures = try #require(day.operations[FigureDays.name("List")])
        details[day.day] = Self.clients(figures, day.day.number >= 20_020, isMix: isMix)
      }
      TrendCauses(days, details: details).explain(&report)
      let change = try #require(
        report.series(of: operation("List"), .mean)?.confirmedChanges.first
      )
      #expect(change.causes.map(\.kind) == (isMix ? [.clientMix] : []))
      #expect(change.causes.first.map { $0.name == "batch" } ?? true)
      let requests = report.series.filter { $0.metric == .requests }
      #expect(requests.allSatisfy { $0.changes.flatMap(\.causes).isEmpty })
    }
  }

  /// A day of two clients, a third of requests being of neither: `batch` waits three times as long as
  /// `web`, and either asks more often after the change, or both wait longer.
  private static func clients(
    _ figures: OperationFigures,
    _ isAfter: Bool,
    isMix: Bool
  ) -> DayDetails {
    let part = figures.requests / 3
    let share = isMix && isAfter ? 0.9 : 0.1
    // The rest keeps its mean where nothing but the mix changes, so the named ones make up the whole.
    let rest = 113e6 * (isMix || !isAfter ? 1 : 1.6) * Double(figures.requests - 2 * part)
    let time = Double(figures.durationNanoseconds) - rest
    let unit = time / (1 - share + 3 * share)
    var row = OperationDetails()
    for (name, share, weight) in [("batch", share, 3.0), ("web", 1 - share, 1.0)] {
      row.clients.append(
        OperationDetails.Client(
          name: name,
          version: isAfter ? "2" : "1",
          requests: Int64(Double(2 * part) * share),
          requestsWithErrors: 0,
          nanoseconds: Int64(unit * share * weight)
        )
      )
    }
    return DayDetails(rows: [FigureDays.name("List"): row])
  }

  @Test("are the same for any number of threads and any order of days")
  func deterministic() {
    let days = Self.nights(seed: 8)
    let report = TrendAnalysis(days).build()
    let again = TrendAnalysis(days.reversed()).build(threads: 4)
    #expect("\(again)" == "\(report)")
  }

  @Test("of few days, of none, and of odd ones are no trends")
  func odd() {
    #expect(TrendAnalysis([]).build().series.isEmpty)
    let few = Array(Self.nights(seed: 1).prefix(9))
    #expect(TrendAnalysis(few).build().series.allSatisfy { $0.course == .short && !$0.isNotable })
    // Every third day is missing: trends stay possible, forecasts do not.
    let gaps = Self.nights(seed: 1).filter { $0.day.number % 3 != 0 }
    let report = TrendAnalysis(gaps).build()
    #expect(report.series(of: operation("Drifting"), .p95)?.course == .rising)
    #expect(report.series.allSatisfy { ($0.forecast?.withheld ?? .tooFewDays) == .tooFewDays })
    // Constant figures, and those of a single request a day.
    let constant = FigureDays().days(40, ["A"], seed: 1) { _, _ in
      FigureDays.Behaviour(requests: 1, milliseconds: 0, errors: 0, statements: 0, noise: 0)
    }
    #expect(TrendAnalysis(constant).build().notable.isEmpty)
  }
}
