internal import MetricLog

extension RequestSample {
  /// Takes a request whose hash is admitted, with its statements, fields, caches and error codes.
  @inline(never)
  mutating func take(
    _ batch: RecordBatch,
    _ row: RequestRow,
    _ hash: UInt64,
    _ source: SourceKey,
    _ translation: BatchTranslation,
    _ limit: SampleLimit
  ) {
    var request = SampledRequest(row, hash, source, translation)
    request.firstPart = Int32(truncatingIfNeeded: parts.count)
    request.statements = UInt8(clamping: row.statements.count)
    request.fields = UInt8(clamping: row.fields.count)
    request.caches = UInt8(clamping: row.caches.count)
    request.errorCodes = UInt8(clamping: row.errorCodes.count)
    request.isCut =
      max(row.statements.count, row.fields.count, row.caches.count, row.errorCodes.count) > 255
    for index in row.statements.indices.prefix(255) {
      append(SampledPart(batch.statements[index], translation))
    }
    for index in row.fields.indices.prefix(255) {
      append(SampledPart(batch.fields[index], translation))
    }
    for index in row.caches.indices.prefix(255) {
      append(SampledPart(batch.caches[index], translation))
    }
    for index in row.errorCodes.indices.prefix(255) {
      append(SampledPart(first: translation[batch.errorCodes[index]]))
    }
    insert(request, limit)
  }
}

extension SampledRequest {
  /// Takes what the record has; names become the digest's.
  fileprivate init(
    _ row: RequestRow,
    _ hash: UInt64,
    _ source: SourceKey,
    _ translation: BatchTranslation
  ) {
    self.hash = hash
    seq = row.head.seq
    traceHigh = row.traceHigh
    traceLow = row.traceLow
    timeMicroseconds = row.head.timeMicroseconds
    nanoseconds = row.durationNanoseconds
    weight = row.weight
    databaseCount = row.databaseCount
    databaseNanoseconds = row.databaseNanoseconds
    waitNanoseconds = row.waitNanoseconds
    memoryDeltaBytes = row.memoryDeltaBytes
    residentBytes = row.residentBytes
    requestBytes = row.requestBytes
    responseBytes = row.responseBytes
    complexity = row.complexity
    errors = row.errors
    depth = Int32(clamping: row.depth)
    status = row.status
    writer = source.writer
    host = source.host
    release = source.release
    clientName = translation[row.clientName]
    clientVersion = translation[row.clientVersion]
    signature = translation[row.signature]
    presence = row.presence
    refusal = row.refusal
  }

  /// The hash by which a request is chosen: that of its identity, or of its content when it has none.
  @inline(__always)
  static func hash(_ row: RequestRow, _ sourceHash: UInt64) -> UInt64 {
    row.head.seq > 0 ? StableHash.combine(sourceHash, row.head.seq) : contentHash(row, sourceHash)
  }

  /// Equal requests of one source have equal hashes and are equal samples.
  @inline(never)
  private static func contentHash(_ row: RequestRow, _ sourceHash: UInt64) -> UInt64 {
    [
      UInt64(bitPattern: row.head.timeMicroseconds), UInt64(bitPattern: row.durationNanoseconds),
      row.traceHigh, row.traceLow, UInt64(bitPattern: row.databaseCount),
      UInt64(bitPattern: row.databaseNanoseconds), UInt64(bitPattern: row.waitNanoseconds),
      UInt64(bitPattern: row.memoryDeltaBytes), UInt64(bitPattern: row.residentBytes),
      UInt64(bitPattern: row.requestBytes), UInt64(bitPattern: row.responseBytes),
      UInt64(bitPattern: row.complexity), UInt64(bitPattern: row.depth),
      UInt64(bitPattern: row.errors), UInt64(bitPattern: row.weight),
      UInt64(UInt32(bitPattern: row.status)), UInt64(row.presence.rawValue),
    ].reduce(sourceHash) { StableHash.combine($0, $1) }
  }
}

extension SampledPart {
  fileprivate init(_ row: StatementRow, _ translation: BatchTranslation) {
    first = translation[row.fingerprint]
    second = translation[row.field].index
    count = Self.clamped(row.count)
    other = Self.clamped(row.distinct)
    amount = row.nanoseconds
  }

  fileprivate init(_ row: FieldRow, _ translation: BatchTranslation) {
    first = translation[row.field]
    count = Self.clamped(row.calls)
    other = Self.clamped(row.items)
    amount = row.nanoseconds
  }

  fileprivate init(_ row: CacheRow, _ translation: BatchTranslation) {
    first = translation[row.name]
    second = UInt32(clamping: row.level)
    count = Self.clamped(row.hits)
    other = Self.clamped(row.misses)
    amount = row.writes
  }
}
