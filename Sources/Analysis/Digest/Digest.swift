package import MetricLog

/// A period of logs, condensed: what every report is made of.
///
/// Digests merge exactly: in any order and any grouping the result has the same content and, once
/// ``settle()`` has put it in order, the same bytes. `docs/ARCHITECTURE.md` says why.
package struct Digest: Sendable {
  /// How many rejected lines of each reason are kept as examples.
  package static let rejectionsKept = 5
  /// Longer operation and statement texts are cut here, in bytes.
  static let textLimit = 4096

  var names = SymbolTable()
  var grid = TimeGrid()
  var operations = OperationTable()
  var sample = WeightedSample()
  var sources = SourceTable()
  var operationTexts = BoundedTable<OperationTextKey, Occurrences>(limit: 8192)
  var statementTexts = BoundedTable<StatementTextKey, Occurrences>(limit: 8192)
  var deploys = BoundedTable<DeployKey, Occurrences>(limit: 4096)
  var alerts = BoundedTable<AlertKey, AlertTally>(limit: 4096)
  var processes = BoundedTable<ProcessKey, ProcessTally>(limit: 16_384)
  var cacheEvents = BoundedTable<CacheEventKey, CacheEventTally>(limit: 16_384)
  var unknownNames = BoundedTable<UnknownKey, Occurrences>(limit: 256)
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
  private var settledNames = 0

  package init() {}

  /// The detail that a digest of this size keeps.
  var detailLimit: DetailLimit { grid.detailLimit(operations: operations.boundedCount) }

  /// Adds the accounts and kept rejections of what was read.
  package mutating func add(accounts: [FileAccount], rejectedLines lines: [RejectedLine]) {
    files.append(contentsOf: accounts)
    rejectedLines.append(contentsOf: lines)
    keepFirstRejections()
  }

  private mutating func keepFirstRejections() {
    rejectedLines.sort { left, right in
      (left.reason.rawValue, left.path, left.line, left.offset)
        < (right.reason.rawValue, right.path, right.line, right.offset)
    }
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
  package mutating func merge(_ other: Digest) -> UInt64 {
    var other = other
    let otherNames = other.names
    var map = [Symbol?](repeating: nil, count: otherNames.count)
    other.renameAll { symbol in
      if let known = map[Int(symbol.index)] { return known }
      let new = names.intern(symbol, of: otherNames)
      map[Int(symbol.index)] = new
      return new
    }
    other.names = names
    align(with: &other)
    operations.merge(other.operations, limit: detailLimit, names: names)
    sample.merge(other.sample)
    mergeTables(other)
    mergeInput(other)
    let common = sources.merge(other.sources)
    fit()
    return common
  }

  /// Brings both digests to the same stretches of time.
  private mutating func align(with other: inout Digest) {
    let level = max(grid.level, other.grid.level)
    if grid.fit(operations: 0, minimumLevel: level) { regroup() }
    if other.grid.fit(operations: 0, minimumLevel: level) { other.regroup() }
    for stretch in other.grid.stretches { grid.insert(stretch) }
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
    duplicates += other.duplicates
    unidentified += other.unidentified
    unselected += other.unselected
    sampledLines += other.sampledLines
    firstMicroseconds = min(firstMicroseconds, other.firstMicroseconds)
    lastMicroseconds = max(lastMicroseconds, other.lastMicroseconds)
  }

  // MARK: - Limits

  /// Keeps the digest within its limits after operations or stretches were added.
  mutating func fit() {
    if operations.isOverfull { operations.settle(limit: detailLimit, names: names) }
    if grid.fit(operations: operations.boundedCount) { regroup() }
    if detailLimit > trimmedTo {
      trimmedTo = detailLimit
      let limit = trimmedTo
      operations.update { $0.trim(to: limit, names: names) }
    }
    if names.count > 2 * settledNames + (1 << 18) { compactNames() }
  }

  /// The detail that every list has been cut to.
  private var trimmedTo = DetailLimit.wide

  /// Moves everything to the grid's present stretches.
  private mutating func regroup() {
    let limit = detailLimit
    operations.update { $0.regroup(grid, limit: limit, names: names) }
    processes.mapKeys { $0.stretch = grid.stretch(ofHour: $0.stretch) }
    cacheEvents.mapKeys { $0.stretch = grid.stretch(ofHour: $0.stretch) }
  }

  /// Takes up work after having been read from its stored form.
  mutating func resume() {
    trimmedTo = detailLimit
    settledNames = names.count
  }

  // MARK: - Names

  private mutating func renameAll(_ rename: (Symbol) -> Symbol) {
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

  /// Forgets names that nothing uses, as a flood of names leaves them.
  private mutating func compactNames() { rebuildNames(sorted: false) }

  private mutating func rebuildNames(sorted: Bool) {
    var used = Set<Symbol>()
    renameAll { symbol in
      used.insert(symbol)
      return symbol
    }
    let old = names
    var order = Array(used)
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
    operations.settle(limit: detailLimit, names: names)
    if grid.fit(operations: operations.boundedCount) { regroup() }
    fit()
    sample.settle()
    settleTables()
    rebuildNames(sorted: true)
    operations.sort(names: names)
    sources.sort()
    files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
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
