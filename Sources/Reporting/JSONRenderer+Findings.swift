import Analysis
import MetricLog

/// What is wrong and what to do about it.
extension JSONRenderer {
  func value(_ finding: Finding) -> JSONValue {
    let prose = ProseText()
    return .object([
      ("id", .string(finding.id)),
      ("rule", .string(finding.rule)),
      ("severity", .string(finding.severity.name)),
      ("confidence", .string(finding.confidence.name)),
      ("service", .string(finding.service)),
      ("env", .string(finding.env)),
      ("operation", finding.operation.map { .string($0.name) } ?? .null),
      ("kind", finding.operation.map { .string($0.kind.name) } ?? .null),
      ("subject", value(finding.subject)),
      ("title", .string(prose(finding.title))),
      ("explanation", .string(prose(finding.explanation))),
      ("evidence", .object(finding.evidence.map { ($0.name, value($0)) })),
      ("examples", .array(finding.examples.map(example))),
      ("recommendation", .string(prose(finding.recommendation))),
      ("cost_ms", .milliseconds(mean: finding.costNanoseconds)),
      ("saving", finding.saving.map(value) ?? .null),
      ("caveats", .array(finding.caveats.map { .string(prose($0)) })),
      ("calculation", .array(finding.calculation.map { .string(prose($0)) })),
    ])
  }

  private func value(_ subject: FindingSubject) -> JSONValue {
    func name(_ name: String) -> JSONValue { name.isEmpty ? .null : .string(name) }
    return .object([
      ("field", name(subject.field)),
      ("statement", name(subject.statement)),
      ("statement_text", name(subject.statementText)),
      ("cache", name(subject.cache)),
      ("level", .integer(subject.level)),
      ("error_code", name(subject.errorCode)),
      ("limit", name(subject.limit)),
      ("host", name(subject.host)),
      ("pool", name(subject.pool)),
      ("release", name(subject.release)),
    ])
  }

  private func value(_ measurement: Measurement) -> JSONValue {
    let isTime = measurement.unit == .nanoseconds || measurement.unit == .nanosecondsPerDay
    func number(_ value: Double?) -> JSONValue {
      isTime ? .milliseconds(mean: value) : .shortest(value)
    }
    return .object([
      ("value", number(measurement.value)),
      ("low", number(measurement.low)),
      ("high", number(measurement.high)),
      ("unit", .string(unit(measurement.unit))),
    ])
  }

  private func unit(_ unit: Measurement.Unit) -> String {
    switch unit {
    case .nanoseconds: "ms"
    case .nanosecondsPerDay: "ms/day"
    case .bytes: "bytes"
    case .count: "count"
    case .share: "share"
    case .number: "number"
    }
  }

  private func value(_ saving: Saving) -> JSONValue {
    .object([
      ("ms", .milliseconds(mean: saving.nanoseconds)),
      ("ms_per_day", .milliseconds(mean: saving.nanosecondsPerDay)),
      ("share_of_time", .shortest(saving.shareOfTime)),
      ("p95_before_ms", .milliseconds(mean: saving.p95Before)),
      ("p95_after_ms", .milliseconds(mean: saving.p95After)),
      ("method", .string(ProseText()(saving.method))),
    ])
  }

  /// Where an operation's time goes; the parts add up to its sum exactly.
  func value(_ time: TimeDecomposition) -> JSONValue {
    .object([
      ("database_ms", .milliseconds(time.database)),
      ("wait_ms", .milliseconds(time.wait)),
      ("fields_ms", .milliseconds(time.fields)),
      ("unexplained_ms", .milliseconds(time.unexplained)),
      ("sampled_requests", .integer(time.sampled)),
      ("recorded_requests", .integer(time.recorded)),
    ])
  }

  func value(_ common: CommonValue) -> JSONValue {
    .object([
      ("property", value(common.property)),
      ("second", common.second.map(value) ?? .null),
      ("slow", .integer(common.slow)),
      ("slow_total", .integer(common.slowTotal)),
      ("other", .integer(common.other)),
      ("other_total", .integer(common.otherTotal)),
      ("risk_ratio", .shortest(common.riskRatio)),
      ("low", .shortest(common.low)),
      ("high", .shortest(common.high)),
      ("adjusted_p", .shortest(common.adjustedP)),
    ])
  }

  private func value(_ property: CommonValue.Property) -> JSONValue {
    .object([
      ("dimension", .string(property.dimension.word)),
      ("name", .string(property.name)),
      ("value", .string(property.value)),
    ])
  }
}

extension CommonValue.Property.Dimension {
  /// The word of the JSON report.
  var word: String {
    switch self {
    case .host: "host"
    case .release: "release"
    case .client: "client"
    case .clientVersion: "client_version"
    case .signature: "signature"
    case .errorCode: "error_code"
    case .refusal: "refused"
    case .cacheMiss: "cache_miss"
    case .listItems: "list_items"
    case .hour: "hour"
    }
  }
}
