package import MetricLog
internal import Statistics

/// Adds batches of records to a digest: counters, sketches and bounded lists, no text.
///
/// Shared by the workers under one lock, which they take once a batch: so a record is counted once
/// although two workers read it, and the memory for many operations is needed once.
package struct Recorder: Sendable {
  var digest = Digest()
  private let selection: SelectionFilter

  package init(selection: Selection = Selection()) { self.selection = SelectionFilter(selection) }

  /// Adds the records of a batch that have not been counted before.
  package mutating func record(_ batch: RecordBatch, _ translation: inout BatchTranslation) {
    translation.update(batch, &digest, selection)
    for row in batch.requests.indices { recordRequest(batch, row, &translation) }
    recordTexts(batch, translation)
    recordEvents(batch, translation)
    recordProcesses(batch, translation)
    for head in batch.unknownRecords { _ = claim(head, translation) }
    for (unknown, count) in batch.unknownNames {
      let parent = unknown.parent.map { $0.rawValue + 1 } ?? 0
      digest.unknownNames.merge(
        Occurrences(Int64(count)),
        at: UnknownKey(parent: parent, name: translation[unknown.name]),
        names: digest.names
      )
    }
    digest.fit()
  }

  /// Notes that a record is counted; false when it had been counted before.
  @inline(__always)
  mutating func claim(_ head: RecordHead, _ translation: BatchTranslation) -> Bool {
    let source = translation.sources[Int(head.source)].index
    guard head.seq > 0, source >= 0 else {
      digest.unidentified += 1
      return true
    }
    if digest.sources.claim(source, head.seq) { return true }
    digest.duplicates += 1
    return false
  }

  /// Whether the selection admits a record that is no request.
  @inline(__always)
  func selects(_ head: RecordHead, _ translation: BatchTranslation) -> Bool {
    translation.sources[Int(head.source)].isSelected
      && selection.admits(time: head.timeMicroseconds)
  }

  @inline(__always)
  private mutating func recordRequest(
    _ batch: RecordBatch,
    _ index: Int,
    _ translation: inout BatchTranslation
  ) {
    let head = batch.requests[index].head
    guard claim(head, translation) else { return }
    let name = batch.requests[index].operationName
    guard selects(head, translation), translation.admitted[Int(name.index)] else {
      digest.unselected += 1
      return
    }
    let place = operation(batch, index, &translation)
    let stretch = digest.grid.stretch(ofMicroseconds: head.timeMicroseconds)
    if stretch != lastStretch {
      lastStretch = stretch
      digest.grid.insert(stretch)
    }
    digest.firstMicroseconds = min(digest.firstMicroseconds, head.timeMicroseconds)
    digest.lastMicroseconds = max(digest.lastMicroseconds, head.timeMicroseconds)
    if batch.requests[index].weight != 1 { digest.sampledLines += 1 }
    let limit = digest.detailLimit
    if place >= 0 {
      digest.operations.items[place].record(
        batch,
        index,
        stretch: stretch,
        translation,
        limit,
        digest.names
      )
    } else {
      digest.operations.others[-1 - place].record(
        batch,
        index,
        stretch: stretch,
        translation,
        limit,
        digest.names
      )
    }
    sample(batch, index, translation)
  }

  private var lastStretch = Int32.min

  /// The operation's place in the table.
  @inline(__always)
  private mutating func operation(
    _ batch: RecordBatch,
    _ index: Int,
    _ translation: inout BatchTranslation
  ) -> Int {
    let kind = batch.requests[index].kind
    let name = batch.requests[index].operationName
    let scope = translation.sources[Int(batch.requests[index].head.source)].scope
    let key = UInt64(scope) << 40 | UInt64(name.index) << 8 | UInt64(kind.rawValue)
    if let place = translation.operations.find(key) { return place }
    let source = translation.sources[Int(batch.requests[index].head.source)].key
    let place = digest.operations.place(
      of: OperationKey(
        service: source.service,
        env: source.env,
        name: translation[name],
        kind: kind
      ),
      names: digest.names
    )
    translation.operations.insert(key, place)
    return place
  }

  @inline(__always)
  private mutating func sample(
    _ batch: RecordBatch,
    _ index: Int,
    _ translation: BatchTranslation
  ) {
    let head = batch.requests[index].head
    let source = translation.sources[Int(head.source)]
    let duration = batch.requests[index].durationNanoseconds
    let identity =
      head.seq > 0 ? head.seq : UInt64(bitPattern: head.timeMicroseconds &+ duration)
    let hash = StableHash.combine(source.hash, identity)
    let weight = Double(duration) * Double(batch.requests[index].weight)
    guard digest.sample.admits(weight: weight, hash: hash) else { return }
    digest.sample.insert(
      weight: weight,
      hash: hash,
      operation: OperationKey(
        service: source.key.service,
        env: source.key.env,
        name: translation[batch.requests[index].operationName],
        kind: batch.requests[index].kind
      )
    )
  }

  /// Hands the digest out, to be settled and used.
  package consuming func finish() -> Digest { digest }
}
