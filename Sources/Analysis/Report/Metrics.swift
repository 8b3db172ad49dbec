/// The figures of a set of requests: an operation, a release of it, an hour of it, or everything.
///
/// Counts are scaled by the records' `weight`; `lines` is the number of records behind them. What the
/// tally has can be asked of the metrics directly.
@dynamicMemberLookup
package struct Metrics: Sendable {
  package var tally = Tally()
  package var duration = DurationSummary()

  package init() {}

  /// The figures of a tally and its durations.
  init(_ tally: Tally, _ duration: DurationSummary) {
    self.tally = tally
    self.duration = duration
  }

  /// A counter of the tally.
  package subscript<Value>(dynamicMember member: WritableKeyPath<Tally, Value>) -> Value {
    get { tally[keyPath: member] }
    set { tally[keyPath: member] = newValue }
  }
}

/// A distribution of durations, in nanoseconds.
///
/// Count, sum, min and max are exact; each quantile is within 0.55 % of the exact order statistic
/// of rank ceil(p n), and exact when `isExact`.
package struct DurationSummary: Sendable, Equatable {
  package var count: Int64 = 0
  package var sum: Int64 = 0
  package var min: Int64 = 0
  package var p50: Int64 = 0
  package var p90: Int64 = 0
  package var p95: Int64 = 0
  package var p99: Int64 = 0
  package var max: Int64 = 0
  /// Whether the quantiles are exact order statistics.
  package var isExact = true

  package init() {}

  /// The mean, or 0 when nothing was recorded.
  package var mean: Double { count == 0 ? 0 : Double(sum) / Double(count) }
}

/// A count or a size over the requests that recorded it.
package struct CountSummary: Sendable, Equatable {
  /// Requests that recorded the value: absent is never zero.
  package var recorded: Int64 = 0
  package var sum: Int64 = 0
  package var max: Int64 = 0

  package init() {}

  /// The mean over the requests that recorded it, or `nil` when none did.
  package var mean: Double? { recorded == 0 ? nil : Double(sum) / Double(recorded) }
}

/// Database work of a set of requests.
package struct DatabaseMetrics: Sendable, Equatable {
  /// Statements; `recorded` is the number of requests that had a `db` object.
  package var statements = CountSummary()
  /// Sum of the statements' times, in nanoseconds; statements of one request may overlap.
  package var nanoseconds: Int64 = 0
  /// Sum of the waits for a connection, in nanoseconds; waits of one request may overlap.
  package var waitNanoseconds: Int64 = 0

  package init() {}
}

/// Look-ups of one cache or of all.
package struct CacheCounts: Sendable, Equatable {
  package var hits: Int64 = 0
  package var misses: Int64 = 0
  package var writes: Int64 = 0
  package var evictions: Int64 = 0

  package init() {}

  /// Hits per look-up in 0...1, or `nil` when nothing was looked up.
  package var hitRate: Double? {
    hits | misses == 0 ? nil : Double(hits) / (Double(hits) + Double(misses))
  }
}

/// Memory of the requests that recorded it.
package struct MemoryMetrics: Sendable, Equatable {
  /// Requests that recorded `memory.delta_bytes`.
  package var recorded: Int64 = 0
  /// Sum of the growths, in bytes.
  package var grownBytes: Int64 = 0
  /// Sum of the shrinkages, in bytes, as a positive number.
  package var shrunkBytes: Int64 = 0
  /// The largest growth of one request; 0 when none grew.
  package var maxGrowthBytes: Int64 = 0
  /// The largest resident size of a process at a request's end; 0 when not recorded.
  package var maxResidentBytes: Int64 = 0

  package init() {}

  /// Mean net growth a request in bytes, or `nil` when nothing was recorded.
  package var meanDeltaBytes: Double? {
    recorded == 0 ? nil : (Double(grownBytes) - Double(shrunkBytes)) / Double(recorded)
  }
}
