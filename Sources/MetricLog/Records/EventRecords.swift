/// Something that happened to a cache as a whole.
package struct CacheRecord: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var timeMicroseconds: Int64
  package var name: String
  /// The level, 1 being asked first.
  package var level: Int?
  /// What happened, such as `invalidate`.
  package var event: String
  /// The keys that it concerned.
  package var keys: Int?
  /// Why, such as the name of a mutation.
  package var reason: String?

  package init(
    timeMicroseconds: Int64,
    name: String,
    level: Int? = nil,
    event: String,
    keys: Int? = nil,
    reason: String? = nil
  ) {
    self.timeMicroseconds = timeMicroseconds
    self.name = name
    self.level = level
    self.event = event
    self.keys = keys
    self.reason = reason
  }
}

/// A release began to run on the host.
package struct DeployRecord: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var timeMicroseconds: Int64
  /// A word on it, such as `rolling`.
  package var note: String?

  package init(timeMicroseconds: Int64, note: String? = nil) {
    self.timeMicroseconds = timeMicroseconds
    self.note = note
  }
}

/// A live alert that the server raised.
package struct AlertRecord: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var timeMicroseconds: Int64
  /// The rule that fired, such as `slow_query`.
  package var rule: String
  package var severity: String?
  /// What was measured, in ``unit``; not written unless finite.
  package var value: Double?
  /// What it was compared with, in ``unit``; not written unless finite.
  package var threshold: Double?
  package var unit: String?
  /// The name of the operation.
  package var operation: String?
  /// The cache or the connection pool.
  package var name: String?
  /// The cache's level, from 1.
  package var level: Int?
  package var traceID: TraceID?

  package init(
    timeMicroseconds: Int64,
    rule: String,
    severity: String? = nil,
    value: Double? = nil,
    threshold: Double? = nil,
    unit: String? = nil,
    operation: String? = nil,
    name: String? = nil,
    level: Int? = nil,
    traceID: TraceID? = nil
  ) {
    self.timeMicroseconds = timeMicroseconds
    self.rule = rule
    self.severity = severity
    self.value = value
    self.threshold = threshold
    self.unit = unit
    self.operation = operation
    self.name = name
    self.level = level
    self.traceID = traceID
  }
}

/// The writer opened, rotated or closed its file.
package struct WriterRecord: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var timeMicroseconds: Int64
  /// `open`, `rotate` or `close`.
  package var event: String
  /// The records that back-pressure cost since the last `writer` record.
  package var dropped: Int

  package init(timeMicroseconds: Int64, event: String, dropped: Int) {
    self.timeMicroseconds = timeMicroseconds
    self.event = event
    self.dropped = dropped
  }
}
