import Analysis
import MetricLog

extension JSONRenderer {
  /// One operation with everything below it.
  func value(_ operation: OperationReport) -> JSONValue {
    .object(identity(operation) + figures(operation) + details(operation))
  }

  private func identity(_ operation: OperationReport) -> [JSONValue.Member] {
    let signatures = operation.signatures.map { ($0.signature, $0.requests) }
    return [
      ("rank", .integer(operation.rank)),
      ("service", .string(operation.service)),
      ("env", .string(operation.env)),
      ("name", name(operation.name, isOther: operation.isOther)),
      ("other", .boolean(operation.isOther)),
      ("kind", .string(operation.kind.name)),
      ("signatures", counted(signatures, "signature")),
    ]
  }

  private func figures(_ operation: OperationReport) -> [JSONValue.Member] {
    counts(operation.metrics)
      + shares(operation.shareOfTime, operation.requestsPerSecond)
      + summaries(operation.metrics)
  }

  private func shares(_ shareOfTime: Double, _ rate: Double?) -> [JSONValue.Member] {
    [("share_of_time", .shortest(shareOfTime)), ("requests_per_second", .shortest(rate))]
  }

  private func details(_ operation: OperationReport) -> [JSONValue.Member] {
    [
      ("statements_per_request", distribution(operation.statementsPerRequest)),
      ("memory_growth_per_request", distribution(operation.memoryPerRequest)),
      ("response_bytes_per_request", distribution(operation.responseBytesPerRequest)),
      ("histogram", histogram(operation.histogram)),
      ("error_codes", counted(operation.errorCodes.map { ($0.code, $0.requests) }, "code")),
      ("refusals", counted(operation.refusals.map { ($0.limit, $0.requests) }, "limit")),
      ("statements", .array(operation.statements.map(statement))),
      ("caches", .array(operation.caches.map(cacheLevel))),
      ("fields", .array(operation.fields.map(field))),
      ("releases", releases(operation.releases)),
      ("hosts", .array(operation.hosts.map(slice))),
      ("clients", .array(operation.clients.map(slice))),
      ("time", operation.time.map(value) ?? .null),
      ("slow_in_common", .array(operation.slowInCommon.map(value))),
      ("slowest", .array(operation.slowest.map(example))),
      ("hours", .array(operation.hours.map(value))),
    ]
  }

  /// The operations that are not listed, as one.
  func value(_ rest: RestReport) -> JSONValue {
    .object(
      [("operations", .integer(rest.operations))] + counts(rest.metrics)
        + shares(rest.shareOfTime, rest.requestsPerSecond) + summaries(rest.metrics)
        + [("histogram", histogram(rest.histogram))]
    )
  }

  /// The requests that started in one stretch of time.
  func value(_ hour: HourReport) -> JSONValue {
    .object(
      [
        ("start", .time(hour.startMicroseconds)),
        (
          "seconds",
          .number(ExactDecimal.text(hour.lengthMicroseconds, decimals: 6))
        ),
      ] + counts(hour.metrics) + summaries(hour.metrics)
        + (hour.histogram.isEmpty ? [] : [("histogram", histogram(hour.histogram))])
    )
  }

  /// The figures of each release.
  func releases(_ releases: [(release: String, metrics: Metrics)]) -> JSONValue {
    .array(
      releases.map { release, metrics in
        .object([("release", .string(release))] + counts(metrics) + summaries(metrics))
      }
    )
  }

  private func counted(_ rows: [(String, Int64)], _ key: String) -> JSONValue {
    .array(rows.map { .object([(key, .string($0.0)), ("requests", .integer($0.1))]) })
  }

  private func distribution(_ distribution: Distribution?) -> JSONValue {
    guard let distribution else { return .null }
    return .object([
      ("min", .integer(distribution.min)),
      ("p50", .integer(distribution.p50)),
      ("p95", .integer(distribution.p95)),
      ("p99", .integer(distribution.p99)),
      ("max", .integer(distribution.max)),
    ])
  }

  func histogram(_ bars: [HistogramBar]) -> JSONValue {
    .array(
      bars.map {
        .object([
          ("from_ms", .milliseconds($0.lowerNanoseconds)), ("requests", .integer($0.requests)),
        ])
      }
    )
  }

  private func statement(_ statement: StatementReport) -> JSONValue {
    .object([
      ("fingerprint", name(statement.fingerprint, isOther: statement.isOther)),
      ("other", .boolean(statement.isOther)),
      ("field", .string(statement.field)),
      ("text", .string(statement.text)),
      ("requests", .integer(statement.requests)),
      ("count", .integer(statement.count)),
      ("max_per_request", .integer(statement.maxPerRequest)),
      ("time_ms", .milliseconds(statement.nanoseconds)),
      ("distinct", .integer(statement.distinct)),
    ])
  }

  func cacheLevel(_ cache: CacheReport) -> JSONValue {
    .object(
      [
        ("name", name(cache.name, isOther: cache.isOther)),
        ("other", .boolean(cache.isOther)),
        ("level", .integer(cache.level)),
        ("requests", .integer(cache.requests)),
      ] + cacheMembers(cache.counts)
    )
  }

  private func field(_ field: FieldReport) -> JSONValue {
    .object([
      ("field", name(field.field, isOther: field.isOther)),
      ("other", .boolean(field.isOther)),
      ("requests", .integer(field.requests)),
      ("calls", .integer(field.calls)),
      ("time_ms", .milliseconds(field.nanoseconds)),
      ("items", .integer(field.items)),
    ])
  }

  private func slice(_ slice: SliceReport) -> JSONValue {
    .object([
      ("name", name(slice.name, isOther: slice.isOther)),
      ("other", .boolean(slice.isOther)),
      ("version", .string(slice.version)),
      ("requests", .integer(slice.requests)),
      ("requests_with_errors", .integer(slice.requestsWithErrors)),
      ("time_ms", .milliseconds(slice.nanoseconds)),
    ])
  }

  /// One request, to be found again.
  func example(_ example: RequestExample) -> JSONValue {
    .object(
      [
        ("time", .time(example.timeMicroseconds)),
        ("duration_ms", .milliseconds(example.nanoseconds)),
        ("trace_id", .string(example.traceID)),
        ("writer", .string(example.writer)),
        ("seq", .integer(example.seq)),
      ] + place(example)
    )
  }

  /// The file and line of an example, where somebody looked them up.
  func place(_ example: RequestExample) -> [JSONValue.Member] {
    example.line.map { [("file", .string(example.file)), ("line", .integer($0))] } ?? []
  }
}
