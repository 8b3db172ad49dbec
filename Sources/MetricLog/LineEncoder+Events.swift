/// Every record but the request.
///
/// The parameters are those of the request's: the record, its number in its writer's life from 1,
/// and the buffer that grows by the line.
extension LineEncoder {
  /// Appends an `operation` line.
  package mutating func append(_ record: OperationRecord, seq: UInt64, to line: inout [UInt8]) {
    appendHead(.operation, timeMicroseconds: record.timeMicroseconds, seq: seq, to: &line)
    append(",\"signature\":\"", hex: record.signature, to: &line)
    append(",\"name\":", record.name, to: &line)
    append(record.kind, to: &line)
    append(",\"document\":", record.document, to: &line)
    appendEnd(to: &line)
  }

  /// Appends a `statement` line.
  package mutating func append(_ record: StatementRecord, seq: UInt64, to line: inout [UInt8]) {
    appendHead(.statement, timeMicroseconds: record.timeMicroseconds, seq: seq, to: &line)
    append(",\"fingerprint\":\"", hex: record.fingerprint, to: &line)
    append(",\"system\":", record.system, to: &line)
    append(",\"text\":", record.text, to: &line)
    appendEnd(to: &line)
  }

  /// Appends a `process` line.
  package mutating func append(_ record: ProcessRecord, seq: UInt64, to line: inout [UInt8]) {
    appendHead(.process, timeMicroseconds: record.timeMicroseconds, seq: seq, to: &line)
    append(",\"resident_bytes\":", record.residentBytes, to: &line)
    append(",\"cpu_percent\":", record.cpuPercent, to: &line)
    append(",\"in_flight\":", record.inFlight, to: &line)
    if !record.pools.isEmpty { append(record.pools, to: &line) }
    appendEnd(to: &line)
  }

  private func append(_ pools: [ProcessRecord.Pool], to line: inout [UInt8]) {
    var separator = ",\"pools\":[{\"name\":"
    for pool in pools {
      line.append(raw: separator)
      line.append(jsonString: pool.name)
      append(",\"size\":", pool.size, to: &line)
      append(",\"in_use\":", pool.inUse, to: &line)
      append(",\"waiting\":", pool.waiting, to: &line)
      append(",\"errors\":", pool.errors, to: &line)
      line.append(UInt8(ascii: "}"))
      separator = ",{\"name\":"
    }
    line.append(UInt8(ascii: "]"))
  }

  /// Appends a `cache` line.
  package mutating func append(_ record: CacheRecord, seq: UInt64, to line: inout [UInt8]) {
    appendHead(.cache, timeMicroseconds: record.timeMicroseconds, seq: seq, to: &line)
    append(",\"name\":", record.name, to: &line)
    append(",\"level\":", record.level, to: &line)
    append(",\"event\":", record.event, to: &line)
    append(",\"keys\":", record.keys, to: &line)
    append(",\"reason\":", record.reason, to: &line)
    appendEnd(to: &line)
  }

  /// Appends a `deploy` line.
  package mutating func append(_ record: DeployRecord, seq: UInt64, to line: inout [UInt8]) {
    appendHead(.deploy, timeMicroseconds: record.timeMicroseconds, seq: seq, to: &line)
    append(",\"note\":", record.note, to: &line)
    appendEnd(to: &line)
  }

  /// Appends an `alert` line.
  package mutating func append(_ record: AlertRecord, seq: UInt64, to line: inout [UInt8]) {
    appendHead(.alert, timeMicroseconds: record.timeMicroseconds, seq: seq, to: &line)
    append(",\"rule\":", record.rule, to: &line)
    append(",\"severity\":", record.severity, to: &line)
    append(",\"value\":", record.value, to: &line)
    append(",\"threshold\":", record.threshold, to: &line)
    append(",\"unit\":", record.unit, to: &line)
    append(",\"operation\":", record.operation, to: &line)
    append(",\"name\":", record.name, to: &line)
    append(",\"level\":", record.level, to: &line)
    if let traceID = record.traceID { append(traceID, to: &line) }
    appendEnd(to: &line)
  }

  /// Appends a `writer` line.
  package mutating func append(_ record: WriterRecord, seq: UInt64, to line: inout [UInt8]) {
    appendHead(.writer, timeMicroseconds: record.timeMicroseconds, seq: seq, to: &line)
    append(",\"event\":", record.event, to: &line)
    append(",\"dropped\":", record.dropped, to: &line)
    appendEnd(to: &line)
  }
}
