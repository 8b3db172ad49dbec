internal import MetricLog
internal import Statistics

/// The quantities of one operation's requests that alerts are about.
struct RequestQuantities {
  let operation: OperationEvidence
  let isOther: Bool
  private let input: RuleInput

  init(_ operation: OperationEvidence, _ input: RuleInput, isOther: Bool = false) {
    self.operation = operation
    self.input = input
    self.isOther = isOther
  }

  /// The alert of a rule; `nil` when no request is known to be above the level.
  func alert(_ rule: AlertRule, _ levels: AlertLevels) -> LogAlert? {
    switch rule {
    case .slowQuery: slow(levels)
    case .highComplexity: complex(levels)
    case .highMemory: memory(levels)
    case .manyStatements: statements(levels)
    case .repeatedStatement: sampled(rule, levels) { repeats($0) }
    case .connectionWait:
      sampled(rule, levels) { request in
        request.presence.contains(.database) ? Double(request.waitNanoseconds) / 1e6 : nil
      }
    case .poolExhaustion, .cacheHitRateFall, .errorRate: nil
    }
  }

  // MARK: - From histograms

  private func slow(_ levels: AlertLevels) -> LogAlert? {
    let worst = Double(operation.duration.max) / 1e6
    guard worst > levels.medium else { return nil }
    var alert = LogAlert(rule: .slowQuery, levels: levels)
    alert.worst = worst
    func count(_ level: Double) -> AlertCount {
      var sum = Exceedance()
      for cell in operation.digest.cells { sum.add(cell.duration.count(above: level * 1e6)) }
      return AlertCount(sum)
    }
    (alert.medium, alert.high) = (count(levels.medium), count(levels.high))
    alert.judged = operation.duration.count
    setTimes(of: &alert) { Double($0.duration.max) > levels.medium * 1e6 }
    if let slowest = operation.digest.slowest.first {
      alert.example = example(slowest)
      alert.exampleValue = Double(slowest.nanoseconds) / 1e6
    }
    return finished(alert)
  }

  private func memory(_ levels: AlertLevels) -> LogAlert? {
    let growth = operation.digest.memoryGrowth
    return histogram(.highMemory, levels, growth, \.tally.memory.maxGrowthBytes) { request in
      request.presence.contains(.memoryDelta) ? Double(request.memoryDeltaBytes) : nil
    }
  }

  private func statements(_ levels: AlertLevels) -> LogAlert? {
    let counts = operation.digest.statementsPerRequest
    return histogram(.manyStatements, levels, counts, \.tally.database.statements.max) { request in
      request.presence.contains(.database) ? Double(request.databaseCount) : nil
    }
  }

  /// An alert about a quantity that the operation has a histogram of.
  private func histogram(
    _ rule: AlertRule,
    _ levels: AlertLevels,
    _ sketch: LatencySketch,
    _ most: (Cell) -> Int64,
    _ value: (SampledRequest) -> Double?
  ) -> LogAlert? {
    guard sketch.count > 0, Double(sketch.max) > levels.medium else { return nil }
    var alert = LogAlert(rule: rule, levels: levels)
    alert.worst = Double(sketch.max)
    alert.medium = AlertCount(sketch.count(above: levels.medium))
    alert.high = AlertCount(sketch.count(above: levels.high))
    alert.judged = sketch.count
    setTimes(of: &alert) { Double(most($0)) > levels.medium }
    setExample(of: &alert, value)
    return finished(alert)
  }

  // MARK: - From the sample

  /// The cells know the largest complexity, so whether there is an alert is exact; how many requests
  /// are above, the sample tells.
  private func complex(_ levels: AlertLevels) -> LogAlert? {
    let summary = operation.tally.complexity
    guard summary.recorded > 0, Double(summary.max) > levels.medium else { return nil }
    var alert = LogAlert(rule: .highComplexity, levels: levels)
    alert.worst = Double(summary.max)
    func value(_ request: SampledRequest) -> Double? {
      request.presence.contains(.complexity) ? Double(request.complexity) : nil
    }
    alert.judged = summary.recorded
    alert.medium = count(above: levels.medium, of: summary.recorded, atLeast: 1, value)
    let hasHigh = alert.worst > levels.high
    alert.high = count(above: levels.high, of: summary.recorded, atLeast: hasHigh ? 1 : 0, value)
    setTimes(of: &alert) { Double($0.tally.complexity.max) > levels.medium }
    setExample(of: &alert, value)
    return finished(alert)
  }

