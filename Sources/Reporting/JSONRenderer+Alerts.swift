import Analysis
import MetricLog

/// What was over its threshold in the log, and what servers had raised of it.
extension JSONRenderer {
  func value(_ alerts: LogAlerts) -> JSONValue {
    .object([
      ("profile", .string(alerts.profile)),
      ("rules", .array(alerts.totals.map(value))),
      ("alerts", .array(alerts.alerts.map(value))),
      ("more", .integer(alerts.more)),
      ("live_only", .array(alerts.unconfirmed.map(value))),
    ])
  }

  private func value(_ total: LogAlerts.RuleTotal) -> JSONValue {
    .object([
      ("rule", .string(total.rule.rawValue)),
      ("unit", .string(total.rule.unit)),
      ("subjects", .integer(total.subjects)),
      ("subjects_high", .integer(total.subjectsHigh)),
      ("confirmed", .integer(total.confirmed)),
      ("log_only", .integer(total.onlyInLog)),
      ("live_only", .integer(total.onlyLive)),
    ])
  }

  private func value(_ alert: LogAlert) -> JSONValue {
    .object([
      ("rule", .string(alert.rule.rawValue)),
      ("severity", .string(alert.severity.rawValue)),
      ("service", .string(alert.service)),
      ("env", .string(alert.env)),
      (
        "operation",
        alert.isOther || alert.operation != nil
          ? name(alert.operation?.name ?? "", isOther: alert.isOther) : .null
      ),
      ("kind", alert.operation.map { .string($0.kind.name) } ?? .null),
      ("subject", .string(alert.subject)),
      ("host", .string(alert.host)),
      ("unit", .string(alert.rule.unit)),
      ("medium_level", .shortest(alert.levels.medium)),
      ("high_level", .shortest(alert.levels.high)),
      ("counted", .string(alert.counted.rawValue)),
      ("judged", .integer(alert.judged)),
      ("above_medium", .count(alert.medium)),
      ("above_high", .count(alert.high)),
      ("first", .time(alert.firstMicroseconds)),
      ("last", .time(alert.lastMicroseconds)),
      ("time_resolution_hours", .integer(alert.resolutionMicroseconds / 3_600_000_000)),
      ("worst", .shortest(alert.worst)),
      ("example", alert.example.map { value($0, alert.exampleValue) } ?? .null),
      ("live", alert.live.map(value) ?? .null),
    ])
  }

  private func value(_ example: RequestExample, _ value: Double?) -> JSONValue {
    .object(
      [
        ("value", .shortest(value)),
        ("time", .time(example.timeMicroseconds)),
        ("duration_ms", .milliseconds(example.nanoseconds)),
        ("writer", .string(example.writer)),
        ("seq", .integer(example.seq)),
        ("trace_id", .string(example.traceID)),
      ] + place(example)
    )
  }

  private func value(_ live: LiveAlerts) -> JSONValue {
    .object([
      ("count", .integer(live.count)),
      ("first", .time(live.firstMicroseconds)),
      ("last", .time(live.lastMicroseconds)),
      ("max_value", .shortest(live.maxValue)),
      ("threshold", .shortest(live.threshold)),
      ("trace_id", .string(live.traceID)),
    ])
  }

  private func value(_ alert: UnconfirmedAlert) -> JSONValue {
    .object([
      ("rule", .string(alert.rule)),
      ("service", .string(alert.service)),
      ("env", .string(alert.env)),
      ("operation", .string(alert.operation)),
      ("unit", .string(alert.unit)),
      ("reason", .string(alert.reason.rawValue)),
      ("live", value(alert.live)),
    ])
  }
}

extension JSONValue {
  /// A count with its bounds and what it is based on.
  static func count(_ count: AlertCount) -> JSONValue {
    .object([
      ("count", .integer(count.likely)),
      ("least", .integer(count.least)),
      ("most", .integer(count.most)),
      ("basis", .string(count.basis.rawValue)),
    ])
  }
}
