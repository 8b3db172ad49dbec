package import MetricLog
internal import Statistics

/// A period of logs, condensed: what every report is made of.
///
/// Digests merge exactly: in any order and any grouping the result has the same content and, once
/// ``settle()`` has put it in order, the same bytes. `docs/ARCHITECTURE.md` says why.
package struct Digest: Sendable {
  /// How many rejected lines of each reason are kept as examples.
  package static let rejectionsKept = 5

  let limits: DigestLimits
  var names = SymbolTable()
  /// The stretches and releases of the operations' cells and breakdowns.
  var periods: Periods
  /// The stretches of processes and cache events.
  var eventGrid: TimeGrid
  var operations: OperationTable
  var sample: WeightedSample
  var sources: SourceTable
  var operationTexts: BoundedTable<OperationTextKey, Occurrences>
  var statementTexts: BoundedTable<StatementTextKey, Occurrences>
  var deploys: BoundedTable<DeployKey, Occurrences>
  var alerts: BoundedTable<AlertKey, AlertTally>
  var processes: BoundedTable<ProcessKey, Timeline<ProcessTally>>
  var cacheEvents: BoundedTable<CacheEventKey, Timeline<CacheEventTally>>
  var unknownNames: BoundedTable<UnknownKey, Occurrences>
  var files: [FileAccount] = []
  var rejectedLines: [RejectedLine] = []
  /// Records counted already when they were read again.
  var duplicates: Int64 = 0
  /// Records without `writer` and `seq`, or of more writers than are told apart.
  var unidentified: Int64 = 0
  /// Requests that the selection left out.
  var unselected: Int64 = 0
  /// Requests whose record stands for more than one.
  var sampledLines: Int64 = 0
  /// Start of the first and the last selected request.
  var firstMicroseconds = Int64.max
  var lastMicroseconds = Int64.min
  /// How many whole requests each operation keeps at present.
  private(set) var sampleLimit: SampleLimit
  private var settledNames = 0

  package init(limits: DigestLimits = .standard) {
    self.limits = limits
    periods = Periods(limits)
    eventGrid = TimeGrid(
      hourLimit: limits.eventCells,
      limit: limits.eventCells,
      releaseLimit: limits.releases
    )
    operations = OperationTable(limits)
    sampleLimit = SampleLimit(total: limits.wholeRequests, operations: 0)
    sample = WeightedSample(limits)
    sources = SourceTable(limits)
    operationTexts = BoundedTable(limit: limits.texts)
    statementTexts = BoundedTable(limit: limits.texts)
    deploys = BoundedTable(limit: limits.deploys)
    alerts = BoundedTable(limit: limits.alerts)
    processes = BoundedTable(limit: limits.processes)
    cacheEvents = BoundedTable(limit: limits.cacheEvents)
    unknownNames = BoundedTable(limit: limits.unknownNames)
  }

  /// Adds the accounts and kept rejections of what was read.
  package mutating func add(accounts: [FileAccount], rejectedLines lines: [RejectedLine]) {
    files.append(contentsOf: accounts)
    rejectedLines.append(contentsOf: lines)
    keepFirstRejections()
  }

  private mutating func keepFirstRejections() {
    rejectedLines.sort { $0.comesFirst($1) }
    var counts = [Int](repeating: 0, count: RejectionReason.allCases.count)
    rejectedLines.removeAll { line in
      counts[Int(line.reason.rawValue)] += 1
      return counts[Int(line.reason.rawValue)] > Self.rejectionsKept
    }
  }

  // MARK: - Merging

  /// Adds another digest.
  ///
  /// - Returns: How many records both digests held; they are now counted twice, which no digest can
  ///   undo: whoever merges decides what to do about it.
  /// - Complexity: O(*n*), *n* being the other's cells and entries.
  package mutating func merge(_ other: consuming Digest) -> UInt64 {
    if isEmpty, limits == other.limits {
      let generation = nameGeneration
      self = other
      nameGeneration = generation + 1
      return 0
    }
    let otherNames = other.names
    var map = [Symbol?](repeating: nil, count: otherNames.count)
    other.renameAll { symbol in
      if let known = map[Int(symbol.index)] { return known }
      let new = names.intern(symbol, of: otherNames)
      map[Int(symbol.index)] = new
      return new
    }
    periods.merge(other.periods, &names)
    if periods.areStale { regroup() }
    let level = eventGrid.level
    eventGrid.merge(other.eventGrid, &names)
    if eventGrid.level != level { regroupEvents() }
    other.eventGrid = eventGrid
    other.regroupEvents()
    var merge = merging()
    merge.hasSameStretches = other.periods.hasStretches(of: periods)
    operations.merge(&other.operations, merge)
    sample.merge(other.sample)
    mergeTables(other)
    mergeInput(other)
    let common = sources.merge(other.sources)
    fit()
    return common
  }

  /// Whether nothing has been added: there is not even a name.
  private var isEmpty: Bool {
    names.count == 1 && files.isEmpty && rejectedLines.isEmpty && operations.items.isEmpty
      && sources.sources.isEmpty && duplicates | unidentified | unselected | sampledLines == 0
      && periods.cells.periods == 0 && eventGrid.periods == 0
  }

  private mutating func mergeTables(_ other: Digest) {
    operationTexts.merge(other.operationTexts, names: names)
    statementTexts.merge(other.statementTexts, names: names)
    deploys.merge(other.deploys, names: names)
    alerts.merge(other.alerts, names: names)
    processes.merge(other.processes, names: names)
    cacheEvents.merge(other.cacheEvents, names: names)
    unknownNames.merge(other.unknownNames, names: names)
  }

  private mutating func mergeInput(_ other: Digest) {
    add(accounts: other.files, rejectedLines: other.rejectedLines)
    duplicates = duplicates.addingClamped(other.duplicates)
    unidentified = unidentified.addingClamped(other.unidentified)
    unselected = unselected.addingClamped(other.unselected)
    sampledLines = sampledLines.addingClamped(other.sampledLines)
    firstMicroseconds = min(firstMicroseconds, other.firstMicroseconds)
    lastMicroseconds = max(lastMicroseconds, other.lastMicroseconds)
  }

  // MARK: - Limits

  /// Keeps the digest within its limits after something was added.
  mutating func fit() {
    if operations.isOverfull { operations.settle(merging()) }
    fitSamples()
    if periods.fit(rows: operations.boundedCount, &names) { regroup() }
    let level = eventGrid.level
    let events = processes.boundedCount + cacheEvents.boundedCount
    eventGrid.fit(rows: events, &names)
    if eventGrid.level != level { regroupEvents() }
    if names.count > 2 * settledNames + (1 << 18) { rebuildNames(sorted: false) }
  }

  /// Brings the operations' samples within a limit that falls as operations are added.
  private mutating func fitSamples() {
    let limit = SampleLimit(
      total: limits.wholeRequests,
      operations: operations.boundedCount
    )
    guard limit != sampleLimit else { return }
    sampleLimit = limit
    operations.update { $0.sample?.settle(limit) }
  }

  /// How operations are added to one another at present.
  private mutating func merging() -> OperationMerge {
    // The name first: `names` is then complete.
    let other = names.intern(TimeGrid.otherRelease)
    return OperationMerge(
      periods: periods,
      sampleLimit: sampleLimit,
      otherRelease: other,
      names: names
    )
  }

  /// Moves the operations' cells and breakdowns to the periods that they count as now.
  private mutating func regroup() {
    let merge = merging()
    operations.update { $0.regroup(merge.periods, other: merge.otherRelease, names: merge.names) }
    periods.noteRegrouped()
  }

  private mutating func regroupEvents() {
    let grid = eventGrid
    processes.update { $0.regroup(grid) }
    cacheEvents.update { $0.regroup(grid) }
  }

  /// Moves everything to the periods that it counts as now.
  mutating func regroupAll() {
    regroup()
    regroupEvents()
  }

  /// Takes up work after having been read from its stored form.
  mutating func resume() {
    settledNames = names.count
    fitSamples()
    let limit = sampleLimit
    operations.update { $0.sample?.settle(limit) }
  }

  // MARK: - Names

  private mutating func renameAll(_ rename: (Symbol) -> Symbol) {
    periods.rename(rename)
    eventGrid.rename(rename)
    operations.update { $0.rename(rename) }
    sample.rename(rename)
    sources.rename(rename)
    operationTexts.rename(rename)
    statementTexts.rename(rename)
    deploys.rename(rename)
    alerts.rename(rename)
    processes.rename(rename)
    cacheEvents.rename(rename)
    unknownNames.rename(rename)
  }

  /// Changes when symbols of ``names`` lose their meaning.
  private(set) var nameGeneration = 0

  /// Forgets names that nothing uses, as a flood of names leaves them, and may sort the others.
  private mutating func rebuildNames(sorted: Bool) {
    let old = names
    var isUsed = [Bool](repeating: false, count: old.count)
    renameAll { symbol in
      isUsed[Int(symbol.index)] = true
      return symbol
    }
    var order = isUsed.indices.filter { isUsed[$0] }.map { Symbol(index: UInt32($0)) }
    if sorted {
      order.sort { old.utf8(of: $0).lexicographicallyPrecedes(old.utf8(of: $1)) }
    }
    var map = [Symbol](repeating: .empty, count: old.count)
    names = SymbolTable()
    for symbol in order { map[Int(symbol.index)] = names.intern(symbol, of: old) }
    renameAll { map[Int($0.index)] }
    operations.rename({ $0 }, names: names)
    settledNames = names.count
    nameGeneration += 1
  }

  /// Brings the digest into the one form that its content has: limits kept, names sorted, every list
  /// in order.
  package mutating func settle() {
    operations.settle(merging())
    fit()
    if periods.areStale { regroup() }
    let limit = sampleLimit
    operations.update { $0.sample?.settle(limit) }
    sample.settle()
    settleTables()
    rebuildNames(sorted: true)
    operations.sort(names: names)
    sources.sort()
    files.sort { $0.comesFirst($1) }
    keepFirstRejections()
  }

  private mutating func settleTables() {
    operationTexts.settle(names)
    statementTexts.settle(names)
    deploys.settle(names)
    alerts.settle(names)
    processes.settle(names)
    cacheEvents.settle(names)
    unknownNames.settle(names)
  }
}
