internal import MetricLog
internal import Statistics

extension ReportBuilder {
  /// One operation's row and everything below it.
  func operation(_ row: OperationRow, rank: Int) -> OperationReport {
    let operation = operation(at: row)
    var gathered = Gathered()
    gathered.add(operation.cells)
    var report = OperationReport()
    report.rank = rank
    report.service = text(operation.key.service)
    report.env = text(operation.key.env)
    report.name = text(operation.key.name)
    report.kind = operation.key.kind
    report.isOther = row.isOther
    report.metrics = gathered.metrics
    report.shareOfTime = share(gathered.duration.sum)
    report.requestsPerSecond = rate(gathered.tally.requests)
    report.histogram = histogram(gathered.duration)
    report.statementsPerRequest = Distribution(operation.statementsPerRequest)
    report.memoryPerRequest = Distribution(operation.memoryGrowth)
    report.responseBytesPerRequest = Distribution(operation.responseBytes)
    var releaseSums: [Symbol: ReleaseSum] = [:]
    var stretchSums: [Int32: Gathered] = [:]
    for cell in operation.cells {
      releaseSums[cell.release, default: ReleaseSum()].add(cell)
      stretchSums[cell.stretch, default: Gathered()].add(CollectionOfOne(cell))
    }
    report.releases = releases(releaseSums)
    report.hours = hours(stretchSums)
    report.slowest = operation.slowest.map { cover.example(example($0)) }
    if !row.isOther {
      report.slowInCommon = slowInCommon[row.index].map(cover.common)
      let evidence = evidence(row)
      if !evidence.requests.isEmpty { report.time = TimeDecomposition(evidence) }
    }
    addDetails(details(operation), to: &report)
    return report
  }

  /// Releases in the order in which they first served a request; in one stretch, by name.
  func releases(_ releases: [Symbol: ReleaseSum]) -> [(release: String, metrics: Metrics)] {
    releases.sorted { ($0.value.first, $0.key) < ($1.value.first, $1.key) }
      .map { (release: text($0.key), metrics: $0.value.gathered.metrics) }
  }

  /// Stretches in the order of time.
  func hours(_ stretches: [Int32: Gathered], withHistograms: Bool = false) -> [HourReport] {
    stretches.sorted { $0.key < $1.key }.map { stretch, gathered in
      var hour = HourReport()
      hour.startMicroseconds = Int64(stretch) * Timestamp.microsecondsPerHour
      hour.lengthMicroseconds =
        Int64(digest.periods.cells.stretchHours) * Timestamp.microsecondsPerHour
      hour.metrics = gathered.metrics
      if withHistograms { hour.histogram = histogram(gathered.duration) }
      return hour
    }
  }

  private func example(_ exemplar: Exemplar) -> RequestExample {
    var example = RequestExample()
    example.timeMicroseconds = exemplar.timeMicroseconds
    example.nanoseconds = exemplar.nanoseconds
    example.traceID = TraceID.text(exemplar.traceHigh, exemplar.traceLow)
    example.writer = text(exemplar.writer)
    example.seq = exemplar.seq
    return example
  }

  /// The breakdowns of all stretches together; sorting by kind and name is the digest's.
  private func details(_ operation: OperationDigest) -> [Detail] {
    var sums: [DetailKey: DetailSums] = [:]
    for breakdown in operation.breakdowns {
      for entry in breakdown.details.entries {
        sums[entry.key, default: DetailSums()].merge(entry.sums)
      }
    }
    return sums.map { Detail(key: $0, sums: $1) }.sorted { $0.key < $1.key }
  }

