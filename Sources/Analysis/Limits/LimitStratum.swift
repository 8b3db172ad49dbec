internal import MetricLog
internal import Statistics

/// One operation as a simulation of limits sees it: what the digest knows exactly, and the sample.
struct LimitStratum {
  /// A sampled request that recorded the quantity and that no limit had refused.
  struct Judged {
    var value: Double
    var weight: Double
    var isLegitimate: Bool
    var request: SampledRequest
  }

  let evidence: OperationEvidence
  let kind: LimitKind
  let isOther: Bool
  /// Requests that recorded the quantity.
  let recorded: Int64
  /// The largest value, exactly.
  let largest: Double
  let judged: [Judged]
  /// How many requests that would have been judged one of the sampled ones stands for, its weight
  /// being 1.
  let scale: Double

  init(_ evidence: OperationEvidence, _ kind: LimitKind, isOther: Bool) {
    self.evidence = evidence
    self.kind = kind
    self.isOther = isOther
    switch kind {
    case .complexity:
      recorded = evidence.tally.complexity.recorded
      largest = Double(evidence.tally.complexity.max)
    case .depth:
      recorded = evidence.tally.depth.recorded
      largest = Double(evidence.tally.depth.max)
    case .time:
      recorded = evidence.tally.requests
      largest = Double(evidence.duration.max) / 1e6
    }
    let measured = evidence.requests.compactMap { request -> Judged? in
      guard let value = Self.value(request, kind) else { return nil }
      return Judged(
        value: value,
        weight: Double(request.weight),
        isLegitimate: !request.hasError,
        request: request
      )
    }
    let weight = measured.reduce(0.0) { $0 + $1.weight }
    scale = weight > 0 ? max(1, Double(recorded) / weight) : 0
    judged = measured.filter { !$0.request.presence.contains(.refused) }
  }

  private static func value(_ request: SampledRequest, _ kind: LimitKind) -> Double? {
    switch kind {
    case .complexity:
      request.presence.contains(.complexity) ? Double(request.complexity) : nil
    case .depth: request.presence.contains(.depth) ? Double(request.depth) : nil
    case .time: Double(request.nanoseconds) / 1e6
    }
  }

  /// Whether the sample has every request.
  var isComplete: Bool { Int64(evidence.requests.count) == evidence.tally.lines }

  /// How many records there are that would have been judged, from the part of those sampled.
  var judgedRecords: Int64 {
    if isComplete { return Int64(judged.count) }
    let part = Double(judged.count) / Double(max(1, evidence.requests.count))
    return max(Int64(judged.count) + 1, Int64(part * Double(evidence.tally.lines)))
  }

  /// How many requests would have been judged; of an operation without a sample, all that recorded it.
  var judgedPopulation: Double {
    if evidence.requests.isEmpty { return Double(recorded) }
    return scale * judged.reduce(0.0) { $0 + $1.weight }
  }

  /// The largest value of a request that ended well, or of any where the sample has not all of them.
  var largestLegitimate: Double? {
    isComplete ? judged.filter(\.isLegitimate).map(\.value).max() : largest
  }

  /// Its name for a report.
  func operation(_ input: RuleInput) -> LimitSlice.Operation {
    LimitSlice.Operation(
      service: input.text(evidence.key.service),
      env: input.text(evidence.key.env),
      name: isOther ? "" : input.text(evidence.key.name),
      kind: evidence.key.kind.name,
      isOther: isOther
    )
  }
}

extension LimitProposal {
  /// The smallest cap above everything legitimate, and some more; `nil` when nothing ended well.
  init?(_ strata: [LimitStratum], _ kind: LimitKind) {
    guard let largest = strata.compactMap(\.largestLegitimate).max() else { return nil }
    let legitimate = strata.reduce(0.0) { sum, stratum in
      sum + stratum.scale * stratum.judged.reduce(0.0) { $0 + ($1.isLegitimate ? $1.weight : 0) }
    }
    guard legitimate >= 1 else { return nil }
    let headroom: Double
    let cap: Double
    switch kind {
    // Texts of operations change seldom, durations do every day.
    case .complexity: (headroom, cap) = (1.25, LimitSimulation.roundedUp(1.25 * largest))
    case .depth: (headroom, cap) = (2, largest + 2)
    case .time: (headroom, cap) = (1.5, LimitSimulation.roundedUp(1.5 * largest))
    }
    self.init(
      cap: cap,
      largestLegitimate: largest,
      headroom: headroom,
      legitimate: Int64(min(legitimate, 0x1p62)),
      // None of n: the share p at which that still has a chance of 5 %.
      shareAbove: -RealFunction.expm1(RealFunction.log(0.05) / legitimate)
    )
  }
}
