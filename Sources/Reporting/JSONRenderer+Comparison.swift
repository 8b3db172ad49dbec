package import Analysis

/// What changed between two periods.
extension JSONRenderer {
  /// The comparison alone, as UTF-8 with a newline at the end.
  package func render(_ comparison: Comparison) -> [UInt8] {
    JSONWriter.document(value(comparison))
  }

  /// The comparison, as the report has it; shares of the operations are relative to one.
  func value(_ comparison: Comparison) -> JSONValue {
    .object([
      ("baseline", value(comparison.baseline)),
      ("candidate", value(comparison.candidate)),
      ("least_days", .integer(Comparison.leastDays)),
      ("changes", .array(comparison.changes.map(value))),
      ("untested_operations", .integer(comparison.untested)),
      ("new_operations", .array(comparison.newOperations.map { .object(names($0)) })),
      ("vanished_operations", .array(comparison.vanishedOperations.map { .object(names($0)) })),
      ("mean_split", comparison.split.map(value) ?? .null),
    ])
  }

  private func value(_ side: Comparison.Side) -> JSONValue {
    .object([
      ("days", .array(side.days.map { .string($0.text) })),
      ("requests", .integer(side.requests)),
    ])
  }

  private func names(_ operation: OperationName) -> [JSONValue.Member] {
    [
      ("service", .string(operation.service)), ("env", .string(operation.env)),
      ("name", .string(operation.name)), ("kind", .string(operation.kind)),
    ]
  }

  private func value(_ change: Comparison.Change) -> JSONValue {
    .object(
      names(change.operation) + [
        ("metric", .string(change.metric.rawValue)),
        ("verdict", .string(change.outcome.rawValue)),
        ("reason", change.reason.isEmpty ? .null : .string(change.reason)),
        ("baseline", level(change.metric, change.baseline)),
        ("candidate", level(change.metric, change.candidate)),
        ("baseline_days", .integer(change.baselineDays)),
        ("candidate_days", .integer(change.candidateDays)),
        ("effect", .shortest(change.effect)),
        ("effect_lower", .shortest(change.effectLower)),
        ("effect_upper", .shortest(change.effectUpper)),
        ("smallest_visible_effect", .shortest(change.smallestVisibleEffect)),
        ("adjusted_p", .shortest(change.adjustedPValue)),
      ]
    )
  }

  /// Durations in milliseconds, everything else as it is.
  private func level(_ metric: ComparisonMetric, _ level: Double?) -> JSONValue {
    switch metric {
    case .p50, .p95, .p99, .mean: .milliseconds(mean: level)
    default: .shortest(level)
    }
  }

  private func value(_ split: Comparison.Split) -> JSONValue {
    .object([
      ("before_ms", .milliseconds(mean: split.before)),
      ("after_ms", .milliseconds(mean: split.after)),
      ("mix_ms", .shortest(split.mix / 1e6)),
      ("speed_ms", .shortest(split.speed / 1e6)),
    ])
  }
}
