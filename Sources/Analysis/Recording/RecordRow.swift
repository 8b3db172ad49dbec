internal import MetricLog

/// A row of a batch that knows whose record it is.
protocol RecordRow: Sendable {
  var head: RecordHead { get }

  /// Adds everything the record says, its head apart, to a hash that is the same in every process.
  func hash(into hash: inout ContentHash, _ batch: RecordBatch)
}

/// The hash of a record's content, by which a record without number is known.
struct ContentHash {
  private var state: UInt64
  private let symbols: SymbolTable

  /// Begins with what every record has; `type` tells the types of records apart.
  init(type: UInt64, _ head: RecordHead, _ batch: RecordBatch) {
    state = StableHash.start(Int(type))
    symbols = batch.symbols
    let source = batch.sources[Int(head.source)]
    add(source.service, source.env, source.host, source.release, source.writer)
    add(head.timeMicroseconds)
  }

  mutating func add(_ names: Symbol...) {
    for name in names { state = StableHash.mix(state, symbols.hash(of: name)) }
  }

  mutating func add(_ numbers: Int64...) {
    for number in numbers { state = StableHash.mix(state, UInt64(bitPattern: number)) }
  }

  mutating func add(bits: UInt64...) { for word in bits { state = StableHash.mix(state, word) } }

  var value: UInt64 { StableHash.finish(state) }
}

extension RequestRow: RecordRow {
  func hash(into hash: inout ContentHash, _ batch: RecordBatch) {
    hash.add(operationName, signature, clientName, clientVersion)
    hash.add(bits: traceHigh, traceLow, UInt64(kind.rawValue), UInt64(refusal.rawValue))
    hash.add(durationNanoseconds, databaseCount, databaseNanoseconds, waitNanoseconds)
    hash.add(memoryDeltaBytes, residentBytes, requestBytes, responseBytes)
    hash.add(errors, complexity, depth, weight, Int64(status))
    for row in batch.statements[statements.indices] {
      hash.add(row.fingerprint, row.field)
      hash.add(row.count, row.nanoseconds, row.distinct)
    }
    for row in batch.caches[caches.indices] {
      hash.add(row.name)
      hash.add(row.level, row.hits, row.misses, row.writes, row.evictions)
    }
    for row in batch.fields[fields.indices] {
      hash.add(row.field)
      hash.add(row.calls, row.nanoseconds, row.items)
    }
    for code in batch.errorCodes[errorCodes.indices] { hash.add(code) }
  }
}

extension OperationTextRow: RecordRow {
  func hash(into hash: inout ContentHash, _ batch: RecordBatch) {
    hash.add(signature, name, document)
    hash.add(bits: UInt64(kind.rawValue))
  }
}

extension StatementTextRow: RecordRow {
  func hash(into hash: inout ContentHash, _ batch: RecordBatch) {
    hash.add(fingerprint, system, text)
  }
}

extension ProcessRow: RecordRow {
  func hash(into hash: inout ContentHash, _ batch: RecordBatch) {
    hash.add(residentBytes, cpuMilliPercent, inFlight)
    for row in batch.pools[pools.indices] {
      hash.add(row.name)
      hash.add(row.size, row.inUse, row.waiting, row.errors)
    }
  }
}

extension CacheEventRow: RecordRow {
  func hash(into hash: inout ContentHash, _ batch: RecordBatch) {
    hash.add(name, event, reason)
    hash.add(level, keys)
  }
}

extension DeployRow: RecordRow {
  func hash(into hash: inout ContentHash, _ batch: RecordBatch) { hash.add(note) }
}

extension AlertRow: RecordRow {
  func hash(into hash: inout ContentHash, _ batch: RecordBatch) {
    hash.add(rule, severity, unit, operation)
    hash.add(bits: value.bitPattern, threshold.bitPattern, traceHigh, traceLow)
    // Histories know the hashes of records that had neither.
    guard name != .empty || level != 0 else { return }
    hash.add(name)
    hash.add(level)
  }
}

extension WriterRow: RecordRow {
  func hash(into hash: inout ContentHash, _ batch: RecordBatch) {
    hash.add(event)
    hash.add(dropped)
  }
}

extension RecordHead: RecordRow {
  var head: RecordHead { self }

  func hash(into hash: inout ContentHash, _ batch: RecordBatch) {}
}
