internal import MetricLog
internal import Statistics

/// What comparisons and trends need of an operation's day, or of any set of requests: a dozen integers.
///
/// Sums are exact; quantiles are those of the day's sketch.
package struct OperationFigures: Sendable, Equatable {
  package var requests: Int64 = 0
  package var durationNanoseconds: Int64 = 0
  package var p50Nanoseconds: Int64 = 0
  package var p95Nanoseconds: Int64 = 0
  package var p99Nanoseconds: Int64 = 0
  package var requestsWithErrors: Int64 = 0
  /// Requests that said what they asked of databases, and their statements.
  package var statementRequests: Int64 = 0
  package var statements: Int64 = 0
  package var cacheHits: Int64 = 0
  package var cacheMisses: Int64 = 0
  /// Requests that recorded their growth of memory, and the net growth in bytes.
  package var memoryRequests: Int64 = 0
  package var memoryBytes: Int64 = 0

  package init() {}

  /// The figures of cells put together.
  init(_ gathered: Gathered) {
    let tally = gathered.tally
    let quantiles = gathered.duration.quantiles([0.5, 0.95, 0.99]).map { $0 ?? 0 }
    requests = tally.requests
    durationNanoseconds = gathered.duration.sum
    (p50Nanoseconds, p95Nanoseconds, p99Nanoseconds) = (quantiles[0], quantiles[1], quantiles[2])
    requestsWithErrors = tally.requestsWithErrors
    statementRequests = tally.database.statements.recorded
    statements = tally.database.statements.sum
    (cacheHits, cacheMisses) = (tally.cache.hits, tally.cache.misses)
    memoryRequests = tally.memory.recorded
    // Both are in 0...Int64.max, so the difference exists.
    memoryBytes = tally.memory.grownBytes - tally.memory.shrunkBytes
  }

  /// The level of a metric and what was counted for it; `nil` where the day has too little of it.
  package func level(_ metric: ComparisonMetric) -> (level: Double, count: Int64)? {
    guard let value = anyLevel(metric), value.count >= metric.leastCount else { return nil }
    return value
  }

  private func anyLevel(_ metric: ComparisonMetric) -> (level: Double, count: Int64)? {
    switch metric {
    case .p50: quantile(p50Nanoseconds)
    case .p95: quantile(p95Nanoseconds)
    case .p99: quantile(p99Nanoseconds)
    case .mean: mean(Double(durationNanoseconds), requests)
    case .errors: mean(Double(requestsWithErrors), requests)
    case .statements: mean(Double(statements), statementRequests)
    case .hitRate: mean(Double(cacheHits), cacheHits.addingClamped(cacheMisses))
    case .memory: mean(Double(memoryBytes), memoryRequests)
    case .requests: (Double(requests), requests)
    }
  }

  /// Requests that are told apart by their client alone have no quantiles.
  private func quantile(_ nanoseconds: Int64) -> (level: Double, count: Int64)? {
    nanoseconds > 0 ? (Double(nanoseconds), requests) : nil
  }

  private func mean(_ sum: Double, _ count: Int64) -> (level: Double, count: Int64)? {
    count > 0 ? (sum / Double(count), count) : nil
  }
}

extension OperationFigures: StoredRow {
  func encode(into writer: inout NamedWriter) {
    writer.bytes.naturals(requests, durationNanoseconds)
    writer.bytes.naturals(p50Nanoseconds, p95Nanoseconds, p99Nanoseconds, requestsWithErrors)
    writer.bytes.naturals(statementRequests, statements, cacheHits, cacheMisses, memoryRequests)
    writer.bytes.signed(memoryBytes)
  }

  init(from reader: inout NamedReader) throws(ByteCodingError) {
    self.init()
    (requests, durationNanoseconds) = (try reader.bytes.natural(), try reader.bytes.natural())
    p50Nanoseconds = try reader.bytes.natural()
    p95Nanoseconds = try reader.bytes.natural()
    p99Nanoseconds = try reader.bytes.natural()
    requestsWithErrors = try reader.bytes.natural()
    (statementRequests, statements) = (try reader.bytes.natural(), try reader.bytes.natural())
    (cacheHits, cacheMisses) = (try reader.bytes.natural(), try reader.bytes.natural())
    (memoryRequests, memoryBytes) = (try reader.bytes.natural(), try reader.bytes.signed())
  }
}
