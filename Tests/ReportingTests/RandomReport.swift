import Analysis
import MetricLog

/// Reports of any shape from a seed: they need not add up, but they can be shown.
struct RandomReport {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  private mutating func below(_ limit: UInt64) -> Int64 { Int64(next() % limit) }

  private mutating func chance(_ percent: Int64) -> Bool { below(100) < percent }

  /// A number of any magnitude up to 2^50; often 0.
  private mutating func number() -> Int64 {
    chance(15) ? 0 : below(1 << UInt64(1 + below(50)))
  }

  private mutating func share() -> Double { Double(below(1_000_001)) / 1_000_000 }

  private mutating func name() -> String {
    if chance(30) { return SampleReport.hostileNames[Int(below(20))] }
    if chance(10) { return "" }
    let ranges: [ClosedRange<UInt32>] = [0x20...0x7e, 0x20...0x7e, 0...0x2fff, 0x3000...0x1ffff]
    let range = ranges[Int(below(4))]
    let scalars = (0..<below(60)).compactMap { _ in
      Unicode.Scalar(range.lowerBound + UInt32(below(UInt64(range.count))))
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private mutating func time() -> Int64 { below(UInt64(Timestamp.upperLimit)) }

  private mutating func summary() -> CountSummary {
    var summary = CountSummary()
    if chance(30) { return summary }
    (summary.recorded, summary.sum, summary.max) = (1 + number(), number(), number())
    return summary
  }

  private mutating func metrics() -> Metrics {
    var metrics = Metrics()
    metrics.requests = number()
    metrics.lines = chance(80) ? metrics.requests : number()
    (metrics.requestsWithErrors, metrics.errors) = (min(number(), metrics.requests), number())
    metrics.refused = number()
    if chance(90) {
      metrics.duration.count = metrics.requests
      (metrics.duration.sum, metrics.duration.min) = (number(), number())
      (metrics.duration.p50, metrics.duration.p90) = (number(), number())
      (metrics.duration.p95, metrics.duration.p99) = (number(), number())
      metrics.duration.max = number()
      metrics.duration.isExact = chance(50)
    }
    metrics.database.statements = summary()
    (metrics.database.nanoseconds, metrics.database.waitNanoseconds) = (number(), number())
    metrics.cache = cache()
    if chance(60) {
      (metrics.memory.recorded, metrics.memory.grownBytes) = (number(), number())
      (metrics.memory.shrunkBytes, metrics.memory.maxGrowthBytes) = (number(), number())
      metrics.memory.maxResidentBytes = number()
    }
    (metrics.complexity, metrics.depth) = (summary(), summary())
    (metrics.requestBytes, metrics.responseBytes) = (summary(), summary())
    return metrics
  }

  private mutating func cache() -> CacheCounts {
    var counts = CacheCounts()
    if chance(40) { return counts }
    (counts.hits, counts.misses) = (number(), number())
    (counts.writes, counts.evictions) = (number(), number())
    return counts
  }

  private mutating func list<Element>(
    upTo limit: UInt64,
    _ make: (inout RandomReport) -> Element
  ) -> [Element] {
    (0..<below(limit + 1)).map { _ in make(&self) }
  }

  private mutating func histogram() -> [HistogramBar] {
    list(upTo: 12) {
      HistogramBar(lowerNanoseconds: $0.number(), requests: $0.number())
    }
  }

  private mutating func hours() -> [HourReport] {
    list(upTo: 30) {
      var hour = HourReport()
      (hour.startMicroseconds, hour.lengthMicroseconds) = ($0.time(), 3_600_000_000)
      hour.metrics = $0.metrics()
      return hour
    }
  }

  private mutating func operation(rank: Int) -> OperationReport {
    var operation = OperationReport()
    operation.rank = rank
    (operation.service, operation.env, operation.name) = (name(), name(), name())
    operation.kind = OperationKind.allCases[Int(below(4))]
    operation.isOther = chance(5)
    operation.shareOfTime = share()
    if chance(80) { operation.requestsPerSecond = share() * Double(number()) }
    operation.metrics = metrics()
    operation.signatures = list(upTo: 2) { ($0.name(), $0.number()) }
    operation.errorCodes = list(upTo: 5) { ($0.name(), $0.number()) }
    operation.refusals = list(upTo: 2) { ($0.name(), $0.number()) }
    operation.releases = list(upTo: 2) { ($0.name(), $0.metrics()) }
    operation.histogram = histogram()
    operation.hours = hours()
    addDetails(to: &operation)
    return operation
  }

  private mutating func addDetails(to operation: inout OperationReport) {
    operation.statements = list(upTo: 3) {
      var row = StatementReport()
      (row.fingerprint, row.field, row.text) = ($0.name(), $0.name(), $0.name())
      (row.requests, row.count, row.maxPerRequest) = ($0.number(), $0.number(), $0.number())
      (row.nanoseconds, row.isOther) = ($0.number(), $0.chance(10))
      return row
    }
    operation.caches = list(upTo: 3) {
      var row = CacheReport()
      (row.name, row.level, row.counts, row.isOther) = ($0.name(), 1, $0.cache(), $0.chance(10))
      return row
    }
    operation.fields = list(upTo: 3) {
      var row = FieldReport()
      (row.field, row.requests, row.calls) = ($0.name(), $0.number(), $0.number())
      (row.nanoseconds, row.items) = ($0.number(), $0.chance(50) ? $0.number() : nil)
      return row
    }
    operation.clients = list(upTo: 4) {
      var row = SliceReport()
      (row.name, row.version, row.requests) = ($0.name(), $0.name(), $0.number())
      row.nanoseconds = $0.number()
      return row
    }
    operation.slowest = list(upTo: 2) {
      var row = RequestExample()
      (row.timeMicroseconds, row.nanoseconds, row.traceID) = ($0.time(), $0.number(), $0.name())
      (row.writer, row.seq) = ($0.name(), $0.next())
      return row
    }
  }

  /// The report of the seed.
  mutating func report() -> Report {
    var report = Report()
    report.totals = metrics()
    if chance(80) { report.requestsPerSecond = share() * 1000 }
    report.operations = OperationReports((0..<Int(below(8))).map { operation(rank: $0 + 1) })
    if chance(50) {
      var rest = RestReport()
      (rest.operations, rest.shareOfTime) = (Int(number()), share())
      (rest.metrics, rest.histogram) = (metrics(), histogram())
      report.rest = rest
    }
    report.hours = hours()
    report.releases = list(upTo: 3) { ($0.name(), $0.metrics()) }
    addInput(to: &report)
    addRecords(to: &report)
    report.caveats = list(upTo: 3) { Caveat(code: $0.name(), text: $0.name() + " " + $0.name()) }
    return report
  }

  private mutating func account() -> FileAccount {
    var account = FileAccount(path: name())
    (account.storedBytes, account.textBytes, account.lines) = (number(), number(), number())
    for index in account.accepted.indices { account.accepted[index] = number() }
    for index in account.rejected.indices where chance(30) { account.rejected[index] = number() }
    account.problems = list(upTo: 2) {
      ReadProblem(
        kind: ReadProblem.Kind.allCases[Int($0.below(5))],
        storedOffset: $0.number(),
        detail: $0.name()
      )
    }
    return account
  }

  private mutating func addInput(to report: inout Report) {
    report.input.files = list(upTo: 4) { $0.account() }
    report.input.total = account()
    report.input.rejectedLines = list(upTo: 6) {
      RejectedLine(
        reason: RejectionReason.allCases[Int($0.below(16))],
        path: $0.name(),
        line: $0.number() + 1,
        offset: $0.number(),
        column: $0.number(),
        field: $0.name(),
        excerpt: $0.list(upTo: 120) { UInt8(truncatingIfNeeded: $0.next()) }
      )
    }
    if chance(80) {
      (report.input.firstMicroseconds, report.input.lastMicroseconds) = (time(), time())
    }
    (report.input.duplicates, report.input.unidentified) = (number(), number())
    (report.input.missing, report.input.droppedByWriters) = (number(), number())
    (report.input.writers, report.input.unselected) = (number(), number())
    report.input.unknownNames = list(upTo: 10) { ($0.name(), $0.number()) }
    report.selection.releases = list(upTo: 3) { $0.name() }
  }

  private mutating func addRecords(to report: inout Report) {
    report.deploys = list(upTo: 12) {
      var row = DeployReport()
      (row.timeMicroseconds, row.service, row.env) = ($0.time(), $0.name(), $0.name())
      (row.host, row.release, row.note) = ($0.name(), $0.name(), $0.name())
      return row
    }
    report.alerts = list(upTo: 12) {
      var row = AlertReport()
      (row.rule, row.severity, row.operation) = ($0.name(), $0.name(), $0.name())
      (row.unit, row.count) = ($0.chance(50) ? "ms" : $0.name(), $0.number())
      (row.maxValue, row.threshold) = ($0.share() * 1e12, $0.chance(10) ? .nan : $0.share())
      (row.firstMicroseconds, row.lastMicroseconds) = ($0.time(), $0.time())
      return row
    }
    if chance(70) {
      report.logAlerts = SampleReport.logAlerts(naming: list(upTo: 14) { $0.name() })
    }
    if chance(50) {
      report.suppression = SampleReport.suppression(naming: list(upTo: 14) { $0.name() })
    }
    report.processes = list(upTo: 3) {
      var row = ProcessReport()
      (row.host, row.release, row.samples) = ($0.name(), $0.name(), $0.number())
      (row.residentBytes, row.cpuMilliPercent) = ($0.summary(), $0.summary())
      row.inFlight = $0.summary()
      row.pools = $0.list(upTo: 2) {
        var pool = PoolReport()
        (pool.name, pool.samples, pool.size) = ($0.name(), $0.number(), $0.number())
        (pool.inUse, pool.waiting, pool.errors) = ($0.summary(), $0.summary(), $0.summary())
        pool.exhausted = min($0.number(), pool.samples)
        return pool
      }
      return row
    }
    report.cacheEvents = list(upTo: 4) {
      var row = CacheEventReport()
      (row.name, row.event, row.reason) = ($0.name(), $0.name(), $0.name())
      (row.level, row.events, row.keys) = ($0.number(), $0.number(), $0.number())
      return row
    }
    report.folded = list(upTo: 4) {
      var row = FoldedOperation()
      (row.name, row.sampled, row.shareOfTime) = ($0.name(), Int($0.number()), $0.share())
      return row
    }
  }
}
