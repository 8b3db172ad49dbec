internal import MetricLog
internal import Statistics

/// Where an operation's time goes: parts that add up to the whole, to the nanosecond.
///
/// A request's sums of statement times, waits and field times overlap where work runs at the same
/// time, so they may exceed its duration. They are therefore taken in turn: database and wait share
/// what they fill of the duration, in proportion; fields get what is left, up to their own time (that
/// of their statements and waits taken off); nothing explains the rest.
package struct TimeDecomposition: Sendable, Equatable {
  /// Statements.
  package var database: Int64 = 0
  /// Waiting for a connection.
  package var wait: Int64 = 0
  /// Resolvers, without the two above.
  package var fields: Int64 = 0
  /// What the log does not explain.
  package var unexplained: Int64 = 0
  /// Sampled requests that the shares come from; all of them when it is the number of records.
  package var sampled = 0
  /// Sampled requests that recorded statements or fields.
  package var recorded = 0

  package init() {}

  /// The whole.
  package var total: Int64 { database + wait + fields + unexplained }

  /// The whole nanoseconds in a number that is not negative; half of all there are at most, so that
  /// two of them can be added.
  private static func whole(_ nanoseconds: Double) -> Int64 {
    min(Int64(exactly: nanoseconds.rounded(.down)) ?? .max, Int64.max / 2)
  }

  /// The parts of one request.
  init(_ operation: OperationEvidence, _ request: SampledRequest) {
    let duration = max(0, request.nanoseconds)
    let fieldTime = operation.parts(request, .field).reduce(0.0) { $0 + Double($1.amount) }
    let work = Double(request.databaseNanoseconds) + Double(request.waitNanoseconds)
    let worked = min(Double(duration), work)
    if work > 0 {
      wait = Self.whole(worked * (Double(request.waitNanoseconds) / work))
      database = max(0, Self.whole(worked) - wait)
    }
    let rest = duration - min(duration, database + wait)
    fields = min(rest, Self.whole(max(0, fieldTime - work)))
    unexplained = rest - fields
    sampled = 1
    recorded = request.presence.contains(.database) || request.fields > 0 ? 1 : 0
  }

  /// The parts of all requests of an operation: those of the sample, scaled to the exact total.
  init(_ operation: OperationEvidence) {
    var sums = (database: 0.0, wait: 0.0, fields: 0.0, unexplained: 0.0)
    for request in operation.requests {
      let parts = TimeDecomposition(operation, request)
      let weight = Double(request.weight)
      sums.database += weight * Double(parts.database)
      sums.wait += weight * Double(parts.wait)
      sums.fields += weight * Double(parts.fields)
      sums.unexplained += weight * Double(parts.unexplained)
      sampled += 1
      recorded += parts.recorded
    }
    let all = sums.database + sums.wait + sums.fields + sums.unexplained
    let total = operation.duration.sum
    guard all > 0 else {
      unexplained = total
      return
    }
    // Each part is at most what is left, so that rounding cannot make the sum larger than the whole.
    func part(_ sum: Double, of rest: Int64) -> Int64 {
      min(rest, Self.whole(Double(total) * (sum / all)))
    }
    database = part(sums.database, of: total)
    wait = part(sums.wait, of: total - database)
    fields = part(sums.fields, of: total - database - wait)
    unexplained = total - database - wait - fields
  }
}
