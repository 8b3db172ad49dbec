package import MetricLog

/// What one worker's batches' sources are in the digest that claims their records.
package struct ClaimTranslation: Sendable {
  /// Indices into the digest's sources; -1 when there were too many.
  fileprivate var indices: [Int] = []
  fileprivate var generation = 0

  package init() {}
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
    for index in translation.indices.count..<batch.sources.count {
      translation.indices.append(source(batch.sources[index], batch.symbols))
    }
    let indices = translation.indices
    removeCounted(from: &batch.requests, indices)
    removeCounted(from: &batch.operationTexts, indices)
    removeCounted(from: &batch.statementTexts, indices)
    removeCounted(from: &batch.processes, indices)
    removeCounted(from: &batch.cacheEvents, indices)
    removeCounted(from: &batch.deploys, indices)
    removeCounted(from: &batch.alerts, indices)
    removeCounted(from: &batch.unknownRecords, indices)
    removeCounted(from: &batch.writers, indices)
    for row in batch.writers where row.dropped > 0 {
      let source = indices[Int(row.head.source)]
      if source >= 0 { sources.addDropped(row.dropped, to: source) }
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
    return sources.index(of: key) ?? -1
  }

  /// Claims every row; only when one had been counted are rows moved.
  @inline(__always)
  private mutating func removeCounted<Row: RecordRow>(from rows: inout [Row], _ indices: [Int]) {
    var counted: [Int] = []
    for row in rows.indices where !claim(rows[row].head, indices) { counted.append(row) }
    guard !counted.isEmpty else { return }
    duplicates += Int64(counted.count)
    let isCounted = Set(counted)
    rows = rows.indices.filter { !isCounted.contains($0) }.map { rows[$0] }
  }

  /// Notes that a record is counted; false when it had been counted before.
  @inline(__always)
  private mutating func claim(_ head: RecordHead, _ indices: [Int]) -> Bool {
    let source = indices[Int(head.source)]
    guard head.seq > 0, source >= 0 else {
      unidentified += 1
      return true
    }
    return sources.claim(source, head.seq)
  }

  /// Operations times stretches times releases that hold something: what merging costs.
  package var cellCount: Int {
    operations.items.reduce(0) { $0 + $1.cells.count }
      + operations.others.reduce(0) { $0 + $1.cells.count }
  }
}

/// A row of a batch that knows whose record it is.
private protocol RecordRow {
  var head: RecordHead { get }
}

extension RequestRow: RecordRow {}
extension OperationTextRow: RecordRow {}
extension StatementTextRow: RecordRow {}
extension ProcessRow: RecordRow {}
extension CacheEventRow: RecordRow {}
extension DeployRow: RecordRow {}
extension AlertRow: RecordRow {}
extension WriterRow: RecordRow {}
extension RecordHead: RecordRow {
  fileprivate var head: RecordHead { self }
}
