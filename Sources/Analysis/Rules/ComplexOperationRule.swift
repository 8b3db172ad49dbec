internal import MetricLog

/// An operation that is larger than operations should be.
struct ComplexOperationRule: Rule {
  static let id = "complex_operation"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Complex or deep operation",
      meaning: [
        "Requests of the operation are more complex, or nested deeper, than the threshold. Not wrong "
          + "by itself: but what a client may ask for once, another may ask for a thousand times."
      ],
      thresholds: [
        Threshold("max_complexity", 1000, "units", "operation.complexity of a request."),
        Threshold("max_depth", 10, "levels", "operation.depth of a request."),
        Threshold("min_requests", 3, "requests", "Sampled requests beyond a threshold."),
      ],
      examples: [
        .fires("a catalogue of complexity 5,000") { log in
          log.requests("Catalogue", 30) { _, request in request.complexity = 5000 }
        },
        .fires("15 levels deep") { log in
          log.requests("Catalogue", 30) { _, request in request.depth = 15 }
        },
        .silent("complexity 40, depth 5") { log in
          log.requests("Catalogue", 30) { _, request in
            request.complexity = 40
            request.depth = 5
          }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.operations.compactMap { operation in
      let complexity = operation.tally.complexity.max
      let depth = operation.tally.depth.max
      guard
        Double(complexity) > limits["max_complexity"] || Double(depth) > limits["max_depth"]
      else { return nil }
      let beyond = operation.requests.filter { request in
        (request.presence.contains(.complexity)
          && Double(request.complexity) > limits["max_complexity"])
          || (request.presence.contains(.depth) && Double(request.depth) > limits["max_depth"])
      }
      guard beyond.count >= Int(limits["min_requests"]) else { return nil }
      let share = Double(beyond.count) / Double(max(1, operation.requests.count))
      var finding = input.finding(page, operation)
      finding.confidence = .strong
      finding.severity = .low
      finding.title = """
        \(input.name(operation)): complexity up to \(count: complexity), depth up to \(count: depth)
        """
      finding.explanation = """
        \(count: beyond.count) of \(count: operation.requests.count) sampled requests \
        (\(share: share)) are beyond complexity \(number: limits["max_complexity"]) or depth \
        \(number: limits["max_depth"]).
        """
      finding.recommendation = """
        Ask for pages instead of everything, split the operation, and set a limit a little above what \
        legitimate clients need.
        """
      finding.evidence = [
        Measurement("max_complexity", count: complexity), Measurement("max_depth", count: depth),
        Measurement("share_beyond", share, .share),
        Measurement("sampled_requests", count: Int64(operation.requests.count)),
      ]
      finding.examples = input.examples(
        beyond.sorted { ($1.complexity, $0.hash) < ($0.complexity, $1.hash) }
      )
      finding.calculation = ["Sampled requests beyond either threshold."]
      return finding
    }
  }
}
