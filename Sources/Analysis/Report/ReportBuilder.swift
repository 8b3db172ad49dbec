internal import MetricLog
internal import Statistics

/// Computes reports from a digest: a pure function of its content.
///
/// Findings are computed once, however many reports list more or fewer operations.
package struct ReportBuilder: Sendable {
  let digest: Digest
  let options: ReportOptions
  let total: Int64
  let periodSeconds: Double?
  let texts: [Symbol: String]
  private let engine: RuleEngine
  private let findings: [Finding]
  /// What the slow requests of each kept operation have in common.
  let slowInCommon: [[CommonValue]]
  /// What stands for names that are not shown.
  let cover: NameCover

  /// Up to so many operations are computed at once, more of them one by one when asked for.
  private static let heldOperations = 64

  /// Prepares a report of a digest that ``Digest/settle()`` has put in order.
  package init(_ digest: Digest, options: ReportOptions) {
    self.digest = digest
    self.options = options
    total = [digest.operations.items, digest.operations.others].joined()
      .reduce(Int64(0)) { $0.addingClamped($1.durationSum) }
    let isEmpty = digest.lastMicroseconds < digest.firstMicroseconds
    let microseconds = isEmpty ? 0 : digest.lastMicroseconds - digest.firstMicroseconds
    periodSeconds = microseconds > 0 ? Double(microseconds) / 1e6 : nil
    var texts: [Symbol: String] = [:]
    for (key, _) in digest.statementTexts.sorted where texts[key.fingerprint] == nil {
      texts[key.fingerprint] = digest.names.string(of: key.text)
    }
    self.texts = texts
    engine = RuleEngine(digest, options.rules, options.volumes)
    let cover = NameCover(digest, hiding: options.hidden)
    self.cover = cover
    findings = engine.findings(threads: options.threads).map(cover.finding)
    slowInCommon = SlowInCommon(digest.names).values(engine.input.operations)
  }

  /// Computes the report.
  ///
  /// - Parameter top: The most operations listed; by default as many as the options say.
  /// - Returns: The report, without what a history knows.
  package func build(top: Int? = nil) -> Report {
    var report = Report()
    report.selection = options.selection
    report.input = digest.inputReport
    report.day = options.volumes?.day
    let ranking = Ranking(digest.operations, by: options.order)
    let listed = Array(ranking.rows.prefix(max(0, top ?? options.top)))
    let operations = OperationReports(count: listed.count) { index in
      operation(listed[index], rank: index + 1)
    }
    let isHeld = listed.count <= Self.heldOperations
    report.operations = isHeld ? OperationReports(Array(operations)) : operations
    report.totals = ranking.total.metrics
    report.rest = rest(ranking.rows.dropFirst(listed.count))
    report.requestsPerSecond = rate(report.totals.requests)
    report.environments = environments()
    report.releases = releases(ranking.releases)
    report.hours = hours(ranking.stretches, withHistograms: true)
    report.folded = folded()
    report.deploys = deploys()
    report.alerts = alerts()
    let evaluation = AlertEvaluation(
      input: engine.input,
      thresholds: options.alerts,
      cover: cover
    )
    report.logAlerts = evaluation.logAlerts(options.selection)
    report.processes = processes()
    report.caches = caches()
    report.cacheEvents = cacheEvents()
    report.findings = findings
    if !options.suppressions.isEmpty {
      report.suppression = SuppressionReport(
        &report.findings,
        options.suppressions,
        today: options.today
      )
    }
    report.caveats = caveats()
    return report
  }

  /// A name of the digest as text.
  func text(_ symbol: Symbol) -> String { digest.names.string(of: symbol) }

  private func environments() -> [Report.Environment] {
    let keys = [digest.operations.items, digest.operations.others].joined().map(\.key)
    let environments = Set(
      keys.map { Report.Environment(service: text($0.service), env: text($0.env)) }
    )
    return environments.sorted { ($0.service, $0.env) < ($1.service, $1.env) }
  }

  // MARK: - Operations

  /// What the digest holds of a row.
  func operation(at row: OperationRow) -> OperationDigest {
    row.isOther ? digest.operations.others[row.index] : digest.operations.items[row.index]
  }

  /// What rules see of a kept operation.
  func evidence(_ row: OperationRow) -> OperationEvidence { engine.input.operations[row.index] }

  private func rest(_ rows: ArraySlice<OperationRow>) -> RestReport? {
    guard !rows.isEmpty else { return nil }
    var gathered = Gathered()
    for row in rows { gathered.add(operation(at: row).cells) }
    var rest = RestReport()
    rest.operations = rows.count
    rest.metrics = gathered.metrics
    rest.shareOfTime = share(gathered.duration.sum)
    rest.requestsPerSecond = rate(gathered.tally.requests)
    rest.histogram = histogram(gathered.duration)
    return rest
  }

  func share(_ nanoseconds: Int64) -> Double {
    total == 0 ? 0 : Double(nanoseconds) / Double(total)
  }

  func rate(_ requests: Int64) -> Double? { periodSeconds.map { Double(requests) / $0 } }

  func histogram(_ sketch: LatencySketch) -> [HistogramBar] {
    sketch.octaves().map { HistogramBar(lowerNanoseconds: $0.lower, requests: $0.count) }
  }
}

extension DurationSummary {
  /// The figures of a sketch.
  init(_ sketch: LatencySketch) {
    self.init()
    guard sketch.count > 0 else { return }
    let quantiles = sketch.quantiles([0.5, 0.9, 0.95, 0.99]).map { $0 ?? 0 }
    count = sketch.count
    sum = sketch.sum
    min = sketch.min
    (p50, p90, p95, p99) = (quantiles[0], quantiles[1], quantiles[2], quantiles[3])
    max = sketch.max
    isExact = sketch.isExact
  }
}

extension OperationDigest {
  /// The total duration, in nanoseconds.
  var durationSum: Int64 { cells.reduce(0) { $0.addingClamped($1.duration.sum) } }
}