  /// An alert about a quantity that only sampled requests have.
  private func sampled(
    _ rule: AlertRule,
    _ levels: AlertLevels,
    _ value: (SampledRequest) -> Double?
  ) -> LogAlert? {
    let over = operation.requests.filter { (value($0) ?? 0) > levels.medium }
    guard !over.isEmpty else { return nil }
    var alert = LogAlert(rule: rule, levels: levels)
    setExample(of: &alert, value)
    alert.worst = alert.exampleValue ?? 0
    alert.judged = operation.tally.database.statements.recorded
    alert.medium = count(above: levels.medium, of: alert.judged, atLeast: 1, value)
    let hasHigh = alert.worst > levels.high
    alert.high = count(above: levels.high, of: alert.judged, atLeast: hasHigh ? 1 : 0, value)
    let times = over.map(\.timeMicroseconds)
    alert.firstMicroseconds = times.min() ?? 0
    alert.lastMicroseconds = times.max() ?? 0
    return finished(alert)
  }

  /// How often one statement ran for one field with ever other parameters: as servers count it, what
  /// ran with the same ones again is no N+1 unless that is not known.
  private func repeats(_ request: SampledRequest) -> Double? {
    guard request.presence.contains(.database) else { return nil }
    let counts = operation.parts(request, .statement).compactMap { part -> Double? in
      guard let distinct = part.measured else { return Double(part.count) }
      return distinct * 5 >= Int64(part.count) * 4 ? Double(part.count) : nil
    }
    return counts.max() ?? 0
  }

  /// How many requests are above a level, from those sampled.
  ///
  /// Where the sample has every request it is a count; else it is estimated by weight, within Wilson's
  /// interval over the sampled requests, and never below what was seen.
  private func count(
    above level: Double,
    of total: Int64,
    atLeast known: Int64,
    _ value: (SampledRequest) -> Double?
  ) -> AlertCount {
    let judged = operation.requests.filter { value($0) != nil }
    let over = judged.filter { (value($0) ?? 0) > level }
    let seen = over.reduce(Int64(0)) { $0.addingClamped($1.weight) }
    if operation.requests.count == operation.tally.lines { return AlertCount(exactly: seen) }
    let weight = judged.reduce(0.0) { $0 + Double($1.weight) }
    let share = weight > 0 ? Double(seen) / weight : 0
    let interval = Proportion(count: Int64(over.count), of: Int64(judged.count)).interval()
    let least = max(seen, known, Int64((interval.lower * Double(total)).rounded(.down)))
    let most = max(least, Int64((interval.upper * Double(total)).rounded(.up)))
    let likely = Int64((share * Double(total)).rounded())
    return AlertCount(likely: likely, least: least, most: most, basis: .sample)
  }

  // MARK: - Times and examples

  private func setTimes(of alert: inout LogAlert, _ holds: (Cell) -> Bool) {
    let stretches = operation.digest.cells.filter(holds).map(\.stretch)
    let hours = Int64(input.digest.periods.cells.stretchHours)
    alert.resolutionMicroseconds = hours * Timestamp.microsecondsPerHour
    alert.firstMicroseconds = Int64(stretches.min() ?? 0) * Timestamp.microsecondsPerHour
    alert.lastMicroseconds =
      Int64(stretches.max() ?? 0) * Timestamp.microsecondsPerHour + alert.resolutionMicroseconds
  }

  /// The sampled request with the largest value.
  private func setExample(of alert: inout LogAlert, _ value: (SampledRequest) -> Double?) {
    let worst = operation.requests.compactMap { request in value(request).map { (request, $0) } }
      .max { ($0.1, $1.0.hash) < ($1.1, $0.0.hash) }
    guard let (request, value) = worst, value > alert.levels.medium else { return }
    alert.example = input.examples([request]).first
    alert.exampleValue = value
  }

  private func example(_ exemplar: Exemplar) -> RequestExample {
    var example = RequestExample()
    example.timeMicroseconds = exemplar.timeMicroseconds
    example.nanoseconds = exemplar.nanoseconds
    example.traceID = TraceID.text(exemplar.traceHigh, exemplar.traceLow)
    example.writer = input.text(exemplar.writer)
    example.seq = exemplar.seq
    return example
  }

  private func finished(_ alert: LogAlert) -> LogAlert {
    var alert = alert
    alert.severity = alert.worst > alert.levels.high ? .high : .medium
    return alert
  }
}

extension AlertCount {
  /// A count from a histogram.
  init(_ exceedance: Exceedance) {
    self.init(
      likely: exceedance.likely,
      least: exceedance.least,
      most: exceedance.most,
      basis: exceedance.isExact ? .exact : .histogram
    )
  }
}
