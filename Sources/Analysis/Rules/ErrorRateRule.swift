internal import MetricLog
internal import Statistics

/// An operation that often ends with an error code.
struct ErrorRateRule: Rule {
  static let id = "error_rate"

  /// Codes with which a server says that the request was wrong, not the server.
  private static let clientCodes: Set<String> = [
    "BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "UNAUTHENTICATED",
    "FORBIDDEN", "NOT_FOUND", "PERSISTED_QUERY_NOT_FOUND", "BAD_REQUEST",
  ]

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Errors",
      meaning: [
        "A notable part of an operation's requests ends with the same error code. Codes that blame "
          + "the request weigh less than others: a client that sends what cannot work, not a server "
          + "that is broken. Requests that a limit stopped are counted by refused_requests."
      ],
      thresholds: [
        Threshold(
          "min_rate",
          0.05,
          "share",
          "Requests with the code, by the interval's lower end."
        ),
        Threshold("high_rate", 0.15, "share", "From here on, severity is high."),
        Threshold("min_errors", 5, "requests", "Fewer are told in the report, not as a finding."),
      ],
      examples: [
        .fires("one request in five fails") { log in
          log.requests("Quote", 100) { index, request in
            if index % 5 == 0 { request.errorCode = "SHIPPING_UNAVAILABLE" }
          }
        },
        .silent("one in a hundred fails") { log in
          log.requests("Quote", 300) { index, request in
            if index % 100 == 0 { request.errorCode = "SHIPPING_UNAVAILABLE" }
          }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.findings(ofEach: .errorCode) { operation, key in
      guard let sums = operation.details[key], operation.requestCount > 0,
        Double(sums.requests) >= limits["min_errors"]
      else { return nil }
      let count = min(sums.requests, operation.requestCount)
      // The refused carry a code as well, which says nothing new.
      let refused = operation.requests.filter { request in
        request.presence.contains(.refused) && operation.part(request, key) != nil
      }.count
      let coded = operation.requests.filter { operation.part($0, key) != nil }.count
      guard coded == 0 || 2 * refused < coded else { return nil }
      let rate = Proportion(count: count, of: operation.requestCount)
      guard rate.interval().lower >= limits["min_rate"] else { return nil }
      return finding(operation, key, rate, input, limits)
    }
  }

  @inline(never)
  private func finding(
    _ operation: OperationEvidence,
    _ key: DetailKey,
    _ rate: Proportion,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding {
    let code = input.text(key.first)
    let isClients = Self.clientCodes.contains(code)
    let share = rate.value ?? 0
    var finding = input.finding(page, operation)
    finding.confidence = .strong
    finding.severity =
      isClients ? .low : share >= limits["high_rate"] ? .high : .medium
    finding.subject.errorCode = code
    finding.title = "\(input.name(operation)): \(share: share) of requests end with \(name: code)"
    finding.explanation = """
      \(count: rate.count) of \(count: rate.total) requests (95 % interval \
      \(share: rate.interval().lower) to \(share: rate.interval().upper)).
      """
    finding.recommendation =
      isClients
      ? "Find the client that sends it, in the operation's closer look, and what it gets wrong."
      : "Look at the traces of failed requests for what fails behind \(name: code)."
    finding.evidence = [
      Measurement(
        "error_rate",
        share,
        .share,
        low: rate.interval().lower,
        high: rate.interval().upper
      ),
      Measurement("requests_with_error", count: rate.count),
      Measurement("requests", count: rate.total),
    ]
    finding.examples = input.slowest(operation) { operation.part($0, key) != nil }
    finding.calculation = [
      "Lower end of Wilson's interval, at least \(number: limits["min_rate"])."
    ]
    return finding
  }
}
