internal import MetricLog

extension LineScanner {
  /// Reads a member that only `request` records have.
  @inline(__always)
  mutating func requestField(_ field: FieldName) throws(ScanFailure) {
    switch field {
    case .traceID: (record.request.traceHigh, record.request.traceLow) = try traceID()
    case .client: try client()
    case .operation: try operation()
    case .durationMs: record.request.durationNanoseconds = try nanoseconds(field)
    case .status:
      let status = try count(field)
      guard status <= 999 else { throw fail(.numberOutOfRange, field) }
      record.request.status = Int32(status)
    case .errors: record.request.errors = try count(field)
    case .errorCodes: try errorCodes()
    case .db: try database()
    case .cache: try caches()
    case .memory: try memory()
    case .requestBytes:
      record.request.requestBytes = try count(field)
      record.request.presence.insert(.requestBytes)
    case .responseBytes:
      record.request.responseBytes = try count(field)
      record.request.presence.insert(.responseBytes)
    case .fields: try fields()
    case .refused: try refused()
    default: try weight()
    }
  }

  private mutating func client() throws(ScanFailure) {
    record.request.presence.insert(.client)
    try object(.client, allowed: masks.client) { (scanner, field) throws(ScanFailure) in
      switch field {
      case .name: scanner.record.request.clientName = try scanner.symbol(field)
      default: scanner.record.request.clientVersion = try scanner.symbol(field)
      }
    }
  }

  private mutating func operation() throws(ScanFailure) {
    try object(.operation, allowed: masks.operation) {
      (scanner, field) throws(ScanFailure) in
      switch field {
      case .name: scanner.record.request.operationName = try scanner.symbol(field)
      case .kind: scanner.record.request.kind = try scanner.operationKind()
      case .signature: scanner.record.request.signature = try scanner.symbol(field)
      case .complexity:
        scanner.record.request.complexity = try scanner.count(field)
        scanner.record.request.presence.insert(.complexity)
      default:
        scanner.record.request.depth = try scanner.count(field)
        scanner.record.request.presence.insert(.depth)
      }
    }
  }

  @inline(__always)
  mutating func operationKind() throws(ScanFailure) -> OperationKind {
    let token = try string(.kind)
    guard let kind = words.operationKinds.find(token, scratch) else {
      throw fail(.invalidValue, .kind)
    }
    return kind
  }

  private mutating func errorCodes() throws(ScanFailure) {
    let start = batch.errorCodes.count
    try array(.errorCodes) { (scanner) throws(ScanFailure) in
      let code = try scanner.symbol(.errorCodes)
      scanner.batch.errorCodes.append(code)
    }
    record.request.errorCodes = RowRange(start: start, count: batch.errorCodes.count - start)
  }

  private mutating func database() throws(ScanFailure) {
    let present = try object(.db, allowed: masks.database) {
      (scanner, field) throws(ScanFailure) in
      switch field {
      case .count: scanner.record.request.databaseCount = try scanner.count(field)
      case .timeMs: scanner.record.request.databaseNanoseconds = try scanner.nanoseconds(field)
      case .waitMs: scanner.record.request.waitNanoseconds = try scanner.nanoseconds(field)
      default: try scanner.statements()
      }
    }
    if present & FieldName.count.bit != 0 { record.request.presence.insert(.database) }
  }

  private mutating func statements() throws(ScanFailure) {
    let start = batch.statements.count
    try array(.statements) { (scanner) throws(ScanFailure) in
      var row = scanner.prototypes.statement
      let present = try scanner.object(.statements, allowed: scanner.masks.statement) {
        (scanner, field) throws(ScanFailure) in
        switch field {
        case .fingerprint: row.fingerprint = try scanner.symbol(field)
        case .field: row.field = try scanner.symbol(field)
        case .count: row.count = try scanner.count(field)
        case .timeMs: row.nanoseconds = try scanner.nanoseconds(field)
        default: row.distinct = try scanner.count(field)
        }
      }
      try scanner.requireElement(present, .fingerprint, .count)
      scanner.batch.statements.append(row)
    }
    record.request.statements = RowRange(start: start, count: batch.statements.count - start)
  }

  private mutating func caches() throws(ScanFailure) {
    let start = batch.caches.count
    try array(.cache) { (scanner) throws(ScanFailure) in
      var row = scanner.prototypes.cache
      let present = try scanner.object(.cache, allowed: scanner.masks.cache) {
        (scanner, field) throws(ScanFailure) in
        switch field {
        case .name: row.name = try scanner.symbol(field)
        case .level: row.level = try scanner.count(field)
        case .hits: row.hits = try scanner.count(field)
        case .misses: row.misses = try scanner.count(field)
        case .writes: row.writes = try scanner.count(field)
        default: row.evictions = try scanner.count(field)
        }
      }
      try scanner.requireElement(present, .name)
      scanner.batch.caches.append(row)
    }
    record.request.caches = RowRange(start: start, count: batch.caches.count - start)
  }

  private mutating func memory() throws(ScanFailure) {
    try object(.memory, allowed: masks.memory) { (scanner, field) throws(ScanFailure) in
      switch field {
      case .deltaBytes:
        scanner.record.request.memoryDeltaBytes = try scanner.signedInteger(field)
        scanner.record.request.presence.insert(.memoryDelta)
      default:
        scanner.record.request.residentBytes = try scanner.count(field)
        scanner.record.request.presence.insert(.resident)
      }
    }
  }

  private mutating func fields() throws(ScanFailure) {
    let start = batch.fields.count
    try array(.fields) { (scanner) throws(ScanFailure) in
      var row = scanner.prototypes.field
      let present = try scanner.object(.fields, allowed: scanner.masks.field) {
        (scanner, field) throws(ScanFailure) in
        switch field {
        case .field: row.field = try scanner.symbol(field)
        case .calls: row.calls = try scanner.count(field)
        case .timeMs: row.nanoseconds = try scanner.nanoseconds(field)
        default: row.items = try scanner.count(field)
        }
      }
      try scanner.requireElement(present, .field)
      scanner.batch.fields.append(row)
    }
    record.request.fields = RowRange(start: start, count: batch.fields.count - start)
  }

  private mutating func refused() throws(ScanFailure) {
    let token = try string(.refused)
    record.request.refusal = words.refusals.find(token, scratch) ?? .other
    record.request.presence.insert(.refused)
  }

  private mutating func weight() throws(ScanFailure) {
    let weight = try count(.weight)
    guard weight > 0 else { throw fail(.invalidValue, .weight) }
    guard weight <= 1_000_000_000 else { throw fail(.numberOutOfRange, .weight) }
    record.request.weight = weight
  }

  /// Reads a W3C trace id: 32 hex digits.
  ///
  /// Any other text is read as absent, since no number of a report depends on it.
  @inline(__always)
  mutating func traceID() throws(ScanFailure) -> (high: UInt64, low: UInt64) {
    let token = try string(.traceID)
    guard token.count == 32, !token.isDecoded,
      let first = Swar.hex(token.start.word(at: 0)), let second = Swar.hex(token.start.word(at: 8)),
      let third = Swar.hex(token.start.word(at: 16)),
      let fourth = Swar.hex(token.start.word(at: 24))
    else { return (0, 0) }
    return (first << 32 | second, third << 32 | fourth)
  }
}
