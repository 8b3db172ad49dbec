internal import MetricLog
internal import Statistics

/// How the number of a statement's executions in a request grows with the length of a list.
///
/// The decision of `docs/METHODS.md`, "N+1 by growth": the slope of executions on list items over real
/// traffic, by Theil and Sen, with its interval, and Spearman's rank correlation.
struct StatementGrowth: Sendable {
  /// What the requests say.
  enum Verdict: Sendable { case grows, batched, constant, unclear, unknown }

  private(set) var verdict = Verdict.unknown
  /// The list that explains the executions best; empty when the log has none.
  private(set) var list = Symbol.empty
  /// Executions for each further item.
  private(set) var slope = 0.0
  private(set) var interval = ConfidenceInterval(lower: 0, upper: 0)
  private(set) var correlation = 0.0
  /// Requests that the decision is made of.
  private(set) var requests = 0
  private(set) var sizes = 0
  private(set) var shortest = Int64(0)
  private(set) var longest = Int64(0)
  /// How often a request calls the list's field: above 1 the loop is nested in another.
  private(set) var listCalls = 1.0

  /// Enough for an interval that is narrow; all pairs of them are looked at.
  private static let requestLimit = 200

  /// One candidate: the items of a list field in the requests that have the statement.
  private struct Candidate {
    var list: Symbol
    var counts: [Double] = []
    var items: [Double] = []
    var calls: [Double] = []
  }

  /// - Parameters:
  ///   - operation: Whose requests are looked at.
  ///   - key: The statement.
  ///   - limits: Those of ``NPlusOneRule/growthThresholds``.
  ///   - release: Only requests of this release; of all without it.
  init(
    _ operation: OperationEvidence,
    _ key: DetailKey,
    _ limits: RuleThresholds,
    release: Symbol? = nil
  ) {
    let issuing = operation.requests.lazy
      .filter { release == nil || $0.release == release }
      .compactMap { request in operation.part(request, key).map { (request, $0) } }
      .prefix(Self.requestLimit)
    let found = Array(issuing)
    requests = found.count
    guard found.contains(where: { $0.1.count > 1 }) else {
      if found.count >= Int(limits["min_requests"]) { verdict = .constant }
      return
    }
    let candidates = Self.candidates(operation, found, key)
    for candidate in candidates where candidate.counts.count >= Int(limits["min_requests"]) {
      consider(candidate, limits)
    }
    if verdict == .unknown { clear(operation, found, key, limits) }
  }

  /// Finds a loop of a fixed number where no list is logged above it: the same number of executions
  /// although the items that come of them, the complexity or the size of the response differ widely.
  private mutating func clear(
    _ operation: OperationEvidence,
    _ found: [(SampledRequest, SampledPart)],
    _ key: DetailKey,
    _ limits: RuleThresholds
  ) {
    guard found.count >= Int(limits["min_requests"]), Set(found.map(\.1.count)).count == 1 else {
      return
    }
    let own = DetailKey(first: Symbol(index: key.second), second: 0, kind: .field)
    let sizes = [
      found.compactMap { operation.part($0.0, own)?.measured },
      found.compactMap { $0.0.presence.contains(.complexity) ? $0.0.complexity : nil },
      found.compactMap { $0.0.presence.contains(.responseBytes) ? $0.0.responseBytes : nil },
    ]
    let vary = sizes.contains { sizes in
      guard let least = sizes.min(), let most = sizes.max() else { return false }
      return Set(sizes).count >= Int(limits["min_sizes"])
        && Double(most) >= Self.leastVariation * Double(least)
    }
    if vary { verdict = .constant }
  }

  /// Pages of the same number of rows differ by less in the size of their texts.
  private static let leastVariation = 1.5

  /// The list fields that may be the parent of the statement's field: not itself, whose items follow
  /// from the statement's rows, and none that is called more often than the statement runs, which lies
  /// below it.
  private static func candidates(
    _ operation: OperationEvidence,
    _ found: [(SampledRequest, SampledPart)],
    _ key: DetailKey
  ) -> [Candidate] {
    var candidates: [Symbol: Candidate] = [:]
    for (request, statement) in found {
      for field in operation.parts(request, .field) where field.first.index != key.second {
        guard let items = field.measured else { continue }
        candidates[field.first, default: Candidate(list: field.first)].counts
          .append(Double(statement.count))
        candidates[field.first]?.items.append(Double(items))
        candidates[field.first]?.calls.append(Double(field.count))
      }
    }
    return candidates.values.filter { candidate in
      let below = zip(candidate.calls, candidate.counts).filter { $0 > max(1, $1) }.count
      return Double(candidate.counts.count) >= 0.8 * Double(found.count)
        && Double(below) <= 0.2 * Double(candidate.counts.count)
    }.sorted { $0.list < $1.list }
  }

  private mutating func consider(_ candidate: Candidate, _ limits: RuleThresholds) {
    let sizes = Set(candidate.items).count
    guard sizes >= Int(limits["min_sizes"]),
      let line = TheilSenSlope(x: candidate.items, y: candidate.counts)
    else { return }
    let r = SpearmanCorrelation(candidate.items, candidate.counts)?.coefficient ?? 0
    // Of lists that explain about as well, the one with a slope next to 1 is the statement's own.
    let isBetter =
      verdict == .unknown || r > correlation + 0.02
      || (r > correlation - 0.02 && (line.slope - 1).magnitude < (slope - 1).magnitude)
    guard isBetter else { return }
    list = candidate.list
    (slope, interval, correlation) = (line.slope, line.interval, r)
    self.sizes = sizes
    requests = candidate.counts.count
    shortest = Int64(candidate.items.min() ?? 0)
    longest = Int64(candidate.items.max() ?? 0)
    listCalls = Median.of(candidate.calls) ?? 1
    verdict = Self.verdict(line, r, limits)
  }

  private static func verdict(
    _ line: TheilSenSlope,
    _ r: Double,
    _ limits: RuleThresholds
  ) -> Verdict {
    if line.interval.lower > limits["min_slope"], r > limits["min_correlation"] { return .grows }
    if line.interval.lower > 0, line.interval.lower <= limits["min_slope"],
      line.slope <= 2 * limits["min_slope"], r > limits["min_correlation"]
    {
      return .batched
    }
    if line.interval.upper <= limits["min_slope"] { return .constant }
    return .unclear
  }
}
