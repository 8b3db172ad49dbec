import Analysis

/// The one encoding of figures that totals, operations, releases and hours share.
extension JSONRenderer {
  /// The counts of requests and errors.
  func counts(_ metrics: Metrics) -> [JSONValue.Member] {
    [
      ("requests", .integer(metrics.requests)),
      ("lines", .integer(metrics.lines)),
      ("requests_with_errors", .integer(metrics.requestsWithErrors)),
      ("errors", .integer(metrics.errors)),
      ("refused", .integer(metrics.refused)),
    ]
  }

  /// The summaries of what requests recorded; null for what none did.
  func summaries(_ metrics: Metrics) -> [JSONValue.Member] {
    [
      ("duration_ms", duration(metrics.duration)),
      ("db", database(metrics.database)),
      ("cache", cache(metrics.cache)),
      ("memory", memory(metrics.memory)),
      ("complexity", summary(metrics.complexity)),
      ("depth", summary(metrics.depth)),
      ("request_bytes", summary(metrics.requestBytes)),
      ("response_bytes", summary(metrics.responseBytes)),
    ]
  }

  private func duration(_ duration: DurationSummary) -> JSONValue {
    guard duration.count > 0 else { return .null }
    return .object([
      ("count", .integer(duration.count)),
      ("sum", .milliseconds(duration.sum)),
      ("mean", .milliseconds(mean: duration.mean)),
      ("min", .milliseconds(duration.min)),
      ("p50", .milliseconds(duration.p50)),
      ("p90", .milliseconds(duration.p90)),
      ("p95", .milliseconds(duration.p95)),
      ("p99", .milliseconds(duration.p99)),
      ("max", .milliseconds(duration.max)),
      ("exact", .boolean(duration.isExact)),
    ])
  }

  private func database(_ database: DatabaseMetrics) -> JSONValue {
    guard database.statements.recorded > 0 else { return .null }
    return .object([
      ("requests", .integer(database.statements.recorded)),
      ("statements", .integer(database.statements.sum)),
      ("max", .integer(database.statements.max)),
      ("time_ms", .milliseconds(database.nanoseconds)),
      ("wait_ms", .milliseconds(database.waitNanoseconds)),
      (
        "per_request",
        .object([
          ("statements", .shortest(database.statements.mean)),
          ("time_ms", .milliseconds(mean: database.meanNanoseconds)),
          ("wait_ms", .milliseconds(mean: database.meanWaitNanoseconds)),
        ])
      ),
    ])
  }

  /// The look-ups of a cache, or null when there were none and nothing else happened to it.
  func cache(_ counts: CacheCounts) -> JSONValue {
    guard counts != CacheCounts() else { return .null }
    return .object(cacheMembers(counts))
  }

  /// The members of a cache's counts.
  func cacheMembers(_ counts: CacheCounts) -> [JSONValue.Member] {
    [
      ("hits", .integer(counts.hits)),
      ("misses", .integer(counts.misses)),
      ("writes", .integer(counts.writes)),
      ("evictions", .integer(counts.evictions)),
      ("hit_rate", .shortest(counts.hitRate)),
    ]
  }

  private func memory(_ memory: MemoryMetrics) -> JSONValue {
    guard memory.recorded > 0 || memory.maxResidentBytes > 0 else { return .null }
    func grown(_ bytes: Int64) -> JSONValue { memory.recorded > 0 ? .integer(bytes) : .null }
    let resident = memory.maxResidentBytes
    return .object([
      ("requests", .integer(memory.recorded)),
      ("grown_bytes", grown(memory.grownBytes)),
      ("shrunk_bytes", grown(memory.shrunkBytes)),
      ("mean_delta_bytes", .shortest(memory.meanDeltaBytes)),
      ("max_growth_bytes", grown(memory.maxGrowthBytes)),
      ("max_resident_bytes", resident > 0 ? .integer(resident) : .null),
    ])
  }

  /// A count or size over the requests that recorded it, or null when none did.
  func summary(_ summary: CountSummary) -> JSONValue {
    guard summary.recorded > 0 else { return .null }
    return .object([
      ("count", .integer(summary.recorded)),
      ("sum", .integer(summary.sum)),
      ("mean", .shortest(summary.mean)),
      ("max", .integer(summary.max)),
    ])
  }
}
