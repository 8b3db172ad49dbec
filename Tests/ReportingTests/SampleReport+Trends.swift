import Analysis

/// What forty days of a shop do.
extension SampleReport {
  /// The first of the forty days: 2026-10-13.
  private static let firstDay = Day(number: 20_739)

  /// The normal night with everything that charts are drawn from, trends included.
  static var withTrends: Report {
    var report = drawn
    report.trends = trends
    report.suppression = suppression
    for index in report.findings.indices {
      for example in report.findings[index].examples.indices {
        let place = ("/var/log/shop/a.jsonl", Int64(4711 + index))
        report.findings[index].examples[example].file = place.0
        report.findings[index].examples[example].line = place.1
      }
    }
    return report
  }

  /// A night whose history is full of names that no page must obey.
  static var withHistory: Report {
    var report = hostile
    (report.trends, report.comparison) = (SampleHistory.trends, SampleHistory.comparison)
    return report
  }

  /// One finding that is not shown, one whose time is over, one that is not there.
  static var suppression: SuppressionReport {
    var report = SuppressionReport()
    let until = firstDay.advanced(by: 60)
    report.hidden = [
      .init(
        suppression: Suppression(id: "slow_field-1", reason: "known; mended soon", until: until),
        severity: .high,
        confidence: .probable
      )
    ]
    report.expired = [
      Suppression(id: "error_rate-ba9876543210", reason: "a test", until: firstDay)
    ]
    report.unmatched = [Suppression(id: "n_plus_one-0", reason: "mended", until: nil)]
    return report
  }

  /// A step with its cause, a slope that will cross its limit, and a row that says nothing.
  static var trends: TrendReport {
    var trends = TrendReport()
    (trends.firstDay, trends.lastDay) = (firstDay, firstDay.advanced(by: 39))
    trends.days = 39
    trends.series = [step, slope, quiet]
    return trends
  }

  /// Two years of fifty operations, all of which have something to say.
  static func hugeTrends(naming name: String) -> TrendReport {
    var trends = trends
    trends.series = (0..<50).map { index in
      var row = slope
      row.subject = .operation(
        OperationName(service: name, env: name, name: "\(index) " + name, kind: "query")
      )
      row.points = (0..<730).map { day in
        .init(day: firstDay.advanced(by: Int32(day) - 690), level: 1e8 + Double(day), count: 9000)
      }
      return row
    }
    return trends
  }

  private static func row(_ name: String, _ metric: ComparisonMetric) -> SeriesTrend {
    SeriesTrend(
      subject: .operation(
        OperationName(service: "shop", env: "production", name: name, kind: "query")
      ),
      metric: metric
    )
  }

  /// Levels that go up and down with the day of the week; one day is missing.
  private static func points(_ level: (Int32) -> Double) -> [SeriesTrend.Point] {
    (0..<40).filter { $0 != 17 }.map { day in
      let weekday = Double((day * 5) % 7) / 100
      return .init(
        day: firstDay.advanced(by: day),
        level: level(day) * (1 + weekday),
        count: 9000 + Int64(day) * 100
      )
    }
  }

  private static var step: SeriesTrend {
    var row = row("ProductListWithReviews", .p95)
    row.points = points { $0 < 26 ? 101_300_000 : 207_000_000 }
    row.course = .stepped
    var change = SeriesChange(
      .step,
      .confirmed,
      day: firstDay.advanced(by: 26),
      effect: 1.0481,
      isWorse: true
    )
    (change.earliest, change.latest) = (change.day.advanced(by: -1), change.day.advanced(by: 1))
    (change.before, change.after) = (104_000_000, 213_000_000)
    change.causes = [ChangeCause(.deploy, day: change.day, name: "2026.11.2")]
    row.changes = [change]
    return row
  }

  private static var slope: SeriesTrend {
    var row = row("Checkout", .p95)
    row.points = points { 250_000_000 + Double($0) * 6_000_000 }
    (row.course, row.weeklyChange) = (.rising, 0.1012)
    (row.weeklyLower, row.weeklyUpper) = (0.0813, 0.1254)
    row.share = 0.22
    var forecast = SeriesForecast()
    forecast.points = (40..<70).map { day in
      let level = 255_000_000 + Double(day) * 6_100_000
      let spread = Double(day - 35) * 3_000_000
      return .init(
        day: firstDay.advanced(by: Int32(day)),
        level: level,
        lower: level - spread,
        upper: level + spread
      )
    }
    var crossing = SeriesForecast.Crossing(limit: 600_000_000, probability: 0.93)
    (crossing.early, crossing.middle, crossing.late) = (12, 17, 24)
    forecast.crossing = crossing
    row.forecast = forecast
    return row
  }

  private static var quiet: SeriesTrend {
    var row = row("Search", .p95)
    row.points = points { _ in 60_000_000 }
    row.course = .steady
    return row
  }
}
