/// The field names of the format, version 1.
///
/// The order matters to the scanner: names of records first, then names of nested objects only.
package enum FieldName: UInt8, CaseIterable, Sendable {
  case v, type, time, service, env, host, release, writer, seq
  case traceID, client, operation, durationMs, status, errors, errorCodes, db, cache, memory
  case requestBytes, responseBytes, fields, refused, weight
  case signature, name, kind, document
  case fingerprint, system, text
  case residentBytes, cpuPercent, inFlight, pools
  case level, event, keys, reason
  case note
  case rule, severity, value, threshold, unit
  case dropped
  case version, complexity, depth
  case count, timeMs, waitMs, statements
  case field, distinct
  case hits, misses, writes, evictions
  case deltaBytes
  case calls, items
  case size, inUse, waiting

  /// The first of the names that only nested objects have.
  package static let firstNested = FieldName.version

  /// The name as it stands in the log.
  package var text: String { Self.texts[Int(rawValue)] }

  private static let texts: [String] = [
    "v", "type", "time", "service", "env", "host", "release", "writer", "seq",
    "trace_id", "client", "operation", "duration_ms", "status", "errors", "error_codes", "db",
    "cache", "memory", "request_bytes", "response_bytes", "fields", "refused", "weight",
    "signature", "name", "kind", "document",
    "fingerprint", "system", "text",
    "resident_bytes", "cpu_percent", "in_flight", "pools",
    "level", "event", "keys", "reason",
    "note",
    "rule", "severity", "value", "threshold", "unit",
    "dropped",
    "version", "complexity", "depth",
    "count", "time_ms", "wait_ms", "statements",
    "field", "distinct",
    "hits", "misses", "writes", "evictions",
    "delta_bytes",
    "calls", "items",
    "size", "in_use", "waiting",
  ]
}
