internal import MetricLog
internal import Statistics

extension OperationDigest {
  /// Adds one request of the batch.
  @inline(__always)
  mutating func record(
    _ batch: RecordBatch,
    _ index: Int,
    _ period: Period,
    _ translation: BatchTranslation,
    _ limit: DetailLimit,
    _ sampleLimit: SampleLimit,
    _ names: SymbolTable
  ) {
    let row = batch.requests[index]
    let source = translation.sources[Int(row.head.source)].key
    let hash = SampledRequest.hash(row, translation.sources[Int(row.head.source)].hash)
    if sample?.admits(hash) == true {
      sample?.take(batch, row, hash, source, translation, sampleLimit)
    }
    let hasError = row.errors > 0 || row.status >= 500
    let cell = cell(stretch: period.stretch, release: period.release)
    cells[cell].duration.record(row.durationNanoseconds, weight: row.weight)
    cells[cell].tally.record(row, hasError: hasError)
    for index in row.caches.indices {
      cells[cell].tally.cache.record(batch.caches[index], weight: row.weight)
    }
    let breakdown = breakdown(
      stretch: period.breakdownStretch,
      release: period.breakdownRelease
    )
    breakdowns[breakdown].details
      .record(batch, row, source, hasError: hasError, translation, limit, names)
    if row.presence.contains(.database) {
      statementsPerRequest.record(row.databaseCount, weight: row.weight)
    }
    if row.presence.contains(.memoryDelta) {
      memoryGrowth.record(max(0, row.memoryDeltaBytes), weight: row.weight)
    }
    if row.presence.contains(.responseBytes) {
      responseBytes.record(row.responseBytes, weight: row.weight)
    }
    offer(
      Exemplar(
        nanoseconds: row.durationNanoseconds,
        timeMicroseconds: row.head.timeMicroseconds,
        traceHigh: row.traceHigh,
        traceLow: row.traceLow,
        writer: source.writer,
        seq: row.head.seq
      ),
      names: names
    )
  }
}

extension DetailList {
  /// Adds one request.
  @inline(__always)
  mutating func record(
    _ batch: RecordBatch,
    _ row: RequestRow,
    _ source: SourceKey,
    hasError: Bool,
    _ translation: BatchTranslation,
    _ limit: DetailLimit,
    _ names: SymbolTable
  ) {
    let weight = row.weight
    beginRequest()
    let recorder = DetailRecorder(weight: weight, limit: limit)
    for index in row.statements.indices {
      recorder.statement(batch.statements[index], translation, names, &self)
    }
    for index in row.fields.indices {
      recorder.field(batch.fields[index], translation, names, &self)
    }
    for index in row.caches.indices {
      recorder.cache(batch.caches[index], translation, names, &self)
    }
    // Two errors of one code are one request with it.
    let codes = batch.errorCodes[row.errorCodes.indices]
    for index in codes.indices where !codes[..<index].contains(codes[index]) {
      let code = translation[codes[index]]
      recorder.count(DetailKey(first: code, second: 0, kind: .errorCode), names, &self)
    }
    let failed = hasError ? weight : 0
    if row.presence.contains(.client) {
      let key = DetailKey(
        first: translation[row.clientName],
        second: translation[row.clientVersion].index,
        kind: .client
      )
      recorder.slice(key, row.durationNanoseconds, failed: failed, names, &self)
    }
    recorder.slice(
      DetailKey(first: source.host, second: 0, kind: .host),
      row.durationNanoseconds,
      failed: failed,
      names,
      &self
    )
    if row.signature != .empty {
      recorder.count(
        DetailKey(first: translation[row.signature], second: 0, kind: .signature),
        names,
        &self
      )
    }
    if row.presence.contains(.refused) {
      recorder.count(
        DetailKey(first: .empty, second: UInt32(row.refusal.rawValue), kind: .refusal),
        names,
        &self
      )
    }
  }
}

extension Tally {
  @inline(__always)
  mutating func record(_ row: RequestRow, hasError: Bool) {
    let weight = row.weight
    requests = requests.addingClamped(weight)
    lines += 1
    if hasError { requestsWithErrors = requestsWithErrors.addingClamped(weight) }
    if row.errors > 0 { errors = errors.addingClamped(row.errors.multipliedClamped(by: weight)) }
    if row.presence.contains(.refused) { refused = refused.addingClamped(weight) }
    if row.presence.contains(.database) {
      database.statements.record(row.databaseCount, weight: weight)
    }
    database.nanoseconds = database.nanoseconds.addingClamped(
      row.databaseNanoseconds.multipliedClamped(by: weight)
    )
    database.waitNanoseconds = database.waitNanoseconds.addingClamped(
      row.waitNanoseconds.multipliedClamped(by: weight)
    )
    if row.presence.contains(.memoryDelta) {
      memory.record(delta: row.memoryDeltaBytes, weight: weight)
    }
    if row.residentBytes > memory.maxResidentBytes { memory.maxResidentBytes = row.residentBytes }
    if row.presence.contains(.complexity) { complexity.record(row.complexity, weight: weight) }
    if row.presence.contains(.depth) { depth.record(row.depth, weight: weight) }
    if row.presence.contains(.requestBytes) {
      requestBytes.record(row.requestBytes, weight: weight)
    }
    if row.presence.contains(.responseBytes) {
      responseBytes.record(row.responseBytes, weight: weight)
    }
  }
}

extension CacheCounts {
  @inline(__always)
  mutating func record(_ row: CacheRow, weight: Int64) {
    hits = hits.addingClamped(row.hits.multipliedClamped(by: weight))
    misses = misses.addingClamped(row.misses.multipliedClamped(by: weight))
    writes = writes.addingClamped(row.writes.multipliedClamped(by: weight))
    evictions = evictions.addingClamped(row.evictions.multipliedClamped(by: weight))
  }
}
