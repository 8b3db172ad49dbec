package import MetricLog

/// What one worker's batches' sources are in the digest that claims their records.
package struct ClaimTranslation: Sendable {
  /// Indices into the digest's sources; ``tooMany`` when there were too many, and ``unknown`` until
  /// a record of the source is claimed.
  fileprivate var indices: [Int] = []
  fileprivate var generation = 0

  package init() {}

  fileprivate static let tooMany = -1
  fileprivate static let unknown = -2
}

extension Digest {
  /// Notes which records are counted, and takes those out of the batch that had been counted before.
  ///
  /// A record is known by its source and number, so it does not matter which file it is in, how often
  /// and in which compression. What writers say they dropped is noted here too.
  /// - Complexity: O(*n*), *n* being the batch's records; constant time each while numbers run on.
  package mutating func claim(_ batch: inout RecordBatch, _ translation: inout ClaimTranslation) {
    if translation.generation != batch.generation {
      translation.indices.removeAll()
      translation.generation = batch.generation
    }
    while translation.indices.count < batch.sources.count {
      translation.indices.append(ClaimTranslation.unknown)
    }
    let source = BatchSources(rows: batch.sources, symbols: batch.symbols)
    removeCounted(from: &batch.requests, &translation.indices, source)
    removeCounted(from: &batch.operationTexts, &translation.indices, source)
    removeCounted(from: &batch.statementTexts, &translation.indices, source)
    removeCounted(from: &batch.processes, &translation.indices, source)
    removeCounted(from: &batch.cacheEvents, &translation.indices, source)
    removeCounted(from: &batch.deploys, &translation.indices, source)
    removeCounted(from: &batch.alerts, &translation.indices, source)
    removeCounted(from: &batch.unknownRecords, &translation.indices, source)
    removeCounted(from: &batch.writers, &translation.indices, source)
    for row in batch.writers where row.dropped > 0 {
      let index = translation.indices[Int(row.head.source)]
      if index >= 0 { sources.addDropped(row.dropped, to: index) }
    }
  }

  private mutating func source(_ row: SourceRow, _ symbols: SymbolTable) -> Int {
    let key = SourceKey(
      service: names.internName(row.service, of: symbols),
      env: names.internName(row.env, of: symbols),
      host: names.internName(row.host, of: symbols),
      release: names.internName(row.release, of: symbols),
      writer: names.internName(row.writer, of: symbols)
    )
    return sources.index(of: key) ?? ClaimTranslation.tooMany
  }

  /// Claims every row; only when one had been counted are rows moved.
  @inline(__always)
  private mutating func removeCounted<Row: RecordRow>(
    from rows: inout [Row],
    _ indices: inout [Int],
    _ batch: BatchSources
  ) {
    var counted: [Int] = []
    for row in rows.indices where !claim(rows[row].head, &indices, batch) { counted.append(row) }
    guard !counted.isEmpty else { return }
    duplicates += Int64(counted.count)
    let isCounted = Set(counted)
    rows = rows.indices.filter { !isCounted.contains($0) }.map { rows[$0] }
  }

  /// Notes that a record is counted; false when it had been counted before.
  @inline(__always)
  private mutating func claim(
    _ head: RecordHead,
    _ indices: inout [Int],
    _ batch: BatchSources
  ) -> Bool {
    let index = indices[Int(head.source)]
    guard head.seq > 0, index >= 0 else { return claimFirst(head, &indices, batch) }
    return sources.claim(index, head.seq)
  }

  /// Claims a source's first record, or one that has no number.
  @inline(never)
  private mutating func claimFirst(
    _ head: RecordHead,
    _ indices: inout [Int],
    _ batch: BatchSources
  ) -> Bool {
    if indices[Int(head.source)] == ClaimTranslation.unknown {
      indices[Int(head.source)] = source(batch.rows[Int(head.source)], batch.symbols)
    }
    let index = indices[Int(head.source)]
    guard head.seq > 0, index >= 0 else {
      unidentified += 1
      return true
    }
    return sources.claim(index, head.seq)
  }

  /// Operations times stretches times releases that hold something: what merging costs.
  package var cellCount: Int {
    operations.items.reduce(0) { $0 + $1.cells.count }
      + operations.others.reduce(0) { $0 + $1.cells.count }
  }
}

/// The sources of a batch, while its rows are changed.
private struct BatchSources {
  let rows: [SourceRow]
  let symbols: SymbolTable
}
