internal import MetricLog

/// Time that no statement, wait or field explains.
struct UnexplainedTimeRule: Rule {
  static let id = "unexplained_time"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Unexplained time",
      meaning: [
        "The operation records its statements or fields, and they account for less than half of its "
          + "time: authentication, validation, serialising a large response, a busy event loop, or "
          + "fields that are not instrumented."
      ],
      thresholds: [
        Threshold("min_share_of_operation", 0.5, "share", "Unexplained part of its time."),
        Threshold("min_ms", 50, "ms", "Unexplained time a request on average."),
        Threshold("min_requests", 20, "requests", "Fewer say nothing."),
        Threshold("min_share", 0.005, "share of time", "Its part of the environment's time."),
      ],
      examples: [
        .fires("300 ms, of which the statements take 20") { log in
          log.requests("Export", 40) { _, request in
            request.ms = 300
            request.statement("rows", "Query.rows", 1, ms: 20)
            request.field("Query.rows", ms: 25)
          }
        },
        .silent("a request that its fields explain") { log in
          log.requests("Export", 40) { _, request in
            request.ms = 300
            request.field("Query.rows", ms: 280)
          }
        },
        .silent("an operation that records neither statements nor fields") { log in
          log.requests("Export", 40) { _, request in request.ms = 300 }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.operations.compactMap { operation in
      guard Double(operation.requestCount) >= limits["min_requests"],
        operation.mean >= limits["min_ms"] * 1e6
      else { return nil }
      let parts = TimeDecomposition(operation)
      let cost = Double(parts.unexplained)
      guard parts.recorded * 5 >= parts.sampled * 4,
        cost >= limits["min_share_of_operation"] * operation.nanoseconds,
        cost >= limits["min_ms"] * 1e6 * Double(operation.requestCount),
        input.share(cost, ofEnvironment: operation.key.env) >= limits["min_share"]
      else { return nil }
      let share = cost / max(1, operation.nanoseconds)
      var finding = input.finding(page, operation)
      finding.confidence = .probable
      finding.costNanoseconds = cost
      finding.title = "\(input.name(operation)): \(share: share) of its time is unexplained"
      finding.explanation = """
        Neither statements nor waits nor fields account for \
        \(nanoseconds: cost / Double(operation.requestCount)) a request.
        """
      finding.recommendation = """
        Look at a trace for what happens before the first and after the last field; instrument the \
        fields that are missing.
        """
      finding.evidence = [
        Measurement("unexplained_share", share, .share),
        Measurement("unexplained_time", cost, .nanoseconds),
        Measurement("sampled_requests", count: Int64(parts.sampled)),
      ]
      finding.examples = input.examples(
        operation.requests.sorted { left, right in
          let a = TimeDecomposition(operation, left).unexplained
          let b = TimeDecomposition(operation, right).unexplained
          return (b, left.hash) < (a, right.hash)
        }
      )
      finding.calculation = [
        """
        Duration less database, waits and fields, each cut to what is left of the duration, over \
        \(count: parts.sampled) sampled requests, scaled to all.
        """
      ]
      return finding
    }
  }
}
