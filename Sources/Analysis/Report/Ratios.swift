/// Means and rates that follow from the sums of a report; `nil` where there is nothing to divide by.
extension Metrics {
  /// Part of the requests that had an error, in 0...1.
  package var errorRate: Double? {
    tally.requests == 0 ? nil : Double(tally.requestsWithErrors) / Double(tally.requests)
  }
}

extension DatabaseMetrics {
  /// Statement time a request in nanoseconds, over the requests that had a `db` object.
  package var meanNanoseconds: Double? { ratio(nanoseconds, statements.recorded) }

  /// Wait for a connection a request in nanoseconds, over the requests that had a `db` object.
  package var meanWaitNanoseconds: Double? { ratio(waitNanoseconds, statements.recorded) }
}

extension StatementReport {
  /// Executions a request, over the requests that issued the statement.
  package var countPerRequest: Double? { ratio(count, requests) }

  /// Time a request in nanoseconds, over the requests that issued the statement.
  package var nanosecondsPerRequest: Double? { ratio(nanoseconds, requests) }
}

extension FieldReport {
  /// Calls a request, over the requests that called the field.
  package var callsPerRequest: Double? { ratio(calls, requests) }

  /// Time a request in nanoseconds, over the requests that called the field.
  package var nanosecondsPerRequest: Double? { ratio(nanoseconds, requests) }
}

extension SliceReport {
  /// Mean duration in nanoseconds.
  package var meanNanoseconds: Double? { ratio(nanoseconds, requests) }
}

extension PoolReport {
  /// Part of the samples in which every connection was in use, in 0...1.
  package var exhaustedShare: Double? { ratio(exhausted, samples) }
}

private func ratio(_ sum: Int64, _ count: Int64) -> Double? {
  count == 0 ? nil : Double(sum) / Double(count)
}
