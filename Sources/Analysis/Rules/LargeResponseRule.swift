internal import MetricLog
internal import Statistics

/// An operation whose responses are large.
struct LargeResponseRule: Rule {
  static let id = "large_response"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Large responses",
      meaning: [
        "One response in twenty is larger than the threshold: slow on a phone, and costly to "
          + "serialise."
      ],
      thresholds: [
        Threshold("p95_kib", 500, "KiB", "95th percentile of response_bytes."),
        Threshold("min_requests", 36, "requests", "That recorded it."),
      ],
      examples: [
        .fires("two megabytes each") { log in
          log.requests("Export", 50) { _, request in request.responseBytes = 2 << 20 }
        },
        .silent("twenty kilobytes each") { log in
          log.requests("Export", 50) { _, request in request.responseBytes = 20 << 10 }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.operations.compactMap { operation in
      let sizes = operation.digest.responseBytes
      guard Double(sizes.count) >= limits["min_requests"],
        let p95 = sizes.quantile(0.95).map({ Double($0) }), p95 >= limits["p95_kib"] * 1024
      else { return nil }
      var finding = input.finding(page, operation)
      finding.confidence = .strong
      finding.severity = p95 >= 10 * limits["p95_kib"] * 1024 ? .medium : .low
      finding.title = "\(input.name(operation)): one response in twenty has \(bytes: p95) or more"
      finding.explanation = """
        The middle one of \(count: sizes.count) responses has \
        \(bytes: Double(sizes.quantile(0.5) ?? 0)), the largest \(bytes: Double(sizes.max)).
        """
      finding.recommendation = """
        Ask for pages and for fewer fields; see which list of the operation is the long one.
        """
      finding.evidence = [
        Measurement("p95_size", p95, .bytes), Measurement("max_size", Double(sizes.max), .bytes),
        Measurement("requests", count: sizes.count),
      ]
      finding.examples = input.examples(
        operation.requests.sorted { ($1.responseBytes, $0.hash) < ($0.responseBytes, $1.hash) }
      )
      finding.calculation = [
        "95th percentile of response_bytes, above \(number: limits["p95_kib"]) KiB."
      ]
      return finding
    }
  }
}
