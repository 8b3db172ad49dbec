internal import MetricLog
internal import Statistics

/// An operation whose slow requests are slower than people wait.
struct SlowOperationRule: Rule {
  static let id = "slow_operation"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Slow operation",
      meaning: [
        "One request in twenty takes longer than the threshold. The finding is strong when the "
          + "interval of the 95th percentile lies above it, probable when only the percentile does."
      ],
      thresholds: [
        Threshold("p95_ms", 1000, "ms", "The 95th percentile of the duration."),
        Threshold("min_requests", 36, "requests", "Fewer have no interval."),
      ],
      examples: [
        .fires("a report of two seconds") { log in
          log.requests("Report", 100) { index, request in
            request.ms = 1500 + 1000 * SyntheticLog.noise(index)
          }
        },
        .silent("a quick one") { log in
          log.requests("Report", 100) { index, request in
            request.ms = 100 + 100 * SyntheticLog.noise(index)
          }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.operations.compactMap { finding($0, input, limits) }
  }

  @inline(never)
  private func finding(
    _ operation: OperationEvidence,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding? {
    let limit = limits["p95_ms"] * 1e6
    let p95 = operation.quantile(0.95)
    guard Double(operation.tally.lines) >= limits["min_requests"], p95 >= limit else { return nil }
    let interval = operation.duration.quantileInterval(0.95, observations: operation.tally.lines)
    let p50 = operation.quantile(0.5)
    let target = min(p50, limit)
    let cost = operation.estimate { max(0, Double($0.nanoseconds) - target) }
    var finding = input.finding(page, operation)
    finding.confidence = Double(interval.lower ?? 0) >= limit ? .strong : .probable
    finding.severity = p95 >= 5 * limit ? .high : .medium
    finding.costNanoseconds = min(cost, operation.nanoseconds)
    finding.title = "\(input.name(operation)): p95 is \(nanoseconds: p95)"
    finding.explanation = """
      Half of its \(count: operation.requestCount) requests take \(nanoseconds: p50) or less, one in \
      twenty \(nanoseconds: p95) or more; the slowest took \
      \(nanoseconds: Double(operation.duration.max)).
      """
    finding.recommendation = """
      See where its time goes and what its slow requests have in common, in its closer look; then \
      look at the slowest traces.
      """
    finding.evidence = [
      Measurement(
        "p95",
        p95,
        .nanoseconds,
        low: interval.lower.map { Double($0) },
        high: interval.upper.map { Double($0) }
      ),
      Measurement("p50", p50, .nanoseconds),
      Measurement("requests", count: operation.requestCount),
    ]
    finding.examples = input.slowest(operation)
    finding.calculation = [
      """
      Cost: the time of each request beyond \(nanoseconds: target), the operation's own median, \
      over \(count: operation.requests.count) sampled requests, scaled to all.
      """
    ]
    return finding
  }
}
