internal import MetricLog
internal import Statistics

/// Says what caps on complexity, depth and time would have done to the requests of a digest.
///
/// Method: `docs/METHODS.md`, "What a limit would do".
package struct LimitSimulation {
  private let input: RuleInput
  private let options: LimitOptions
  private let cover: NameCover

  /// - Parameters:
  ///   - digest: A settled digest.
  ///   - options: Caps to look at, and names to hide.
  package init(_ digest: Digest, options: LimitOptions = LimitOptions()) {
    input = RuleInput(digest, RuleSettings())
    self.options = options
    cover = NameCover(digest, hiding: options.hidden)
  }

  /// Runs the simulation.
  package func report() -> LimitReport {
    var report = LimitReport()
    let digest = input.digest
    for operation in [digest.operations.items, digest.operations.others].joined() {
      for cell in operation.cells {
        report.requests = report.requests.addingClamped(cell.tally.requests)
        report.alreadyRefused = report.alreadyRefused.addingClamped(cell.tally.refused)
        report.nanoseconds = report.nanoseconds.addingClamped(cell.duration.sum)
        report.databaseNanoseconds = report.databaseNanoseconds
          .addingClamped(cell.tally.database.nanoseconds)
      }
    }
    if digest.firstMicroseconds <= digest.lastMicroseconds {
      report.firstMicroseconds = digest.firstMicroseconds
      report.lastMicroseconds = digest.lastMicroseconds
    }
    report.measures = LimitKind.allCases.compactMap(measure)
    return report
  }

  private func measure(_ kind: LimitKind) -> LimitMeasure? {
    let others = input.digest.operations.others.map { OperationEvidence($0) }
    let strata =
      input.operations.map { LimitStratum($0, kind, isOther: false) }
      + others.map { LimitStratum($0, kind, isOther: true) }
    let recorded = strata.filter { $0.recorded > 0 }
    guard !recorded.isEmpty else { return nil }
    var measure = LimitMeasure(kind: kind)
    measure.recorded = recorded.reduce(0) { $0.addingClamped($1.recorded) }
    measure.largest = recorded.map(\.largest).max() ?? 0
    measure.largestOperations = largest(recorded)
    measure.proposal = LimitProposal(recorded, kind)
    let counter = LimitCounter(strata: recorded, kind: kind, input: input, cover: cover)
    measure.candidates = caps(measure, recorded).map { counter.candidate($0.cap, $0.reason) }
    return measure
  }

  private func largest(
    _ strata: [LimitStratum]
  ) -> [(operation: LimitSlice.Operation, value: Double)] {
    let sorted = strata.enumerated().sorted { left, right in
      (right.element.largest, left.offset) < (left.element.largest, right.offset)
    }
    return sorted.prefix(3).map { ($0.element.operation(input), $0.element.largest) }
  }

  // MARK: - Caps

  /// The caps to look at, each once: those asked for, some that the values suggest, the proposal.
  private func caps(
    _ measure: LimitMeasure,
    _ strata: [LimitStratum]
  ) -> [(cap: Double, reason: LimitCandidate.Reason)] {
    var caps: [Double: LimitCandidate.Reason] = [:]
    let reasons: [(Double, LimitCandidate.Reason)] = [
      (0.9, .p90), (0.95, .p95), (0.99, .p99), (0.999, .p999),
    ]
    let values = Self.values(strata)
    for (rank, reason) in reasons {
      guard let value = Self.quantile(rank, values) else { continue }
      let cap = Self.roundedUp(value)
      if cap < measure.largest, caps[cap] == nil { caps[cap] = reason }
    }
    if let proposal = measure.proposal { caps[proposal.cap] = .proposed }
    for cap in options.caps[measure.kind] ?? [] { caps[cap] = .asked }
    return caps.sorted { $0.key < $1.key }.map { (cap: $0.key, reason: $0.value) }
  }

  /// The sampled values with what each stands for, in order.
  private static func values(_ strata: [LimitStratum]) -> [(value: Double, weight: Double)] {
    strata.flatMap { stratum in
      stratum.judged.map { (value: $0.value, weight: $0.weight * stratum.scale) }
    }.sorted { $0.value < $1.value }
  }

  private static func quantile(
    _ rank: Double,
    _ values: [(value: Double, weight: Double)]
  ) -> Double? {
    let target = rank * values.reduce(0) { $0 + $1.weight }
    var seen = 0.0
    for entry in values {
      seen += entry.weight
      if seen >= target { return entry.value }
    }
    return values.last?.value
  }

  /// The next number with two digits and zeros, as people set limits.
  static func roundedUp(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    var step = 1.0
    while value / step >= 100 { step *= 10 }
    while value / step <= 10, step > 1e-3 { step /= 10 }
    let digits = (value / step).rounded(.up)
    // A step below 1 is the inverse of a whole number, by which division rounds once.
    return step >= 1 ? digits * step : digits / (1 / step).rounded()
  }
}
