import Analysis
import MetricLog

/// Reports for the page: one with every chart, one that is as large as can be.
extension SampleReport {
  /// The normal night with what charts are drawn from.
  static var drawn: Report {
    var report = normal
    for index in report.hours.indices {
      report.hours[index].histogram = [
        HistogramBar(lowerNanoseconds: 16_777_216, requests: 100 + Int64(index)),
        HistogramBar(lowerNanoseconds: 33_554_432, requests: 40),
        HistogramBar(lowerNanoseconds: 1_073_741_824, requests: Int64(index % 3)),
      ]
    }
    var cache = CacheReport()
    (cache.name, cache.level, cache.requests) = ("product", 1, 412_345)
    cache.counts = report.totals.cache
    report.caches = [cache]
    for index in report.processes.indices { addHours(to: &report.processes[index]) }
    report.comparison = comparison
    return report
  }

  /// A week against the week before.
  static var comparison: Comparison {
    var comparison = Comparison()
    comparison.baseline = .init(
      days: (20_771..<20_778).map { Day(number: $0) },
      requests: 8_123_456
    )
    comparison.candidate = .init(
      days: (20_778..<20_785).map { Day(number: $0) },
      requests: 8_300_001
    )
    let operation = OperationName(
      service: "shop",
      env: "production",
      name: "ProductListWithReviews",
      kind: "query"
    )
    var worse = Comparison.Change(operation: operation, metric: .p95, outcome: .regression)
    (worse.baseline, worse.candidate, worse.effect) = (101_300_000, 207_792_345, 1.0513)
    (worse.effectLower, worse.effectUpper, worse.adjustedPValue) = (0.613, 1.487, 0.0021)
    var better = Comparison.Change(operation: operation, metric: .errors, outcome: .improvement)
    (better.baseline, better.candidate, better.effect) = (0.0213, 0.0012, -0.9437)
    var unclear = Comparison.Change(operation: operation, metric: .p50, outcome: .inconclusive)
    (unclear.reason, unclear.smallestVisibleEffect) = ("not_significant", 0.274)
    comparison.changes = [worse, better, unclear]
    comparison.untested = 12
    comparison.newOperations = [
      OperationName(service: "shop", env: "production", name: "GiftCards", kind: "query")
    ]
    comparison.durations = [
      Comparison.Durations(
        operation: operation,
        baseline: [
          HistogramBar(lowerNanoseconds: 16_777_216, requests: 51_234),
          HistogramBar(lowerNanoseconds: 33_554_432, requests: 20_111),
        ],
        candidate: [
          HistogramBar(lowerNanoseconds: 33_554_432, requests: 31_007),
          HistogramBar(lowerNanoseconds: 134_217_728, requests: 40_404),
        ]
      )
    ]
    addDetails(of: operation, to: &comparison)
    return comparison
  }

  /// Texts, environments and a first look.
  private static func addDetails(of operation: OperationName, to comparison: inout Comparison) {
    var texts = Comparison.TextChange(operation: operation)
    texts.newTexts = ["5f0c1d2e3a4b5968"]
    texts.vanishedTexts = ["0a1b2c3d4e5f6071", "1a1b2c3d4e5f6071"]
    texts.newStatements = ["a1b2c3d4e5f60718"]
    texts.changedStatements = [
      .init(fingerprint: "b1b2c3d4e5f60718", before: 1.02, after: 17.4)
    ]
    comparison.texts = [texts]
    comparison.provisional = [
      .init(
        operation: OperationName(service: "shop", env: "production", name: "Search", kind: "query"),
        effect: 0.412,
        effectLower: 0.223,
        effectUpper: 0.631,
        hours: 19,
        adjustedPValue: 0.004
      )
    ]
    var environments = Comparison.Environments(baseline: "production", candidate: "staging")
    var row = Comparison.Environments.Row(operation: operation)
    (row.baselineTailRatio, row.candidateTailRatio) = (2.51, 4.02)
    row.baselineStatements = 20.3
    environments.rows = [row]
    (environments.baselineMean, environments.candidateMean) = (71_300_000, 104_900_000)
    (environments.commonShare, environments.rankCorrelation) = (0.7312, 0.61)
    comparison.environments = environments
  }

  private static func addHours(to process: inout ProcessReport) {
    process.hours = (0..<24).map { hour in
      var report = ProcessHour()
      report.startMicroseconds = midnight + Int64(hour) * Timestamp.microsecondsPerHour
      report.samples = 12
      report.residentBytes = summary(
        12,
        mean: 600_000_000 + Int64(hour) * 1_000_000,
        max: 812_646_400
      )
      return report
    }
    for index in process.pools.indices {
      process.pools[index].hours = (0..<24).map { hour in
        var report = PoolHour()
        report.startMicroseconds = midnight + Int64(hour) * Timestamp.microsecondsPerHour
        report.samples = 12
        report.inUse = summary(12, mean: 4, max: 10)
        report.exhausted = hour == 20 ? 3 : 0
        return report
      }
    }
  }

  /// 5,000 operations and 1,000 findings with names of the greatest length, which grow by escaping;
  /// hundreds of everything else.
  static var huge: Report {
    let name = String(repeating: "<\"&'", count: 60)
    var report = drawn
    let model = report.operations[0]
    report.operations = OperationReports(
      (0..<5000).lazy.map { index in
        var operation = model
        operation.rank = index + 1
        operation.name = "\(index) " + name
        (operation.service, operation.env) = ("\(index % 7)" + name, name)
        operation.statements = operation.statements.map { statement in
          var statement = statement
          (statement.text, statement.field) = (name + name, name)
          return statement
        }
        return operation
      }
    )
    report.findings = (0..<1000).map { index in
      var finding = finding(naming: name)
      finding.id = "n_plus_one-\(index)"
      return finding
    }
    report.hours = (0..<600).map { index in
      var hour = report.hours[index % 24]
      hour.startMicroseconds = midnight + Int64(index) * Timestamp.microsecondsPerHour
      hour.histogram = (10..<40).map {
        HistogramBar(lowerNanoseconds: 1 << Int64($0), requests: Int64($0) << Int64(index % 9))
      }
      return hour
    }
    report.trends = hugeTrends(naming: name)
    report.comparison?.provisional = Array(
      repeating: comparison.provisional[0],
      count: 500
    )
    report.comparison?.texts = (0..<500).map { index in
      var change = comparison.texts[0]
      change.operation.name = "\(index) " + name
      return change
    }
    addHugeRecords(to: &report, naming: name)
    return report
  }

  private static func addHugeRecords(to report: inout Report, naming name: String) {
    report.releases = (0..<500).map { ("\($0) " + name, report.totals) }
    report.alerts = Array(repeating: report.alerts[0], count: 800)
    report.deploys = (0..<800).map { index in
      var deploy = report.deploys[0]
      deploy.timeMicroseconds = midnight + Int64(index) * 600_000_000
      (deploy.release, deploy.note) = (name, name)
      return deploy
    }
    report.processes = (0..<400).map { index in
      var process = report.processes[0]
      (process.host, process.release) = ("\(index)" + name, name)
      return process
    }
    report.caches = (0..<400).map { index in
      var cache = report.caches[0]
      cache.name = "\(index)" + name
      return cache
    }
    report.cacheEvents = Array(repeating: report.cacheEvents[0], count: 800)
    report.caveats = (0..<20).map { Caveat(code: "\($0)", text: name) }
  }
}
