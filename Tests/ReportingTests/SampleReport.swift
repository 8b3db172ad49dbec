import Analysis
import MetricLog

/// A believable night of a shop's GraphQL server, built by hand.
enum SampleReport {
  /// 2026-11-21T00:00:00Z.
  static let midnight = Timestamp.daysSince1970(year: 2026, month: 11, day: 21) * 86_400_000_000

  /// The whole report, with something in every list.
  static var normal: Report {
    var report = Report()
    report.input = input
    report.operations = OperationReports(operations)
    report.rest = rest
    report.totals = totals(of: report)
    report.requestsPerSecond = Double(report.totals.requests) / 86_399
    report.hours = hours(scale: 1.4, requests: 90)
    report.releases = releases
    addRecords(to: &report)
    report.findings = findings
    report.caveats = [
      Caveat(
        code: "missing_records",
        text: "118 records are missing from the writers' numbering; counts and sums are too low by"
          + " about 0.01%."
      ),
      Caveat(
        code: "names_folded",
        text: "There were more operation names than are kept: 4,211 of them are counted in (other)."
      ),
    ]
    return report
  }

  static func metrics(
    requests: Int64,
    p50: Int64,
    tail: Int64,
    errors: Int64 = 0,
    statements: Int64? = nil,
    hits: Int64 = 0,
    misses: Int64 = 0,
    growth: Int64? = nil
  ) -> Metrics {
    var metrics = Metrics()
    metrics.requests = requests
    metrics.lines = requests
    metrics.requestsWithErrors = errors
    metrics.errors = errors + errors / 7
    metrics.duration = duration(requests: requests, p50: p50, tail: tail)
    if let statements {
      metrics.database.statements.recorded = requests
      metrics.database.statements.sum = requests * statements + requests / 3
      metrics.database.statements.max = statements * 3
      metrics.database.nanoseconds = requests * p50 * 2 / 3
      metrics.database.waitNanoseconds = requests * 412_000
    }
    metrics.cache.hits = hits
    metrics.cache.misses = misses
    metrics.cache.writes = misses
    if let growth {
      metrics.memory.recorded = requests
      metrics.memory.grownBytes = requests * growth
      metrics.memory.shrunkBytes = requests * growth / 9
      metrics.memory.maxGrowthBytes = growth * 40
      metrics.memory.maxResidentBytes = 812_646_400
    }
    return metrics
  }

  private static func duration(requests: Int64, p50: Int64, tail: Int64) -> DurationSummary {
    var duration = DurationSummary()
    duration.count = requests
    duration.sum = requests * (p50 + p50 / 4) + 789
    duration.min = p50 / 9
    duration.p50 = p50
    duration.p90 = p50 * 2
    duration.p95 = p50 * 5 / 2 + 12_345
    duration.p99 = max(duration.p95, min(p50 * 6, tail))
    duration.max = tail
    duration.isExact = requests < 49
    return duration
  }

  static func hours(scale: Double, requests: Int64) -> [HourReport] {
    (0..<24).map { hour in
      var report = HourReport()
      report.startMicroseconds = midnight + Int64(hour) * Timestamp.microsecondsPerHour
      report.lengthMicroseconds = Timestamp.microsecondsPerHour
      let load = [9, 6, 4, 3, 3, 5, 11, 22, 34, 41, 44, 47, 52, 50, 46, 45, 48, 55, 68, 80, 77, 61]
      let share = hour < load.count ? Int64(load[hour]) : 20
      let p50 = 31_000_000 + Int64(Double(hour) * scale * 1_900_000)
      report.metrics = metrics(requests: share * requests * 7, p50: p50, tail: p50 * 31)
      return report
    }
  }

  static var releases: [(release: String, metrics: Metrics)] {
    [
      (
        "2026.11.1",
        metrics(requests: 300_000, p50: 71_000_000, tail: 4_000_000_000, statements: 20)
      ),
      (
        "2026.11.2",
        metrics(requests: 112_345, p50: 104_000_000, tail: 5_201_333_000, statements: 31)
      ),
    ]
  }

  private static func totals(of report: Report) -> Metrics {
    var totals = metrics(
      requests: 1_200_908,
      p50: 24_600_000,
      tail: 9_870_000_000,
      errors: 1_351,
      statements: 9,
      hits: 1_237_344,
      misses: 932_158,
      growth: 211_000
    )
    totals.refused = 3
    totals.requestBytes = summary(412_345, mean: 812, max: 1_204)
    totals.responseBytes = summary(412_345, mean: 20_480, max: 4_200_123)
    totals.complexity = summary(412_345, mean: 42, max: 120)
    totals.depth = summary(412_345, mean: 5, max: 9)
    return totals
  }

  static func summary(_ recorded: Int64, mean: Int64, max: Int64) -> CountSummary {
    var summary = CountSummary()
    summary.recorded = recorded
    summary.sum = recorded * mean + recorded / 5
    summary.max = max
    return summary
  }
}
