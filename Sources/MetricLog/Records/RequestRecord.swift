/// One executed GraphQL operation, as a `request` line has it.
///
/// `nil` and empty arrays are absent from the line: what was not measured is never written as zero.
package struct RequestRecord: Hashable, Sendable {
  /// The start of the request, microseconds since 1970-01-01T00:00:00Z.
  package var timeMicroseconds: Int64
  /// The W3C trace that the request belongs to.
  package var traceID: TraceID?
  /// The app that sent the request.
  package var client: Client?
  /// The operation that was executed.
  package var operation: Operation
  /// From request received to response ready, by the monotonic clock, in nanoseconds.
  package var durationNanoseconds: Int64
  /// The HTTP status.
  package var status: Int?
  /// The number of GraphQL errors in the response.
  package var errorCount: Int
  /// The codes of the errors; empty means absent.
  package var errorCodes: [String] = []
  /// What the request asked of the database.
  package var database: Database?
  /// What the request asked of caches, one entry for each cache and level; empty means absent.
  package var caches: [CacheUse] = []
  /// What the request did to the memory of the process.
  package var memory: Memory?
  /// The size of the request's body.
  package var requestBytes: Int64?
  /// The size of the response's body.
  package var responseBytes: Int64?
  /// The resolvers that ran, one entry for each `Type.field`; empty means absent.
  package var fields: [FieldCall] = []
  /// The limit that stopped the request.
  package var refused: Refusal?
  /// How many requests this record stands for, at least 1; `nil` means 1.
  package var weight: Int?

  package init(
    timeMicroseconds: Int64,
    operation: Operation,
    durationNanoseconds: Int64,
    errorCount: Int = 0
  ) {
    self.timeMicroseconds = timeMicroseconds
    self.operation = operation
    self.durationNanoseconds = durationNanoseconds
    self.errorCount = errorCount
  }
}

extension RequestRecord {
  /// The app that sent a request.
  package struct Client: Hashable, Sendable {
    package var name: String?
    package var version: String?

    package init(name: String?, version: String? = nil) {
      self.name = name
      self.version = version
    }
  }

  /// The operation of a request.
  package struct Operation: Hashable, Sendable {
    /// The name as sent; `nil` when anonymous.
    package var name: String?
    /// What it does; ``OperationKind/unknown`` is not written.
    package var kind: OperationKind
    /// The hash of the operation without literals, aliases and order, written as 16 hex digits.
    package var signature: UInt64?
    /// The cost computed before execution.
    package var complexity: Int?
    /// The levels of nesting.
    package var depth: Int?

    package init(
      name: String?,
      kind: OperationKind,
      signature: UInt64? = nil,
      complexity: Int? = nil,
      depth: Int? = nil
    ) {
      self.name = name
      self.kind = kind
      self.signature = signature
      self.complexity = complexity
      self.depth = depth
    }
  }

  /// The use of memory by a request.
  package struct Memory: Hashable, Sendable {
    /// Growth during the request; negative when memory was given back.
    package var deltaBytes: Int64?
    /// The resident size of the process at the request's end.
    package var residentBytes: Int64?

    package init(deltaBytes: Int64?, residentBytes: Int64?) {
      self.deltaBytes = deltaBytes
      self.residentBytes = residentBytes
    }
  }
}

/// A W3C trace identifier: 128 bits, written as 32 hex digits.
package struct TraceID: Hashable, Sendable {
  /// The first 16 digits.
  package var high: UInt64
  /// The last 16 digits.
  package var low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}
