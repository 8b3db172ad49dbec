import MetricLog

/// Exact sums over request records; a record counts as often as its weight says.
struct Tally: Encodable, Equatable {
  /// The lines.
  var records = 0
  /// The requests that the lines stand for.
  var requests = 0
  var requestsWithErrors = 0
  var errors = 0
  var refused = 0
  var durationNs: Int64 = 0
  var minNs: Int64?
  var maxNs: Int64?
  var statements = 0
  var dbTimeNs: Int64 = 0
  var dbWaitNs: Int64 = 0
  var requestBytes: Int64 = 0
  var responseBytes: Int64 = 0

  @inline(__always)
  mutating func add(_ record: RequestRecord) {
    let weight = record.weight ?? 1
    let factor = Int64(weight)
    records += 1
    requests += weight
    if record.errorCount > 0 {
      requestsWithErrors += weight
      errors += record.errorCount * weight
    }
    if record.refused != nil { refused += weight }
    let duration = record.durationNanoseconds
    durationNs += duration * factor
    minNs = min(minNs ?? .max, duration)
    maxNs = max(maxNs ?? .min, duration)
    if let database = record.database {
      statements += database.count * weight
      dbTimeNs += (database.timeNanoseconds ?? 0) * factor
      dbWaitNs += (database.waitNanoseconds ?? 0) * factor
    }
    requestBytes += (record.requestBytes ?? 0) * factor
    responseBytes += (record.responseBytes ?? 0) * factor
  }

  mutating func add(_ other: Tally) {
    guard other.records > 0 else { return }
    records += other.records
    requests += other.requests
    requestsWithErrors += other.requestsWithErrors
    errors += other.errors
    refused += other.refused
    durationNs += other.durationNs
    minNs = min(minNs ?? .max, other.minNs ?? .max)
    maxNs = max(maxNs ?? .min, other.maxNs ?? .min)
    statements += other.statements
    dbTimeNs += other.dbTimeNs
    dbWaitNs += other.dbWaitNs
    requestBytes += other.requestBytes
    responseBytes += other.responseBytes
  }
}
