package import Analysis

extension LimitsRenderer {
  /// The value of the key `schema`.
  package static let schema = "nightjar.limits/1"

  /// Renders a report as JSON, with a newline at the end.
  ///
  /// - Returns: UTF-8.
  package func json(_ report: LimitReport) -> [UInt8] {
    JSONWriter.document(
      .object([
        ("schema", .string(Self.schema)),
        ("from", .time(report.firstMicroseconds)),
        ("to", .time(report.lastMicroseconds)),
        ("requests", .integer(report.requests)),
        ("already_refused", .integer(report.alreadyRefused)),
        ("duration_ms", .milliseconds(report.nanoseconds)),
        ("db_time_ms", .milliseconds(report.databaseNanoseconds)),
        ("limits", .array(report.measures.map(value))),
      ])
    )
  }

  private func value(_ measure: LimitMeasure) -> JSONValue {
    .object([
      ("limit", .string(measure.kind.rawValue)),
      ("unit", .string(measure.kind.unit)),
      ("recorded", .integer(measure.recorded)),
      ("largest", .shortest(measure.largest)),
      (
        "largest_operations",
        .array(
          measure.largestOperations.map { operation, value in
            .object(members(operation) + [("value", .shortest(value))])
          }
        )
      ),
      ("proposal", measure.proposal.map(value) ?? .null),
      ("caps", .array(measure.candidates.map(value))),
    ])
  }

  private func value(_ proposal: LimitProposal) -> JSONValue {
    .object([
      ("cap", .shortest(proposal.cap)),
      ("largest_without_error", .shortest(proposal.largestLegitimate)),
      ("headroom", .shortest(proposal.headroom)),
      ("requests_without_error", .integer(proposal.legitimate)),
      ("share_above_95", .shortest(proposal.shareAbove)),
    ])
  }

  private func value(_ candidate: LimitCandidate) -> JSONValue {
    .object([
      ("cap", .shortest(candidate.cap)),
      ("reason", .string(candidate.reason.rawValue)),
      ("refused", .count(candidate.refused)),
      ("refused_without_error", .count(candidate.refusedWithoutError)),
      ("saved_ms", .milliseconds(mean: candidate.savedNanoseconds)),
      ("saved_low_ms", .milliseconds(mean: candidate.savedLow)),
      ("saved_high_ms", .milliseconds(mean: candidate.savedHigh)),
      ("saved_db_ms", .milliseconds(mean: candidate.savedDatabaseNanoseconds)),
      ("operations", .array(candidate.operations.map(value))),
      ("clients", .array(candidate.clients.map(value))),
    ])
  }

  private func value(_ slice: LimitSlice) -> JSONValue {
    let names =
      slice.operation.map(members)
      ?? [("name", .string(slice.client)), ("version", .string(slice.version))]
    return .object(
      names + [("refused", .shortest(slice.refused)), ("share", .shortest(slice.share))]
    )
  }

  private func members(_ operation: LimitSlice.Operation) -> [JSONValue.Member] {
    [
      ("service", .string(operation.service)),
      ("env", .string(operation.env)),
      ("name", .string(operation.isOther ? "(other)" : operation.name)),
      ("kind", .string(operation.kind)),
    ]
  }
}
