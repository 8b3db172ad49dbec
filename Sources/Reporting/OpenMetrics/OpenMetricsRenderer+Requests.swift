import Analysis
import MetricLog

/// Figures of requests: of all together, and of each listed operation.
extension OpenMetricsRenderer {
  func totals(_ report: Report) -> [MetricFamily] {
    let totals = report.totals
    var requests = MetricFamily("requests", help: "Requests of the report's period.")
    requests.add(totals.requests)
    var failed = MetricFamily("failed_requests", help: "Requests with an error.")
    failed.add(totals.requestsWithErrors)
    var refused = MetricFamily("refused_requests", help: "Requests that a limit stopped.")
    refused.add(totals.refused)
    var duration = MetricFamily(
      "request_duration",
      unit: "seconds",
      help: "Quantiles of the duration of a request; quantile 1 is the slowest."
    )
    addQuantiles(totals.duration, to: &duration, [])
    var sum = MetricFamily(
      "request_duration_sum",
      unit: "seconds",
      help: "Duration of all requests together."
    )
    sum.add(nanoseconds: totals.duration.sum)
    var cache = MetricFamily(
      "cache_hit",
      unit: "ratio",
      help: "Hits a look-up, over all caches."
    )
    cache.add(number: totals.cache.hitRate)
    var operations = MetricFamily("operations", help: "Operations that the report tells apart.")
    operations.add(Int64(report.operations.count + (report.rest?.operations ?? 0)))
    return [requests, failed, refused, duration, sum, cache, operations]
  }

  func operations(_ report: Report) -> [MetricFamily] {
    var families = OperationFamilies()
    for operation in report.operations {
      families.add(
        operation.metrics,
        share: operation.shareOfTime,
        [
          ("service", LabelValue.name(operation.service)),
          ("env", LabelValue.name(operation.env)), ("operation", label(operation)),
          ("kind", operation.kind.name),
        ]
      )
    }
    if let rest = report.rest {
      families.add(rest.metrics, share: rest.shareOfTime, [("operation", "(rest)")])
    }
    return families.all
  }

  private func label(_ operation: OperationReport) -> String {
    if operation.isOther { return "(other)" }
    return operation.name.isEmpty ? "(anonymous)" : LabelValue.name(operation.name)
  }
}

/// Adds the quantiles of a distribution, the largest value being the last.
private func addQuantiles(
  _ duration: DurationSummary,
  to family: inout MetricFamily,
  _ labels: [MetricFamily.Label]
) {
  guard duration.count > 0 else { return }
  let quantiles = [
    ("0.5", duration.p50), ("0.9", duration.p90), ("0.95", duration.p95), ("0.99", duration.p99),
    ("1", duration.max),
  ]
  for (quantile, nanoseconds) in quantiles {
    family.add(nanoseconds: nanoseconds, labels + [("quantile", quantile)])
  }
}

/// The families that have a sample for each operation.
private struct OperationFamilies {
  private var requests = MetricFamily("operation_requests", help: "Requests of an operation.")
  private var failed = MetricFamily(
    "operation_failed_requests",
    help: "Requests of an operation with an error."
  )
  private var duration = MetricFamily(
    "operation_duration",
    unit: "seconds",
    help: "Quantiles of the duration of an operation's requests; quantile 1 is the slowest."
  )
  private var sum = MetricFamily(
    "operation_duration_sum",
    unit: "seconds",
    help: "Duration of all requests of an operation."
  )
  private var share = MetricFamily(
    "operation_time",
    unit: "ratio",
    help: "Part of the duration of all requests."
  )
  private var statements = MetricFamily(
    "operation_database_statements",
    help: "Database statements of an operation's requests."
  )
  private var database = MetricFamily(
    "operation_database",
    unit: "seconds",
    help: "Time of an operation's database statements, which may overlap."
  )
  private var cache = MetricFamily(
    "operation_cache_hit",
    unit: "ratio",
    help: "Hits a look-up of an operation, over all caches."
  )

  var all: [MetricFamily] {
    [requests, failed, duration, sum, share, statements, database, cache]
  }

  /// Adds an operation's figures; what it did not record gets no sample.
  mutating func add(_ metrics: Metrics, share: Double, _ labels: [MetricFamily.Label]) {
    requests.add(metrics.requests, labels)
    failed.add(metrics.requestsWithErrors, labels)
    addQuantiles(metrics.duration, to: &duration, labels)
    sum.add(nanoseconds: metrics.duration.sum, labels)
    self.share.add(number: share, labels)
    if metrics.database.statements.recorded > 0 {
      statements.add(metrics.database.statements.sum, labels)
      database.add(nanoseconds: metrics.database.nanoseconds, labels)
    }
    cache.add(number: metrics.cache.hitRate, labels)
  }
}
