internal import MetricLog

/// A statement that takes long each time it runs.
struct SlowStatementRule: Rule {
  static let id = "slow_statement"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Slow statement",
      meaning: [
        "One execution takes long on average. The finding is about the statement, not about an "
          + "operation: it names the operations and fields that run it, by the time they cause."
      ],
      thresholds: [
        Threshold("min_mean_ms", 100, "ms", "Mean time of one execution."),
        Threshold("min_executions", 10, "statements", "Fewer say nothing."),
        Threshold("min_share", 0.001, "share of time", "Its part of the environment's time."),
      ],
      examples: [
        .fires("a search of 300 ms") { log in
          log.requests("Search", 30) { _, request in
            request.ms = 320
            request.statement("search", "Query.search", 1, ms: 300)
          }
        },
        .silent("many quick statements") { log in
          log.requests("Search", 30) { _, request in
            request.ms = 320
            request.statement("search", "Query.search", 100, ms: 300)
          }
        },
      ]
    )
  }

  /// A statement in a service and environment.
  private struct Key: Hashable {
    var service: Symbol
    var env: Symbol
    var fingerprint: Symbol
  }

  /// One place that runs the statement.
  private struct Caller {
    var operation: OperationEvidence
    var field: Symbol
    var sums: DetailSums
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    var callers: [Key: [Caller]] = [:]
    for operation in input.operations {
      for (key, sums) in operation.details where key.kind == .statement && !key.isOther {
        let statement = Key(
          service: operation.key.service,
          env: operation.key.env,
          fingerprint: key.first
        )
        callers[statement, default: []]
          .append(Caller(operation: operation, field: Symbol(index: key.second), sums: sums))
      }
    }
    return callers.compactMap { finding($0, $1, input, limits) }
  }

  @inline(never)
  private func finding(
    _ key: Key,
    _ callers: [Caller],
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding? {
    let executions = callers.reduce(0.0) { $0 + Double($1.sums.sumA) }
    let time = callers.reduce(0.0) { $0 + Double($1.sums.sumB) }
    guard executions >= limits["min_executions"], time / executions >= limits["min_mean_ms"] * 1e6,
      input.share(time, ofEnvironment: key.env) >= limits["min_share"]
    else { return nil }
    let ranked = callers.sorted { left, right in
      if left.sums.sumB != right.sums.sumB { return left.sums.sumB > right.sums.sumB }
      return (left.operation.key.name, left.field) < (right.operation.key.name, right.field)
    }
    var finding = input.finding(page, key.service, key.env)
    finding.confidence = .strong
    finding.subject.statement = input.text(key.fingerprint)
    finding.subject.statementText = input.statementTexts[key.fingerprint] ?? ""
    finding.costNanoseconds = time
    finding.title = "A statement takes \(nanoseconds: time / executions) each time"
    let places = ranked.prefix(3).map { caller -> Prose in
      "\(input.name(caller.operation)) (\(input.field(caller.field))) \(share: Double(caller.sums.sumB) / time)"
    }
    finding.explanation = """
      \(input.statement(key.fingerprint)): \(count: Int64(exactly: executions) ?? .max) executions, \
      \(nanoseconds: time) in all. Run by \(Prose.joined(places, separator: ", ")).
      """
    finding.recommendation = """
      Look at the plan of the statement: an index that fits its conditions and order, fewer columns \
      or rows, or a cache in front of \(input.field(ranked[0].field)).
      """
    finding.evidence = [
      Measurement("mean_time", time / executions, .nanoseconds),
      Measurement("executions", executions, .count),
      Measurement("statement_time", time, .nanoseconds),
      Measurement("callers", count: Int64(callers.count)),
    ]
    let first = ranked[0]
    finding.examples = input.slowest(first.operation) { request in
      first.operation.parts(request, .statement).contains { $0.first == key.fingerprint }
    }
    finding.calculation = [
      """
      Mean: \(nanoseconds: time) / \(count: Int64(exactly: executions) ?? .max) executions, above \
      \(number: limits["min_mean_ms"]) ms.
      """
    ]
    return finding
  }
}
