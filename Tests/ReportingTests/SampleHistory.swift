import Analysis
import TestSupport

/// Sixty days of operations with names that a terminal or a page must not obey, of which one gets slower,
/// one rises, one is new and one vanishes.
enum SampleHistory {
  static let hostile = OperationName(
    service: "sh\u{1B}[31mop",
    env: "\u{202E}prod",
    name: "A\n<b>B" + String(repeating: "x", count: 300),
    kind: "query"
  )

  private static func other(_ name: String) -> OperationName {
    OperationName(service: hostile.service, env: hostile.env, name: name, kind: "mutation")
  }

  static let days: [DayFigures] = {
    var random = SeededGenerator(seed: 1)
    return (0..<60).map { number in
      var day = DayFigures(day: Day(number: Int32(20_000 + number)))
      let levels = [
        (hostile, number < 56 ? 100.0 : 140), (other("Rising"), 100 + 2 * Double(number)),
        (other(number < 55 ? "Old" : "New"), 50),
      ]
      for (name, level) in levels {
        var figures = OperationFigures()
        let level = level * (1 + 0.01 * random.unit()) * 1e6
        (figures.requests, figures.requestsWithErrors) = (1000, 20)
        (figures.statementRequests, figures.statements) = (1000, 3000)
        (figures.cacheHits, figures.cacheMisses) = (900, 100)
        (figures.memoryRequests, figures.memoryBytes) = (1000, -70_000_000)
        (figures.p50Nanoseconds, figures.p95Nanoseconds) = (Int64(level), Int64(2 * level))
        figures.p99Nanoseconds = Int64(3 * level)
        figures.durationNanoseconds = Int64(level) * 1100
        day.operations[name] = figures
        day.environments[hostile.env] = figures
      }
      let release = number < 56 ? "1" : "\u{1B}[2J2"
      let deploy = (hostile.service, hostile.env)
      day.releases = [
        DayDeploy(day: day.day, service: deploy.0, env: deploy.1, release: release)
      ]
      return day
    }
  }()

  static let trends: TrendReport = {
    var settings = TrendSettings()
    settings.limits.p95Nanoseconds = 500e6
    var report = TrendAnalysis(days, settings: settings).build()
    var details: [Day: DayDetails] = [:]
    for day in TrendCauses.daysWanted(report) { details[day] = SampleHistory.details(day) }
    TrendCauses(days, details: details).explain(&report)
    report.findings = findings
    let kept = (40..<50).map { count in
      let report = TrendAnalysis(Array(days.prefix(count)), settings: settings).build()
      return (day: days[count - 1].day, forecasts: StoredForecasts(report))
    }
    report.forecasts = ForecastRecord(kept, days)
    addOddities(to: &report)
    return report
  }()

  /// Hours and days that stood out, a week, and a mix of clients, in rows with hostile names.
  private static func addOddities(to report: inout TrendReport) {
    for index in report.series.indices {
      let series = report.series[index]
      guard case .operation(let name) = series.subject, name == hostile else { continue }
      if series.metric == .requests {
        let start = 20_058 * 24 + 22
        report.series[index].hourAnomalies = [
          HourAnomaly(start: start, hours: 3, level: 0.5, expected: 4321)
        ]
        report.series[index].weekdays = [0.12, 0, 0, 0, 0, -0.25, -0.07]
        report.series[index].weekdayStrength = 0.64
      }
      if !series.changes.isEmpty {
        let day = series.changes[0].day
        report.series[index].changes[0].causes.append(
          ChangeCause(.clientMix, day: day, name: "\u{1B}[2Jbatch")
        )
      }
    }
  }

  private static var findings: [FindingCourse] {
    let all = days.suffix(20).map { day in
      let finding = StoredFinding(
        id: "n_plus_one-\u{7}",
        rule: "n_plus_one",
        operation: hostile,
        costNanoseconds: 5e9,
        savingNanoseconds: 4e9
      )
      return (
        day: day.day, findings: DayFindings(findings: day.day.number < 20_055 ? [finding] : [])
      )
    }
    return FindingHistory(all, figures: days).courses()
  }

  private static func details(_ day: Day) -> DayDetails {
    var row = OperationDetails()
    let name = day.number < 20_056 ? "select\u{0}1" : "select\u{9B}2"
    row.statements = [
      OperationDetails.Part(name: name, requests: 1000, count: 3000, nanoseconds: 9)
    ]
    row.signatures = row.statements
    return DayDetails(rows: [hostile: row])
  }

  /// The last four days against the four before, with durations and texts, as of two environments.
  static let comparison: Comparison = {
    func period(_ days: ArraySlice<DayFigures>) -> ComparisonPeriod {
      var period = ComparisonPeriod(Array(days))
      period.choice = "the days before, client \u{1B}[2Jweb"
      period.omissions = [
        .init(kind: .figuresOfClients, requests: 1), .init(kind: .unnamedClients, requests: 1234),
        .init(kind: .foldedReleases, requests: 1), .init(kind: .textsOfFoldedReleases, requests: 1),
      ]
      period.details = days.map { details($0.day) }
      return period
    }
    var comparison = ComparisonBuilder(
      period(days[48..<56]),
      period(days[56...]),
      history: Array(days[..<48])
    ).build()
    comparison.environments = EnvironmentComparison.compare(
      Array(days[48..<56]),
      Array(days[56...]),
      names: ("\u{1B}live", "sta\nging")
    )
    return comparison
  }()
}
