internal import MetricLog
internal import Statistics

/// An operation that is quick as a rule and terrible at times.
struct SometimesTerribleRule: Rule {
  static let id = "sometimes_terrible"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Sometimes terrible",
      meaning: [
        "The median is fine and the tail is not: one request in a hundred takes many times as long "
          + "as half of them. Averages hide it. A cache that is cold, a lock, a plan that changes "
          + "with its parameters, a few huge inputs are the usual causes."
      ],
      thresholds: [
        Threshold("min_ratio", 20, "times", "99th percentile to median."),
        Threshold("min_p99_ms", 500, "ms", "The 99th percentile."),
        Threshold("max_p95_ms", 1000, "ms", "Beyond, the operation is slow as a whole."),
        Threshold("min_requests", 368, "requests", "Fewer have no interval of a p99."),
      ],
      examples: [
        .fires("one in fifty takes two seconds") { log in
          log.requests("Cart", 500) { index, request in
            request.ms = index % 50 == 7 ? 2000 : 20
          }
        },
        .silent("an even operation") { log in
          log.requests("Cart", 500) { index, request in
            request.ms = 20 + 60 * SyntheticLog.noise(index)
          }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.operations.compactMap { operation in
      guard Double(operation.tally.lines) >= limits["min_requests"] else { return nil }
      let (p50, p95) = (operation.quantile(0.5), operation.quantile(0.95))
      let p99 = operation.quantile(0.99)
      guard p99 >= limits["min_p99_ms"] * 1e6, p99 >= limits["min_ratio"] * p50,
        p95 < limits["max_p95_ms"] * 1e6
      else { return nil }
      let interval = operation.duration.quantileInterval(0.99, observations: operation.tally.lines)
      var finding = input.finding(page, operation)
      let lower = Double(interval.lower ?? 0)
      finding.confidence = lower >= limits["min_ratio"] * p50 ? .strong : .probable
      finding.severity = .medium
      finding.costNanoseconds = operation.estimate { request in
        Double(request.nanoseconds) > p95 ? Double(request.nanoseconds) - p95 : 0
      }
      finding.title = """
        \(input.name(operation)): quick as a rule, \(nanoseconds: p99) for one request in a hundred
        """
      finding.explanation = """
        p50 \(nanoseconds: p50), p95 \(nanoseconds: p95), p99 \(nanoseconds: p99): \
        \(number: p99 / max(1, p50)) times the median, in \(count: operation.requestCount) requests.
        """
      finding.recommendation = """
        Compare the slowest traces with ordinary ones; its closer look says what the slow requests \
        have in common.
        """
      finding.evidence = [
        Measurement("p50", p50, .nanoseconds), Measurement("p95", p95, .nanoseconds),
        Measurement(
          "p99",
          p99,
          .nanoseconds,
          low: interval.lower.map { Double($0) },
          high: interval.upper.map { Double($0) }
        ),
        Measurement("requests", count: operation.requestCount),
      ]
      finding.examples = input.slowest(operation)
      finding.calculation = ["Cost: the time of sampled requests beyond the p95, scaled to all."]
      return finding
    }
  }
}
