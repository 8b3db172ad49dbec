internal import MetricLog
internal import Statistics

extension RequestSample: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.count(requests.count)
    for request in requests {
      request.encode(into: &writer)
      for kind in SampledPart.Kind.allCases {
        let range = request.parts(kind)
        writer.count(range.count)
        for part in parts[range] { part.encode(into: &writer) }
      }
    }
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    var requests: [SampledRequest] = []
    var parts: [SampledPart] = []
    for _ in 0..<(try part.bytes.count(elementSize: 40)) {
      var request = try SampledRequest(from: &part)
      request.firstPart = Int32(truncatingIfNeeded: parts.count)
      request.statements = try Self.read(.statement, &part, into: &parts)
      request.fields = try Self.read(.field, &part, into: &parts)
      request.caches = try Self.read(.cache, &part, into: &parts)
      request.errorCodes = try Self.read(.errorCode, &part, into: &parts)
      requests.append(request)
    }
    guard parts.count <= Int(Int32.max) else { throw part.bytes.damaged }
    self.init(requests: requests, parts: parts)
  }

  private static func read(
    _ kind: SampledPart.Kind,
    _ part: inout PartReader,
    into parts: inout [SampledPart]
  ) throws(ByteCodingError) -> UInt8 {
    guard let count = UInt8(exactly: try part.bytes.count(elementSize: 5)) else {
      throw part.bytes.damaged
    }
    for _ in 0..<count {
      let new = try SampledPart(from: &part)
      guard kind != .statement || UInt64(new.second) < part.names else { throw part.bytes.damaged }
      parts.append(new)
    }
    return count
  }
}

extension SampledPart: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.symbol(first)
    writer.unsigned(UInt64(second))
    writer.unsigned(UInt64(count))
    // Absent is stored as 0, so that it takes one byte.
    writer.unsigned(UInt64(other &+ 1))
    writer.natural(amount)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    first = try part.symbol()
    second = try part.number()
    count = try part.number()
    other = try part.number() &- 1
    amount = try part.bytes.natural()
  }
}

extension SampledRequest: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.fixed(hash)
    writer.unsigned(seq)
    writer.fixed(traceHigh)
    writer.fixed(traceLow)
    writer.naturals(timeMicroseconds, nanoseconds, weight)
    writer.naturals(databaseCount, databaseNanoseconds, waitNanoseconds)
    writer.signed(memoryDeltaBytes)
    writer.naturals(residentBytes, requestBytes, responseBytes, complexity, errors)
    writer.signed(Int64(depth))
    writer.signed(Int64(status))
    writer.symbols(self.writer, host, release, clientName, clientVersion, signature)
    writer.unsigned(UInt64(presence.rawValue))
    writer.value(refusal)
    writer.flag(isCut)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    hash = try part.bytes.fixed()
    seq = try part.bytes.unsigned()
    traceHigh = try part.bytes.fixed()
    traceLow = try part.bytes.fixed()
    timeMicroseconds = try part.bytes.natural()
    nanoseconds = try part.bytes.natural()
    weight = try part.bytes.natural()
    databaseCount = try part.bytes.natural()
    databaseNanoseconds = try part.bytes.natural()
    waitNanoseconds = try part.bytes.natural()
    memoryDeltaBytes = try part.bytes.signed()
    residentBytes = try part.bytes.natural()
    requestBytes = try part.bytes.natural()
    responseBytes = try part.bytes.natural()
    complexity = try part.bytes.natural()
    errors = try part.bytes.natural()
    depth = Int32(clamping: try part.bytes.signed())
    status = Int32(clamping: try part.bytes.signed())
    writer = try part.symbol()
    host = try part.symbol()
    release = try part.symbol()
    clientName = try part.symbol()
    clientVersion = try part.symbol()
    signature = try part.symbol()
    presence = RequestPresence(
      rawValue: UInt16(truncatingIfNeeded: try part.bytes.unsigned())
    )
    refusal = try part.value(Refusal.self)
    isCut = try part.flag()
  }
}

extension PartReader {
  /// Reads a number of 32 bits.
  fileprivate mutating func number() throws(ByteCodingError) -> UInt32 {
    guard let number = UInt32(exactly: try bytes.unsigned()) else { throw bytes.damaged }
    return number
  }
}
