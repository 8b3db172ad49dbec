internal import MetricLog
internal import Statistics

/// An operation whose requests take much memory.
struct MemoryGrowthRule: Rule {
  static let id = "memory_growth"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Memory a request",
      meaning: [
        "One request in twenty makes the process grow by more than the threshold. Many of them at the "
          + "same time may be more than the machine has. Requests that run at the same time are "
          + "measured together, so a growth can be another's."
      ],
      thresholds: [
        Threshold("p95_mib", 100, "MiB", "95th percentile of the growth during a request."),
        Threshold("min_requests", 36, "requests", "That recorded it."),
      ],
      examples: [
        .fires("an export that takes 200 MiB") { log in
          log.requests("Export", 50) { _, request in request.memoryBytes = 200 << 20 }
        },
        .silent("a request that takes one") { log in
          log.requests("Export", 50) { _, request in request.memoryBytes = 1 << 20 }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.operations.compactMap { operation in
      let growth = operation.digest.memoryGrowth
      guard Double(growth.count) >= limits["min_requests"],
        let p95 = growth.quantile(0.95).map({ Double($0) }), p95 >= limits["p95_mib"] * 0x1p20
      else { return nil }
      var finding = input.finding(page, operation)
      finding.confidence = .probable
      finding.severity = .medium
      finding.title = "\(input.name(operation)): one request in twenty takes \(bytes: p95) or more"
      finding.explanation = """
        The process grew by \(bytes: Double(growth.quantile(0.5) ?? 0)) in the middle one of \
        \(count: growth.count) requests, by \(bytes: Double(growth.max)) at most.
        """
      finding.recommendation = """
        Read and write its results in pieces, ask for fewer rows or columns, and set a limit to what \
        one request may ask for.
        """
      finding.evidence = [
        Measurement("p95_growth", p95, .bytes),
        Measurement("max_growth", Double(growth.max), .bytes),
        Measurement("requests", count: growth.count),
      ]
      finding.examples = input.examples(
        operation.requests.filter { $0.presence.contains(.memoryDelta) }.sorted {
          ($1.memoryDeltaBytes, $0.hash) < ($0.memoryDeltaBytes, $1.hash)
        }
      )
      finding.calculation = [
        "95th percentile of memory.delta_bytes, above \(number: limits["p95_mib"]) MiB."
      ]
      return finding
    }
  }
}
