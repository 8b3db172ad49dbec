internal import MetricLog
internal import Statistics

/// Computes a report from a digest: a pure function of its content.
package struct ReportBuilder {
  let digest: Digest
  let options: ReportOptions
  let total: Int64
  let periodSeconds: Double?
  let texts: [Symbol: String]

  /// Prepares a report of a digest that ``Digest/settle()`` has put in order.
  package init(_ digest: Digest, options: ReportOptions) {
    self.digest = digest
    self.options = options
    let all = digest.operations.items + digest.operations.others
    total = all.reduce(Int64(0)) { $0.addingClamped($1.durationSum) }
    let isEmpty = digest.lastMicroseconds < digest.firstMicroseconds
    let microseconds = isEmpty ? 0 : digest.lastMicroseconds - digest.firstMicroseconds
    periodSeconds = microseconds > 0 ? Double(microseconds) / 1e6 : nil
    var texts: [Symbol: String] = [:]
    for (key, _) in digest.statementTexts.sorted where texts[key.fingerprint] == nil {
      texts[key.fingerprint] = digest.names.string(of: key.text)
    }
    self.texts = texts
  }

  /// Computes the report.
  package func build() -> Report {
    var report = Report()
    report.selection = options.selection
    report.input = digest.inputReport
    let ranked = rankedOperations()
    let listed = ranked.prefix(max(0, options.top))
    report.operations = listed.enumerated().map { index, ranked in
      operation(ranked.operation, ranked.gathered, isOther: ranked.isOther, rank: index + 1)
    }
    report.totals = totals(ranked)
    report.rest = rest(ranked.dropFirst(listed.count))
    report.requestsPerSecond = rate(report.totals.requests)
    let cells = ranked.flatMap(\.operation.cells).sorted {
      ($0.stretch, $0.release) < ($1.stretch, $1.release)
    }
    report.releases = releases(cells)
    report.hours = hours(cells)
    report.folded = folded()
    report.deploys = deploys()
    report.alerts = alerts()
    report.processes = processes()
    report.cacheEvents = cacheEvents()
    report.caveats = caveats()
    return report
  }

  /// A name of the digest as text.
  func text(_ symbol: Symbol) -> String { digest.names.string(of: symbol) }

  // MARK: - Operations

  /// An operation with the sums over its cells.
  struct Ranked {
    var operation: OperationDigest
    var isOther: Bool
    var gathered: Gathered
    var metrics: Metrics
  }

  private func rankedOperations() -> [Ranked] {
    let all =
      digest.operations.items.map { ($0, false) } + digest.operations.others.map { ($0, true) }
    let ranked = all.map { operation, isOther in
      let gathered = Gathered(operation.cells)
      return Ranked(
        operation: operation,
        isOther: isOther,
        gathered: gathered,
        metrics: gathered.metrics
      )
    }
    // The digest's order, by name, decides between equals.
    return ranked.enumerated().sorted { left, right in
      let (a, b) = (sortKey(left.element.metrics), sortKey(right.element.metrics))
      return a != b ? a > b : left.offset < right.offset
    }.map(\.element)
  }

  private func sortKey(_ metrics: Metrics) -> Double {
    switch options.order {
    case .time: Double(metrics.duration.sum)
    case .requests: Double(metrics.requests)
    case .errors: Double(metrics.requestsWithErrors)
    case .p50: Double(metrics.duration.p50)
    case .p95: Double(metrics.duration.p95)
    case .p99: Double(metrics.duration.p99)
    case .max: Double(metrics.duration.max)
    case .mean: metrics.duration.mean
    case .statements: metrics.database.statements.mean ?? -1
    }
  }

  private func totals(_ ranked: [Ranked]) -> Metrics {
    var gathered = Gathered([])
    for operation in ranked { gathered.merge(operation.gathered) }
    return gathered.metrics
  }

  private func rest(_ ranked: ArraySlice<Ranked>) -> RestReport? {
    guard !ranked.isEmpty else { return nil }
    var gathered = Gathered([])
    for operation in ranked { gathered.merge(operation.gathered) }
    var rest = RestReport()
    rest.operations = ranked.count
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

/// Cells put together.
struct Gathered {
  var tally = Tally()
  var duration = LatencySketch()

  init(_ cells: some Sequence<Cell>) {
    for cell in cells {
      tally.merge(cell.tally)
      duration.merge(cell.duration)
    }
  }

  mutating func merge(_ other: Gathered) {
    tally.merge(other.tally)
    duration.merge(other.duration)
  }

  /// The sums with the quantiles of the durations.
  var metrics: Metrics { Metrics(tally, DurationSummary(duration)) }
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
