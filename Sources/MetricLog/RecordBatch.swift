/// Who wrote a record: names of the batch's symbol table.
package struct SourceRow: Hashable, Sendable {
  package var service: Symbol
  package var env: Symbol
  package var host: Symbol
  package var release: Symbol
  package var writer: Symbol

  package init(
    service: Symbol = .empty,
    env: Symbol = .empty,
    host: Symbol = .empty,
    release: Symbol = .empty,
    writer: Symbol = .empty
  ) {
    self.service = service
    self.env = env
    self.host = host
    self.release = release
    self.writer = writer
  }
}

/// What every record has beside its content.
package struct RecordHead: Sendable {
  /// Index into ``RecordBatch/sources``.
  package var source: UInt32 = 0
  /// The record's number in its writer's life, from 1; 0 when the record has none.
  package var seq: UInt64 = 0
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var timeMicroseconds: Int64 = 0

  package init() {}
}

/// A run of rows in one of the batch's detail arrays.
public struct RowRange: Sendable {
  /// The index of the first row.
  public var start: Int32 = 0
  /// The number of rows.
  public var count: Int32 = 0

  /// No rows.
  public init() {}

  /// The rows from an index on.
  @inlinable @inline(__always)
  public init(start: Int, count: Int) {
    self.start = Int32(truncatingIfNeeded: start)
    self.count = Int32(truncatingIfNeeded: count)
  }

  /// The indices of the rows.
  @inlinable @inline(__always)
  public var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// Which of a request's optional fields the log line had: absent is never zero.
///
/// Not an `OptionSet`: its operations come from a protocol of another module and were calls through
/// witness tables in the scanner's inner loop; these are single instructions.
public struct RequestPresence: Equatable, Sendable {
  @usableFromInline var bits: UInt16 = 0

  /// None of the fields.
  public init() {}

  /// The fields of a ``rawValue``.
  package init(rawValue: UInt16) { bits = rawValue }

  /// The fields as bits, to be stored.
  package var rawValue: UInt16 { bits }

  /// One of the fields.
  public struct Field: Sendable {
    @usableFromInline let bit: UInt16

    @inlinable @inline(__always)
    init(_ position: UInt16) { bit = 1 << position }

    /// `operation.complexity`.
    @inlinable public static var complexity: Field { Field(0) }
    /// `operation.depth`.
    @inlinable public static var depth: Field { Field(1) }
    /// `db.count`.
    @inlinable public static var database: Field { Field(2) }
    /// `memory.delta_bytes`.
    @inlinable public static var memoryDelta: Field { Field(3) }
    /// `memory.resident_bytes`.
    @inlinable public static var resident: Field { Field(4) }
    /// `request_bytes`.
    @inlinable public static var requestBytes: Field { Field(5) }
    /// `response_bytes`.
    @inlinable public static var responseBytes: Field { Field(6) }
    /// `refused`.
    @inlinable public static var refused: Field { Field(7) }
    /// `client`.
    @inlinable public static var client: Field { Field(8) }
  }

  /// Notes that a field is there.
  @inlinable @inline(__always)
  public mutating func insert(_ field: Field) { bits |= field.bit }