  private func addDetails(_ details: [Detail], to report: inout OperationReport) {
    func of(_ kind: DetailKind, by rank: (Detail) -> Int64) -> [Detail] {
      details.enumerated().filter { $0.element.key.kind == kind }.sorted { left, right in
        let (a, b) = (rank(left.element), rank(right.element))
        return a != b ? a > b : left.offset < right.offset
      }.map(\.element)
    }
    report.statements = of(.statement) { $0.sumB }.map(statement)
    report.fields = of(.field) { $0.sumB }.map(field)
    report.caches = of(.cache) { _ in 0 }.map(cache)
    report.errorCodes = of(.errorCode) { $0.requests }.map { (name($0), $0.requests) }
    report.clients = of(.client) { $0.requests }.map { slice($0, cover.client) }
    report.hosts = of(.host) { $0.requests }.map { slice($0, cover.host) }
    report.signatures = of(.signature) { $0.requests }.map { (name($0), $0.requests) }
    report.refusals = of(.refusal) { $0.requests }.map { entry in
      (Refusal(rawValue: UInt8(truncatingIfNeeded: entry.key.second))?.name ?? "", entry.requests)
    }
  }

  private func name(_ entry: Detail) -> String {
    entry.key.isOther ? "(other)" : text(entry.key.first)
  }

  private func statement(_ entry: Detail) -> StatementReport {
    var report = StatementReport()
    report.fingerprint = name(entry)
    report.field = entry.key.isOther ? "" : text(Symbol(index: entry.key.second))
    report.text = entry.key.isOther ? "" : texts[entry.key.first] ?? ""
    report.requests = entry.requests
    report.count = entry.sumA
    report.nanoseconds = entry.sumB
    report.distinct = entry.sumD > 0 ? entry.sumC : nil
    report.maxPerRequest = entry.largest
    report.isOther = entry.key.isOther
    return report
  }

  private func field(_ entry: Detail) -> FieldReport {
    var report = FieldReport()
    report.field = name(entry)
    report.requests = entry.requests
    report.calls = entry.sumA
    report.nanoseconds = entry.sumB
    report.items = entry.sumD > 0 ? entry.sumC : nil
    report.isOther = entry.key.isOther
    return report
  }

  /// Each level of each cache, all operations together.
  ///
  /// - Complexity: O(*d*), *d* being the details of all operations.
  func caches() -> [CacheReport] {
    var sums: [DetailKey: DetailSums] = [:]
    for operation in [digest.operations.items, digest.operations.others].joined() {
      for breakdown in operation.breakdowns {
        for entry in breakdown.details.entries where entry.key.kind == .cache {
          sums[entry.key, default: DetailSums()].merge(entry.sums)
        }
      }
    }
    return sums.map { Detail(key: $0, sums: $1) }.sorted { $0.key < $1.key }.map(cache)
  }

  private func cache(_ entry: Detail) -> CacheReport {
    var report = CacheReport()
    report.name = name(entry)
    report.level = Int64(entry.key.second)
    report.requests = entry.requests
    (report.counts.hits, report.counts.misses) = (entry.sumA, entry.sumB)
    (report.counts.writes, report.counts.evictions) = (entry.sumC, entry.sumD)
    report.isOther = entry.key.isOther
    return report
  }

  private func slice(_ entry: Detail, _ covered: (String) -> String) -> SliceReport {
    var report = SliceReport()
    report.name = entry.key.isOther ? name(entry) : covered(name(entry))
    if entry.key.kind == .client, !entry.key.isOther {
      report.version = text(Symbol(index: entry.key.second))
    }
    report.requests = entry.requests
    report.requestsWithErrors = entry.sumA
    report.nanoseconds = entry.sumB
    report.isOther = entry.key.isOther
    return report
  }
}

extension Distribution {
  /// The figures of a sketch, or `nil` when it is empty.
  init?(_ sketch: LatencySketch) {
    guard sketch.count > 0 else { return nil }
    self.init()
    let quantiles = sketch.quantiles([0.5, 0.95, 0.99]).map { $0 ?? 0 }
    min = sketch.min
    (p50, p95, p99) = (quantiles[0], quantiles[1], quantiles[2])
    max = sketch.max
  }
}
