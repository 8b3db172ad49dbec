internal import Statistics

/// Counters of a set of requests; adding two is exact and works in any order.
///
/// Sums of what cannot be negative stay at `Int64.max` when they get there.
package struct Tally: Sendable, Equatable {
  package var requests: Int64 = 0
  /// Log lines behind `requests`; equal to it unless the log was sampled.
  package var lines: Int64 = 0
  /// Requests with at least one GraphQL error or an HTTP status of 500 and above.
  package var requestsWithErrors: Int64 = 0
  /// GraphQL errors in all.
  package var errors: Int64 = 0
  /// Requests that a limit stopped.
  package var refused: Int64 = 0
  package var database = DatabaseMetrics()
  package var cache = CacheCounts()
  package var memory = MemoryMetrics()
  package var complexity = CountSummary()
  package var depth = CountSummary()
  package var requestBytes = CountSummary()
  package var responseBytes = CountSummary()

  package init() {}

  /// Adds another tally's counters.
  package mutating func merge(_ other: Tally) {
    requests = requests.addingClamped(other.requests)
    lines = lines.addingClamped(other.lines)
    requestsWithErrors = requestsWithErrors.addingClamped(other.requestsWithErrors)
    errors = errors.addingClamped(other.errors)
    refused = refused.addingClamped(other.refused)
    database.merge(other.database)
    cache.merge(other.cache)
    memory.merge(other.memory)
    complexity.merge(other.complexity)
    depth.merge(other.depth)
    requestBytes.merge(other.requestBytes)
    responseBytes.merge(other.responseBytes)
  }
}

extension CountSummary {
  /// Adds one value that `weight` requests recorded.
  @inline(__always)
  mutating func record(_ value: Int64, weight: Int64) {
    recorded = recorded.addingClamped(weight)
    sum = sum.addingClamped(value.multipliedClamped(by: weight))
    if value > max { max = value }
  }

  mutating func merge(_ other: CountSummary) {
    recorded = recorded.addingClamped(other.recorded)
    sum = sum.addingClamped(other.sum)
    max = Swift.max(max, other.max)
  }
}

extension DatabaseMetrics {
  mutating func merge(_ other: DatabaseMetrics) {
    statements.merge(other.statements)
    nanoseconds = nanoseconds.addingClamped(other.nanoseconds)
    waitNanoseconds = waitNanoseconds.addingClamped(other.waitNanoseconds)
  }
}

extension CacheCounts {
  mutating func merge(_ other: CacheCounts) {
    hits = hits.addingClamped(other.hits)
    misses = misses.addingClamped(other.misses)
    writes = writes.addingClamped(other.writes)
    evictions = evictions.addingClamped(other.evictions)
  }
}

extension MemoryMetrics {
  @inline(__always)
  mutating func record(delta: Int64, weight: Int64) {
    recorded = recorded.addingClamped(weight)
    if delta >= 0 {
      grownBytes = grownBytes.addingClamped(delta.multipliedClamped(by: weight))
      if delta > maxGrowthBytes { maxGrowthBytes = delta }
    } else {
      // -Int64.min does not exist; the clamped product of its neighbour is the same bound.
      let shrunk = (-Swift.max(delta, -Int64.max)).multipliedClamped(by: weight)
      shrunkBytes = shrunkBytes.addingClamped(shrunk)
    }
  }

  mutating func merge(_ other: MemoryMetrics) {
    recorded = recorded.addingClamped(other.recorded)
    grownBytes = grownBytes.addingClamped(other.grownBytes)
    shrunkBytes = shrunkBytes.addingClamped(other.shrunkBytes)
    maxGrowthBytes = Swift.max(maxGrowthBytes, other.maxGrowthBytes)
    maxResidentBytes = Swift.max(maxResidentBytes, other.maxResidentBytes)
  }
}
