import Analysis
import MetricLog

/// What servers wrote beside requests.
extension JSONRenderer {
  func value(_ folded: FoldedOperation) -> JSONValue {
    .object([
      ("service", .string(folded.service)),
      ("env", .string(folded.env)),
      ("name", .string(folded.name)),
      ("kind", .string(folded.kind.name)),
      ("sampled", .integer(folded.sampled)),
      ("share_of_time", .shortest(folded.shareOfTime)),
    ])
  }

  func value(_ deploy: DeployReport) -> JSONValue {
    .object([
      ("time", .time(deploy.timeMicroseconds)),
      ("service", .string(deploy.service)),
      ("env", .string(deploy.env)),
      ("host", .string(deploy.host)),
      ("release", .string(deploy.release)),
      ("note", .string(deploy.note)),
    ])
  }

  func value(_ alert: AlertReport) -> JSONValue {
    .object([
      ("service", .string(alert.service)),
      ("env", .string(alert.env)),
      ("rule", .string(alert.rule)),
      ("severity", .string(alert.severity)),
      ("operation", .string(alert.operation)),
      ("unit", .string(alert.unit)),
      ("count", .integer(alert.count)),
      ("first", .time(alert.firstMicroseconds)),
      ("last", .time(alert.lastMicroseconds)),
      ("max_value", .shortest(alert.maxValue)),
      ("threshold", .shortest(alert.threshold)),
      ("trace_id", .string(alert.traceID)),
    ])
  }

  func value(_ process: ProcessReport) -> JSONValue {
    .object([
      ("service", .string(process.service)),
      ("env", .string(process.env)),
      ("host", .string(process.host)),
      ("release", .string(process.release)),
      ("samples", .integer(process.samples)),
      ("resident_bytes", summary(process.residentBytes)),
      ("cpu_percent", percent(process.cpuMilliPercent)),
      ("in_flight", summary(process.inFlight)),
      ("pools", .array(process.pools.map(pool))),
      ("hours", .array(process.hours.map(hour))),
    ])
  }

  private func pool(_ pool: PoolReport) -> JSONValue {
    .object([
      ("name", .string(pool.name)),
      ("samples", .integer(pool.samples)),
      ("size", .integer(pool.size)),
      ("in_use", summary(pool.inUse)),
      ("waiting", summary(pool.waiting)),
      ("exhausted", .integer(pool.exhausted)),
      ("errors", summary(pool.errors)),
      ("hours", .array(pool.hours.map(hour))),
    ])
  }

  private func hour(_ hour: ProcessHour) -> JSONValue {
    .object([
      ("start", .time(hour.startMicroseconds)),
      ("samples", .integer(hour.samples)),
      ("resident_bytes", summary(hour.residentBytes)),
      ("in_flight", summary(hour.inFlight)),
    ])
  }

  private func hour(_ hour: PoolHour) -> JSONValue {
    .object([
      ("start", .time(hour.startMicroseconds)),
      ("samples", .integer(hour.samples)),
      ("in_use", summary(hour.inUse)),
      ("waiting", summary(hour.waiting)),
      ("exhausted", .integer(hour.exhausted)),
    ])
  }

  /// A summary of thousandths of a per cent as per cent, null when nothing was recorded.
  private func percent(_ summary: CountSummary) -> JSONValue {
    guard let mean = summary.mean else { return .null }
    return .object([
      ("count", .integer(summary.recorded)),
      ("sum", .number(ExactDecimal.text(summary.sum, decimals: 3))),
      ("mean", .shortest(mean / 1000)),
      ("max", .number(ExactDecimal.text(summary.max, decimals: 3))),
    ])
  }

  func value(_ event: CacheEventReport) -> JSONValue {
    .object([
      ("service", .string(event.service)),
      ("env", .string(event.env)),
      ("name", .string(event.name)),
      ("level", .integer(event.level)),
      ("event", .string(event.event)),
      ("reason", .string(event.reason)),
      ("events", .integer(event.events)),
      ("keys", .integer(event.keys)),
    ])
  }
}