  /// Whether a field is there.
  @inlinable @inline(__always)
  public func contains(_ field: Field) -> Bool { bits & field.bit != 0 }
}

/// One `request` record.
///
/// Units are in the names; ranges point into the batch's detail arrays.
package struct RequestRow: Sendable {
  package var head = RecordHead()
  package var traceHigh: UInt64 = 0
  package var traceLow: UInt64 = 0
  package var durationNanoseconds: Int64 = 0
  package var databaseCount: Int64 = 0
  package var databaseNanoseconds: Int64 = 0
  package var waitNanoseconds: Int64 = 0
  package var memoryDeltaBytes: Int64 = 0
  package var residentBytes: Int64 = 0
  package var requestBytes: Int64 = 0
  package var responseBytes: Int64 = 0
  package var errors: Int64 = 0
  package var complexity: Int64 = 0
  package var depth: Int64 = 0
  /// How many requests the record stands for, at least 1.
  package var weight: Int64 = 1
  package var status: Int32 = 0
  package var clientName = Symbol.empty
  package var clientVersion = Symbol.empty
  package var operationName = Symbol.empty
  package var signature = Symbol.empty
  package var statements = RowRange()
  package var caches = RowRange()
  package var fields = RowRange()
  package var errorCodes = RowRange()
  package var presence = RequestPresence()
  package var kind = OperationKind.unknown
  package var refusal = Refusal.other

  package init() {}
}

/// One element of a request's `db.statements`.
package struct StatementRow: Sendable {
  package var fingerprint = Symbol.empty
  package var field = Symbol.empty
  package var count: Int64 = 0
  package var nanoseconds: Int64 = 0
  /// Different parameter sets; -1 when not measured.
  package var distinct: Int64 = -1

  package init() {}
}

/// One element of a request's `cache`.
package struct CacheRow: Sendable {
  package var name = Symbol.empty
  package var level: Int64 = 0
  package var hits: Int64 = 0
  package var misses: Int64 = 0
  package var writes: Int64 = 0
  package var evictions: Int64 = 0

  package init() {}
}

/// One element of a request's `fields`.
package struct FieldRow: Sendable {
  package var field = Symbol.empty
  package var calls: Int64 = 0
  package var nanoseconds: Int64 = 0
  /// List items returned in all; -1 when the field returns no list.
  package var items: Int64 = -1

  package init() {}
}

/// One `operation` record: the text behind a signature.
package struct OperationTextRow: Sendable {
  package var head = RecordHead()
  package var signature = Symbol.empty
  package var name = Symbol.empty
  package var kind = OperationKind.unknown
  package var document = Symbol.empty

  package init() {}
}

/// One `statement` record: the text behind a fingerprint.
package struct StatementTextRow: Sendable {
  package var head = RecordHead()
  package var fingerprint = Symbol.empty
  package var system = Symbol.empty
  package var text = Symbol.empty

  package init() {}
}

/// One `process` record: a sample of the process and its connection pools.
///
/// -1 is "not measured".
package struct ProcessRow: Sendable {
  package var head = RecordHead()
  package var residentBytes: Int64 = -1
  /// CPU use in thousandths of one core's per cent; -1 when not measured.
  package var cpuMilliPercent: Int64 = -1
  package var inFlight: Int64 = -1
  package var pools = RowRange()

  package init() {}
}

/// One element of a process sample's `pools`.
///
/// -1 is "not measured".
package struct PoolRow: Sendable {
  package var name = Symbol.empty
  package var size: Int64 = -1
  package var inUse: Int64 = -1
  package var waiting: Int64 = -1
  package var errors: Int64 = -1

  package init() {}
}

/// One `cache` record: something happened to a cache outside any request's counters.
package struct CacheEventRow: Sendable {
  package var head = RecordHead()
  package var name = Symbol.empty
  package var level: Int64 = 0
  package var event = Symbol.empty
  /// Keys concerned; 0 when the record does not say.
  package var keys: Int64 = 0
  package var reason = Symbol.empty

  package init() {}
}

/// One `deploy` record.
package struct DeployRow: Sendable {
  package var head = RecordHead()
  package var note = Symbol.empty

  package init() {}
}

/// One `alert` record: what a server raised live.
package struct AlertRow: Sendable {
  package var head = RecordHead()
  package var rule = Symbol.empty
  package var severity = Symbol.empty
  package var unit = Symbol.empty
  package var operation = Symbol.empty
  /// The cache or the connection pool.
  package var name = Symbol.empty
  /// The cache's level; 0 when the record does not say.
  package var level: Int64 = 0
  package var value = 0.0
  package var threshold = 0.0
  package var traceHigh: UInt64 = 0
  package var traceLow: UInt64 = 0

  package init() {}
}

/// One `writer` record: a log file opened, rotated or closed.
package struct WriterRow: Sendable {
  package var head = RecordHead()
  package var event = Symbol.empty
  /// Records lost to back-pressure since the writer's last `writer` record.
  package var dropped: Int64 = 0

  package init() {}
}

/// A name that stands in the log and not in the format: counted, never refused.
package struct UnknownName: Hashable, Sendable {
  /// The object it was found in, or `nil` for the value of a record's `type`.
  package var parent: FieldName?
  package var name: Symbol

  package init(parent: FieldName?, name: Symbol) {
    self.parent = parent
    self.name = name
  }
}

/// The accepted records of a piece of a log, as rows of plain integers.
///
/// Names are symbols of `symbols`, which keeps its content from batch to batch until
/// ``forgetNames()``; `generation` tells readers of the batch when that happened.
package struct RecordBatch: Sendable {
  package var symbols = SymbolTable()
  package var sources: [SourceRow] = []
  package var requests: [RequestRow] = []
  package var statements: [StatementRow] = []
  package var caches: [CacheRow] = []
  package var fields: [FieldRow] = []
  package var errorCodes: [Symbol] = []
  package var operationTexts: [OperationTextRow] = []
  package var statementTexts: [StatementTextRow] = []
  package var processes: [ProcessRow] = []
  package var pools: [PoolRow] = []
  package var cacheEvents: [CacheEventRow] = []
  package var deploys: [DeployRow] = []
  package var alerts: [AlertRow] = []
  package var writers: [WriterRow] = []
  /// Accepted records of types that the format does not have.
  package var unknownRecords: [RecordHead] = []
  package var unknownNames: [UnknownName: Int] = [:]
  /// Counts up each time the symbols and sources of earlier batches lose their meaning.
  package private(set) var generation = 0

  package init() {}

  /// About how much the batch holds: requests, and records of other types.
  package var rowCount: Int {
    requests.count + statementTexts.count + operationTexts.count + processes.count + alerts.count
      + cacheEvents.count + deploys.count + writers.count + unknownRecords.count
      + unknownNames.count
  }

  /// Empties the rows for the next piece of the log; symbols and sources stay.
  package mutating func removeRows() {
    requests.removeAll(keepingCapacity: true)
    statements.removeAll(keepingCapacity: true)
    caches.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    errorCodes.removeAll(keepingCapacity: true)
    operationTexts.removeAll(keepingCapacity: true)
    statementTexts.removeAll(keepingCapacity: true)
    processes.removeAll(keepingCapacity: true)
    pools.removeAll(keepingCapacity: true)
    cacheEvents.removeAll(keepingCapacity: true)
    deploys.removeAll(keepingCapacity: true)
    alerts.removeAll(keepingCapacity: true)
    writers.removeAll(keepingCapacity: true)
    unknownRecords.removeAll(keepingCapacity: true)
    unknownNames.removeAll(keepingCapacity: true)
  }

  /// Empties the batch and forgets every name, so that a flood of names cannot fill the memory.
  package mutating func forgetNames() {
    removeRows()
    symbols.removeAll()
    sources.removeAll(keepingCapacity: true)
    generation += 1
  }
}
