internal import MetricLog
internal import Statistics

/// An operation of which a limit stops a notable part.
struct RefusedRequestsRule: Rule {
  static let id = "refused_requests"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Refused requests",
      meaning: [
        "A limit on complexity, depth or time stops a notable part of an operation's requests. "
          + "Either clients ask for too much, or the limit stands in the way of legitimate use, or "
          + "the operation is too slow for its time limit."
      ],
      thresholds: [
        Threshold("min_rate", 0.005, "share", "Refused requests, by the interval's lower end."),
        Threshold("min_refused", 3, "requests", "Fewer are told in the report only."),
      ],
      examples: [
        .fires("one in ten is too complex") { log in
          log.requests("Deep", 100) { index, request in
            if index % 10 == 0 { request.refused = .complexity }
          }
        },
        .silent("none is refused") { log in log.requests("Deep", 100) { _, _ in } },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.findings(ofEach: .refusal) { operation, key in
      guard let sums = operation.details[key], operation.requestCount > 0,
        Double(sums.requests) >= limits["min_refused"],
        let refusal = Refusal(rawValue: UInt8(truncatingIfNeeded: key.second))
      else { return nil }
      let rate = Proportion(
        count: min(sums.requests, operation.requestCount),
        of: operation.requestCount
      )
      guard rate.interval().lower >= limits["min_rate"] else { return nil }
      return finding(operation, refusal, rate, input)
    }
  }

  @inline(never)
  private func finding(
    _ operation: OperationEvidence,
    _ refusal: Refusal,
    _ rate: Proportion,
    _ input: RuleInput
  ) -> Finding {
    var finding = input.finding(page, operation)
    finding.confidence = .strong
    finding.severity = (rate.value ?? 0) >= 0.1 ? .medium : .low
    finding.subject.limit = refusal.name
    finding.title = """
      \(input.name(operation)): the \(name: refusal.name) limit stops \(share: rate.value ?? 0) of \
      requests
      """
    finding.explanation = "\(count: rate.count) of \(count: rate.total) requests were refused."
    finding.recommendation =
      refusal == .timeout
      ? "Make the operation quicker (see its other findings), or give it the time that it needs."
      : "See which client sends these, and give it pages; or raise the limit for this operation."
    finding.evidence = [
      Measurement(
        "refused_rate",
        rate.value ?? 0,
        .share,
        low: rate.interval().lower,
        high: rate.interval().upper
      ),
      Measurement("refused", count: rate.count), Measurement("requests", count: rate.total),
    ]
    finding.examples = input.slowest(operation) {
      $0.presence.contains(.refused) && $0.refusal == refusal
    }
    finding.calculation = ["Requests with refused = \(name: refusal.name) over all requests."]
    return finding
  }
}
