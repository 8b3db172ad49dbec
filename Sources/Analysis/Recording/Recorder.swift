package import MetricLog
internal import Statistics

/// Adds batches of records to a digest: counters, sketches and bounded lists, no text.
///
/// Every worker has its own, so that none waits for another and a digest's counters stay in the cache
/// of one core; only the claim on a record, by which it is counted once, is shared.
package struct Recorder: Sendable {
  var digest: Digest
  private let selection: SelectionFilter

  package init(selection: Selection = Selection(), limits: DigestLimits = .standard) {
    self.selection = SelectionFilter(selection)
    digest = Digest(limits: limits)
  }

  /// Adds the records of a batch that this recorder has not counted before.
  package mutating func record(_ batch: RecordBatch, _ translation: inout BatchTranslation) {
    var batch = batch
    digest.claim(&batch, &translation.claims)
    recordClaimed(batch, &translation)
  }

  /// Adds the records of a batch, all of which have been claimed (``Digest/claim(_:_:)``).
  package mutating func recordClaimed(_ batch: RecordBatch, _ translation: inout BatchTranslation) {
    translation.update(batch, &digest, selection)
    for row in batch.requests.indices { admitRequest(batch, row, &translation) }
    recordGroups(batch, translation)
    recordTexts(batch, translation)
    recordEvents(batch, translation)
    recordProcesses(batch, translation)
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

  /// Hands the digest out and starts a new one; the translation starts anew as well.
  package mutating func takeDigest(_ translation: inout BatchTranslation) -> Digest {
    let taken = digest
    digest = Digest(limits: taken.limits)
    translation = BatchTranslation()
    return taken
  }

  /// Whether the selection admits a record that is no request.
  @inline(__always)
  func selects(_ head: RecordHead, _ translation: BatchTranslation) -> Bool {
    translation.sources[Int(head.source)].isSelected
      && selection.admits(time: head.timeMicroseconds)
  }

  /// Counts a request that is new and selected, and notes its operation.
  @inline(__always)
  private mutating func admitRequest(
    _ batch: RecordBatch,
    _ index: Int,
    _ translation: inout BatchTranslation
  ) {
    let head = batch.requests[index].head
    let name = batch.requests[index].operationName
    guard selects(head, translation), translation.admitted[Int(name.index)] else {
      digest.unselected += 1
      return
    }
    let place = operation(batch, index, &translation)
    let period = period(head, translation)
    digest.firstMicroseconds = min(digest.firstMicroseconds, head.timeMicroseconds)
    digest.lastMicroseconds = max(digest.lastMicroseconds, head.timeMicroseconds)
    if batch.requests[index].weight != 1 { digest.sampledLines += 1 }
    groups.add(row: index, place: place, period: period)
    sample(batch, index, translation)
  }

  private var groups = RowGroups()
  private var periods: [Period] = []
  /// Indices into `periods` by source and hour.
  private var periodIndices = IntegerMap()

  /// The index of the period that a request counts in.
  @inline(__always)
  private mutating func period(_ head: RecordHead, _ translation: BatchTranslation) -> Int {
    let hour = TimeGrid.hour(ofMicroseconds: head.timeMicroseconds)
    let key = UInt64(head.source) << 32 | UInt64(UInt32(bitPattern: hour))
    return periodIndices.find(key) ?? addPeriod(hour, key, translation)
  }

  @inline(never)
  private mutating func addPeriod(
    _ hour: Int32,
    _ key: UInt64,
    _ translation: BatchTranslation
  ) -> Int {
    let release = translation.sources[Int(key >> 32)].key.release
    let stretch = digest.periods.cells.stretch(ofHour: hour)
    let breakdownStretch = digest.periods.breakdowns.stretch(ofHour: hour)
    periods.append(
      Period(
        stretch: stretch,
        release: digest.periods.cells.insert(stretch, release, &digest.names),
        breakdownStretch: breakdownStretch,
        breakdownRelease: digest.periods.breakdowns
          .insert(breakdownStretch, release, &digest.names)
      )
    )
    periodIndices.insert(key, periods.count - 1)
    return periods.count - 1
  }

  /// Adds the batch's rows to their operations, one operation after the other: what a digest holds of
  /// one stays in the cache meanwhile.
  private mutating func recordGroups(_ batch: RecordBatch, _ translation: BatchTranslation) {
    let limit = digest.periods.detailLimit
    let sampleLimit = digest.sampleLimit
    groups.sort(places: digest.operations.items.count, others: digest.operations.others.count)
    for position in groups.sorted.indices {
      let (place, row) = (Int(groups.sorted[position].place), Int(groups.sorted[position].row))
      let period = periods[Int(groups.sorted[position].period)]
      if place >= 0 {
        digest.operations.items[place]
          .record(batch, row, period, translation, limit, sampleLimit, digest.names)
      } else {
        digest.operations.others[-1 - place]
          .record(batch, row, period, translation, limit, sampleLimit, digest.names)
      }
    }
    groups.removeAll()
    periods.removeAll(keepingCapacity: true)
    periodIndices.removeAll()
  }

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
    var hash = StableHash.combine(source.hash, head.seq)
    if head.seq == 0 {
      // Nothing but its content identifies such a record; two that are equal here are equal samples.
      let kind = UInt64(batch.requests[index].kind.rawValue)
      let name = batch.symbols.hash(of: batch.requests[index].operationName)
      let time = UInt64(bitPattern: head.timeMicroseconds)
      hash = StableHash.combine(StableHash.combine(hash, time), StableHash.combine(name, kind))
    }
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

  /// Operations times stretches times releases recorded so far.
  package var cellCount: Int { digest.cellCount }

  /// Hands the digest out, to be settled and used.
  package consuming func finish() -> Digest { digest }
}
