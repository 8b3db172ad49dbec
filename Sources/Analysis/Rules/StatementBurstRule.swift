internal import MetricLog

/// A statement that runs many times in a request, where no list tells whether it grows.
struct StatementBurstRule: Rule {
  static let id = "statement_burst"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "The same statement many times in a request",
      meaning: [
        "A statement runs many times in one request and takes a notable part of it, and the log has "
          + "no list by which growth could be judged, or too few requests. Where its parameters "
          + "differ, it is probably an N+1; a loop of a fixed number looks the same, so the finding "
          + "is never strong. Where lists are logged, n_plus_one decides, and this rule is silent.",
        "To be sure, log fields[].items of the list above the field.",
      ],
      thresholds: NPlusOneRule.growthThresholds + [
        Threshold("min_repeats", 5, "statements", "Executions in one request."),
        Threshold("min_burst_requests", 3, "requests", "Sampled requests that have so many."),
        Threshold("share_of_requests", 0.3, "share", "Part of the requests that have so many."),
        Threshold("min_ms", 50, "ms", "Time of the statement in such a request, or"),
        Threshold("min_share_of_request", 0.2, "share", "its part of the request's duration."),
        Threshold("min_share", 0.0005, "share of time", "What it costs at least."),
      ],
      examples: [
        .fires("20 statements for 20 rows, no list in the log") { log in
          log.requests("Page", 30) { _, request in
            request.ms = 50
            request.statement("row", "Page.row", 20, ms: 30)
          }
        },
        .silent("20 statements whatever the list") { log in
          log.requests("Page", 30) { index, request in
            request.ms = 50
            request.field("Query.rows", items: 5 + index)
            request.statement("row", "Page.row", 20, ms: 30)
          }
        },
        .silent("six statements for six warehouses, the only list being their own") { log in
          log.requests("Stock", 30) { index, request in
            request.ms = 30
            request.field("Query.stock", items: 6 * (1 + index % 9))
            request.statement("stock", "Query.stock", 6, ms: 20)
          }
        },
        .silent("six statements whatever the size of the response") { log in
          log.requests("Stock", 30) { index, request in
            request.ms = 30
            request.responseBytes = Int64(700 + 100 * (index % 9))
            request.statement("stock", "Query.stock", 6, ms: 20)
          }
        },
        .silent("three quick statements") { log in
          log.requests("Page", 30) { _, request in request.statement("row", "Page.row", 3, ms: 1) }
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
    guard let sums = operation.details[key], sums.sumA > 0 else { return nil }
    let distinct = Double(sums.sumC) / Double(sums.sumA)
    guard Double(sums.largest) >= limits["min_repeats"],
      !(sums.sumD == sums.requests && distinct <= 0.2)
    else { return nil }
    let growth = StatementGrowth(operation, key, limits)
    guard growth.verdict == .unknown else { return nil }
    let bursts = operation.requests.filter { request in
      guard let part = operation.part(request, key), Double(part.count) >= limits["min_repeats"]
      else { return false }
      return Double(part.amount) >= limits["min_ms"] * 1e6
        || Double(part.amount) >= limits["min_share_of_request"] * Double(request.nanoseconds)
    }
    guard bursts.count >= Int(limits["min_burst_requests"]),
      Double(bursts.count) >= limits["share_of_requests"] * Double(operation.requests.count)
    else { return nil }
    let loop = StatementLoop(sums, batchSize: 100)
    guard
      input.share(loop.savedNanoseconds, ofEnvironment: operation.key.env) >= limits["min_share"]
    else { return nil }
    var finding = input.finding(page, operation)
    // Different parameters speak for an N+1; a log that does not count them says less.
    let isDifferent = sums.sumD > 0 && distinct >= 0.8
    finding.confidence = isDifferent ? .probable : .possible
    finding.subject.field = input.text(Symbol(index: key.second))
    finding.subject.statement = input.text(key.first)
    finding.subject.statementText = input.statementTexts[key.first] ?? ""
    finding.costNanoseconds = loop.savedNanoseconds
    finding.saving = loop.saving(operation, key)
    finding.evidence = [
      Measurement("sampled_requests", count: Int64(operation.requests.count)),
      Measurement("requests_with_burst", count: Int64(bursts.count)),
      Measurement("statements_per_request", loop.perRequest, .number),
      Measurement("most_statements", count: sums.largest),
      Measurement("statement_time", loop.nanoseconds, .nanoseconds),
    ]
    let field = input.field(Symbol(index: key.second))
    finding.title = """
      \(input.name(operation)): \(field) runs one statement \(number: loop.perRequest) times a request
      """
    finding.explanation = """
      \(count: bursts.count) of \(count: operation.requests.count) sampled requests run it at least \
      \(number: limits["min_repeats"]) times, at most \(count: sums.largest); \
      \(nanoseconds: loop.nanosecondsPerRequest) a request on average.
      """
    finding.recommendation = """
      See whether \(field) runs \(input.statement(key.first)) once for each item, and load all of \
      them with one statement.
      """
    finding.caveats = ["The log has no list length to tell an N+1 from a loop of a fixed number."]
    finding.examples = input.examples(bursts)
    finding.calculation = [
      """
      Time of the statement \(nanoseconds: loop.nanoseconds) × (1 − \(number: loop.needed) needed / \
      \(count: loop.executions) executed) = \(nanoseconds: loop.savedNanoseconds) in the period.
      """
    ]
    return finding
  }
}
