internal import MetricLog

/// A resolver that takes long by itself, not for its statements.
struct SlowFieldRule: Rule {
  static let id = "slow_field"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Slow field",
      meaning: [
        "A field's resolver takes most of its operation's time, and its statements do not explain "
          + "it: computing, waiting, or calling another service. Its own time is the field's time "
          + "less that of the statements it ran."
      ],
      thresholds: [
        Threshold("min_own_ms", 50, "ms", "Own time of one call on average."),
        Threshold(
          "min_share_of_operation",
          0.5,
          "share",
          "Own time's part of the operation's time."
        ),
        Threshold("min_requests", 20, "requests", "Fewer say nothing."),
        Threshold("min_share", 0.005, "share of time", "Its part of the environment's time."),
      ],
      examples: [
        .fires("recommendations that are computed for 200 ms") { log in
          log.requests("Recommend", 40) { _, request in
            request.ms = 220
            request.field("Query.recommendations", ms: 205)
          }
        },
        .silent("a field that waits for its statement") { log in
          log.requests("Recommend", 40) { _, request in
            request.ms = 220
            request.field("Query.recommendations", ms: 205)
            request.statement("recommend", "Query.recommendations", 1, ms: 200)
          }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.findings(ofEach: .field) { finding($0, $1, input, limits) }
  }

  @inline(never)
  private func finding(
    _ operation: OperationEvidence,
    _ key: DetailKey,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding? {
    guard let sums = operation.details[key], sums.sumA > 0,
      Double(sums.requests) >= limits["min_requests"]
    else { return nil }
    let statements = operation.details.filter {
      $0.key.kind == .statement && !$0.key.isOther && $0.key.second == key.first.index
    }.reduce(0.0) { $0 + Double($1.value.sumB) }
    let own = Double(sums.sumB) - statements
    // Calls that run at the same time add up to more than the operation: that is no slow call.
    guard own / Double(sums.sumA) >= limits["min_own_ms"] * 1e6,
      min(own, operation.nanoseconds) >= limits["min_share_of_operation"] * operation.nanoseconds,
      own <= 1.2 * operation.nanoseconds
    else { return nil }
    let cost = min(own, operation.nanoseconds)
    guard input.share(cost, ofEnvironment: operation.key.env) >= limits["min_share"] else {
      return nil
    }
    var finding = input.finding(page, operation)
    finding.confidence = Double(sums.sumA) <= 2 * Double(sums.requests) ? .strong : .probable
    finding.subject.field = input.text(key.first)
    finding.costNanoseconds = cost
    let perCall = own / Double(sums.sumA)
    finding.title =
      "\(input.name(operation)): \(input.field(key.first)) takes \(nanoseconds: perCall)"
    finding.explanation = """
      Own time, without its statements: \(nanoseconds: perCall) a call, \
      \(share: cost / operation.nanoseconds) of the operation's time, in \
      \(count: sums.requests) requests.
      """
    finding.recommendation = """
      Profile the resolver of \(input.field(key.first)): computing that can be done before or kept, \
      another service that can be asked in parallel or cached, a lock that is waited for.
      """
    finding.evidence = [
      Measurement("own_time_per_call", perCall, .nanoseconds),
      Measurement("share_of_operation", cost / operation.nanoseconds, .share),
      Measurement("requests", count: sums.requests),
      Measurement("calls", count: sums.sumA),
      Measurement("statement_time", statements, .nanoseconds),
    ]
    finding.examples = input.slowest(operation) { operation.part($0, key) != nil }
    finding.calculation = [
      """
      Own time: \(nanoseconds: Double(sums.sumB)) in the field − \(nanoseconds: statements) in its \
      statements, over \(count: sums.sumA) calls.
      """
    ]
    return finding
  }
}
