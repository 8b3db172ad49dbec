internal import MetricLog

/// A statement that a request runs again with the same parameters.
struct DuplicateStatementsRule: Rule {
  static let id = "duplicate_statements"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "The same statement with the same parameters again",
      meaning: [
        "A request asks the database the same question several times: executions are many, different "
          + "parameter sets few. Unlike an N+1 it needs no batch, but a cache for the length of the "
          + "request; a DataLoader is one."
      ],
      thresholds: [
        Threshold("min_requests", 10, "requests", "Requests that run the statement."),
        Threshold("min_repeats", 2, "statements", "Executions a request on average."),
        Threshold("max_distinct", 0.5, "share", "Different parameter sets for each execution."),
        Threshold("min_share", 0.0005, "share of time", "What it costs at least."),
      ],
      examples: [
        .fires("one shop looked up for each of ten products") { log in
          log.requests("Products", 30) { _, request in
            request.ms = 30
            request.statement("shop", "Product.shop", 10, ms: 10, distinct: 1)
          }
        },
        .silent("ten products looked up one by one") { log in
          log.requests("Products", 30) { _, request in
            request.ms = 30
            request.statement("product", "Cart.product", 10, ms: 10, distinct: 10)
          }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.findings(ofEach: .statement) { finding($0, $1, input, limits) }
  }

  @inline(never)
  private func finding(
    _ operation: OperationEvidence,
    _ key: DetailKey,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding? {
    guard let sums = operation.details[key], sums.sumA > 0, sums.sumD == sums.requests,
      Double(sums.requests) >= limits["min_requests"],
      Double(sums.sumA) >= limits["min_repeats"] * Double(sums.requests),
      Double(sums.sumC) <= limits["max_distinct"] * Double(sums.sumA)
    else { return nil }
    let share = 1 - Double(sums.sumC) / Double(sums.sumA)
    let saved = Double(sums.sumB) * share
    guard input.share(saved, ofEnvironment: operation.key.env) >= limits["min_share"] else {
      return nil
    }
    var finding = input.finding(page, operation)
    finding.confidence = .strong
    finding.subject.field = input.text(Symbol(index: key.second))
    finding.subject.statement = input.text(key.first)
    finding.subject.statementText = input.statementTexts[key.first] ?? ""
    finding.costNanoseconds = saved
    let field = input.field(Symbol(index: key.second))
    let perRequest = Double(sums.sumA) / Double(sums.requests)
    let distinct = Double(sums.sumC) / Double(sums.requests)
    finding.title = "\(input.name(operation)): \(field) asks the database the same again"
    finding.explanation = """
      \(number: perRequest) executions a request with \(number: distinct) different parameter sets, \
      in \(count: sums.requests) requests.
      """
    finding.recommendation = """
      Keep the result of \(input.statement(key.first)) for the length of the request: a DataLoader \
      or a map in the request's context.
      """
    finding.evidence = [
      Measurement("statements_per_request", perRequest, .number),
      Measurement("distinct_per_request", distinct, .number),
      Measurement("requests", count: sums.requests),
      Measurement("statement_time", Double(sums.sumB), .nanoseconds),
    ]
    var saving = Saving(
      nanoseconds: saved,
      method: "time of the statement × share of executions whose parameters came before"
    )
    saving.p95Before = operation.sampledQuantile(0.95) { Double($0.nanoseconds) }
    saving.p95After = operation.sampledQuantile(0.95) { request in
      let time = operation.part(request, key).map { Double($0.amount) } ?? 0
      return max(0, Double(request.nanoseconds) - time * share)
    }
    finding.saving = saving
    finding.examples = input.slowest(operation) { operation.part($0, key) != nil }
    finding.calculation = [
      """
      \(nanoseconds: Double(sums.sumB)) × (1 − \(count: sums.sumC) different / \
      \(count: sums.sumA) executed) = \(nanoseconds: saved) in the period.
      """
    ]
    return finding
  }
}
