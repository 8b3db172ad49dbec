extension LineEncoder {
  /// Appends a `request` line.
  ///
  /// - Parameters:
  ///   - record: What the line says.
  ///   - seq: The record's number in its writer's life, from 1.
  ///   - line: The buffer that grows by the line.
  package mutating func append(_ record: RequestRecord, seq: UInt64, to line: inout [UInt8]) {
    appendHead(.request, timeMicroseconds: record.timeMicroseconds, seq: seq, to: &line)
    if let traceID = record.traceID { append(traceID, to: &line) }
    if let client = record.client { append(client, to: &line) }
    append(record.operation, to: &line)
    line.append(raw: ",\"duration_ms\":")
    line.append(milliseconds: record.durationNanoseconds)
    append(",\"status\":", record.status, to: &line)
    append(",\"errors\":", record.errorCount, to: &line)
    if !record.errorCodes.isEmpty { append(codes: record.errorCodes, to: &line) }
    if let database = record.database { append(database, to: &line) }
    if !record.caches.isEmpty { append(record.caches, to: &line) }
    if let memory = record.memory { append(memory, to: &line) }
    append(",\"request_bytes\":", record.requestBytes, to: &line)
    append(",\"response_bytes\":", record.responseBytes, to: &line)
    if !record.fields.isEmpty { append(record.fields, to: &line) }
    if let refused = record.refused {
      line.append(raw: ",\"refused\":\"")
      line.append(raw: refused.name)
      line.append(UInt8(ascii: "\""))
    }
    if let weight = record.weight {
      precondition(weight >= 1, "a record stands for at least one request")
      append(",\"weight\":", weight, to: &line)
    }
    appendEnd(to: &line)
  }

  func append(_ traceID: TraceID, to line: inout [UInt8]) {
    line.append(raw: ",\"trace_id\":\"")
    line.append(hex: traceID.high)
    line.append(hex: traceID.low)
    line.append(UInt8(ascii: "\""))
  }

  private func append(_ client: RequestRecord.Client, to line: inout [UInt8]) {
    line.append(raw: ",\"client\":{")
    if let name = client.name {
      line.append(raw: "\"name\":")
      line.append(jsonString: name)
    }
    if let version = client.version {
      if client.name != nil { line.append(UInt8(ascii: ",")) }
      line.append(raw: "\"version\":")
      line.append(jsonString: version)
    }
    line.append(UInt8(ascii: "}"))
  }

  private func append(_ operation: RequestRecord.Operation, to line: inout [UInt8]) {
    line.append(raw: ",\"operation\":{")
    let start = line.count
    append(",\"name\":", operation.name, to: &line)
    append(operation.kind, to: &line)
    append(",\"signature\":\"", hex: operation.signature, to: &line)
    append(",\"complexity\":", operation.complexity, to: &line)
    append(",\"depth\":", operation.depth, to: &line)
    if line.count > start { line.remove(at: start) }
    line.append(UInt8(ascii: "}"))
  }

  private func append(codes: [String], to line: inout [UInt8]) {
    var separator = ",\"error_codes\":["
    for code in codes {
      line.append(raw: separator)
      line.append(jsonString: code)
      separator = ","
    }
    line.append(UInt8(ascii: "]"))
  }

  private func append(_ memory: RequestRecord.Memory, to line: inout [UInt8]) {
    line.append(raw: ",\"memory\":{")
    if let delta = memory.deltaBytes {
      line.append(raw: "\"delta_bytes\":")
      line.append(number: delta)
    }
    if let resident = memory.residentBytes {
      if memory.deltaBytes != nil { line.append(UInt8(ascii: ",")) }
      line.append(raw: "\"resident_bytes\":")
      line.append(number: resident)
    }
    line.append(UInt8(ascii: "}"))
  }
}
