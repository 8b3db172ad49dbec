internal import MetricLog
internal import Statistics

/// An operation that costs far more than its declared complexity says.
struct ComplexityMismatchRule: Rule {
  static let id = "complexity_mismatch"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Complexity that does not predict cost",
      meaning: [
        "Time for each unit of complexity differs from operation to operation; where it is many "
          + "times that of the usual operation, a limit on complexity lets through what it should "
          + "stop. The remedy is a higher weight for the field that costs so much."
      ],
      thresholds: [
        Threshold("min_ratio", 10, "times", "Median time a unit to that of the median operation."),
        Threshold("min_operations", 5, "operations", "To know what is usual."),
        Threshold("min_requests", 50, "requests", "Of an operation that counts."),
        Threshold("min_share", 0.02, "share of time", "The operation's part."),
      ],
      examples: [
        .fires("complexity 5, 400 ms; others 1 ms a unit") { log in
          Self.write(&log, ms: 400)
        },
        .silent("all of them about 1 ms a unit") { log in Self.write(&log, ms: 6) },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.environments.flatMap { env -> [Finding] in
      let rated = input.operations.compactMap { operation in
        operation.key.env == env ? Self.rated(operation, limits) : nil
      }
      guard rated.count >= Int(limits["min_operations"]), let usual = Median.of(rated.map(\.rate)),
        usual > 0
      else { return [] }
      return rated.filter { rated in
        rated.rate >= limits["min_ratio"] * usual
          && input.share(rated.operation.nanoseconds, ofEnvironment: env) >= limits["min_share"]
      }.map { finding($0.operation, $0.rate, usual, rated.count, input, limits) }
    }
  }

  /// Median time for each unit of mean complexity.
  private static func rated(
    _ operation: OperationEvidence,
    _ limits: RuleThresholds
  ) -> (operation: OperationEvidence, rate: Double)? {
    guard let complexity = operation.tally.complexity.mean, complexity > 0,
      Double(operation.tally.complexity.recorded) >= limits["min_requests"]
    else { return nil }
    return (operation, operation.quantile(0.5) / complexity)
  }

  @inline(never)
  private func finding(
    _ operation: OperationEvidence,
    _ rate: Double,
    _ usual: Double,
    _ count: Int,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding {
    let field = operation.keys(.field).max { left, right in
      (operation.details[left]?.sumB ?? 0) < (operation.details[right]?.sumB ?? 0)
    }
    var finding = input.finding(page, operation)
    finding.confidence = .probable
    finding.severity = .low
    if let field { finding.subject.field = input.text(field.first) }
    finding.title = """
      \(input.name(operation)): costs \(number: rate / usual) times what its complexity says
      """
    finding.explanation = """
      Complexity \(number: operation.tally.complexity.mean ?? 0) on average, median \
      \(nanoseconds: operation.quantile(0.5)): \(nanoseconds: rate) a unit, where the median of \
      \(count: count) operations is \(nanoseconds: usual).
      """
    let subject = field.map { input.field($0.first) } ?? "its most expensive field"
    finding.recommendation = """
      Give \(subject) a weight about \(number: rate / usual) times as high, so that limits on \
      complexity hold for what it costs.
      """
    finding.evidence = [
      Measurement("time_per_unit", rate, .nanoseconds),
      Measurement("usual_time_per_unit", usual, .nanoseconds),
      Measurement("mean_complexity", operation.tally.complexity.mean ?? 0, .number),
      Measurement("operations", count: Int64(count)),
    ]
    finding.calculation = [
      """
      Median duration / mean complexity, against \(number: limits["min_ratio"]) times its median over \
      the environment's operations.
      """
    ]
    return finding
  }

  private static func write(_ log: inout SyntheticLog, ms: Double) {
    for complexity in [5, 10, 20, 40, 80, 160] as [Int64] {
      log.requests("Operation\(complexity)", 60) { _, request in
        request.complexity = complexity
        request.ms = complexity == 5 ? ms : Double(complexity)
      }
    }
  }
}
