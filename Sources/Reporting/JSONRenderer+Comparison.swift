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
      ("total_split", comparison.totalSplit.map(value) ?? .null),
      ("p95_split", comparison.p95Split.map(value) ?? .null),
      ("durations", .array(comparison.durations.map(value))),
      ("texts", .array(comparison.texts.map(value))),
      ("environments", comparison.environments.map(value) ?? .null),
      ("provisional", .array(comparison.provisional.map(value))),
    ])
  }

  private func value(_ durations: Comparison.Durations) -> JSONValue {
    .object(
      names(durations.operation) + [
        ("baseline", histogram(durations.baseline)), ("candidate", histogram(durations.candidate)),
      ]
    )
  }

  private func value(_ side: Comparison.Side) -> JSONValue {
    .object([
      ("days", .array(side.days.map { .string($0.text) })),
      ("requests", .integer(side.requests)),
      ("choice", side.choice.isEmpty ? .null : .string(side.choice)),
      ("not_known", .array(side.omissions.map(value))),
    ])
  }

  private func value(_ omission: Comparison.Omission) -> JSONValue {
    .object([
      ("what", .string(omission.kind.rawValue)),
      ("requests", omission.kind.isCounted ? .integer(omission.requests) : .null),
    ])
  }

  func names(_ operation: OperationName) -> [JSONValue.Member] {
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
        ("is_alarm", .boolean(change.isAlarm)),
      ]
    )
  }

  /// Durations in milliseconds, everything else as it is.
  func level(_ metric: ComparisonMetric, _ level: Double?) -> JSONValue {
    switch metric {
    case .p50, .p95, .p99, .mean: .milliseconds(mean: level)
    default: .shortest(level)
    }
  }

  private func value(_ split: Comparison.Split) -> JSONValue {
    .object([
      ("before_ms", .milliseconds(mean: split.before)),
      ("after_ms", .milliseconds(mean: split.after)),
      ("traffic_ms", .shortest(split.traffic / 1e6)),
      ("mix_ms", .shortest(split.mix / 1e6)),
      ("speed_ms", .shortest(split.speed / 1e6)),
      ("new_ms", .shortest(split.new / 1e6)),
      ("vanished_ms", .shortest(split.vanished / 1e6)),
      (
        "operations",
        .array(
          split.operations.map { part in
            .object(
              names(part.operation) + [
                ("mix_ms", .shortest(part.mix / 1e6)), ("speed_ms", .shortest(part.speed / 1e6)),
              ]
            )
          }
        )
      ),
    ])
  }

  private func value(_ change: Comparison.TextChange) -> JSONValue {
    func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
    return .object(
      names(change.operation) + [
        ("new_texts", strings(change.newTexts)),
        ("vanished_texts", strings(change.vanishedTexts)),
        ("new_statements", strings(change.newStatements)),
        ("vanished_statements", strings(change.vanishedStatements)),
        (
          "changed_statements",
          .array(
            change.changedStatements.map { statement in
              .object([
                ("fingerprint", .string(statement.fingerprint)),
                ("before", .shortest(statement.before)), ("after", .shortest(statement.after)),
              ])
            }
          )
        ),
      ]
    )
  }

  private func value(_ environments: Comparison.Environments) -> JSONValue {
    .object([
      ("baseline", .string(environments.baseline)),
      ("candidate", .string(environments.candidate)),
      ("common_share", .shortest(environments.commonShare)),
      ("rank_correlation", .shortest(environments.rankCorrelation)),
      ("baseline_mean_ms", .milliseconds(mean: environments.baselineMean)),
      ("candidate_mean_ms", .milliseconds(mean: environments.candidateMean)),
      (
        "operations",
        .array(
          environments.rows.map { row in
            .object(
              names(row.operation) + [
                ("baseline_tail_ratio", .shortest(row.baselineTailRatio)),
                ("candidate_tail_ratio", .shortest(row.candidateTailRatio)),
                ("baseline_statements", .shortest(row.baselineStatements)),
                ("candidate_statements", .shortest(row.candidateStatements)),
              ]
            )
          }
        )
      ),
    ])
  }

  private func value(_ change: Comparison.Provisional) -> JSONValue {
    .object(
      names(change.operation) + [
        ("effect", .shortest(change.effect)),
        ("effect_lower", .shortest(change.effectLower)),
        ("effect_upper", .shortest(change.effectUpper)),
        ("hours", .integer(change.hours)),
        ("adjusted_p", .shortest(change.adjustedPValue)),
      ]
    )
  }
}
