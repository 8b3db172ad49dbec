internal import MetricLog

/// How an operation is added to another: to which periods, and by which names.
struct OperationMerge {
  let periods: Periods
  let sampleLimit: SampleLimit
  /// The symbol of ``TimeGrid/otherRelease``.
  let otherRelease: Symbol
  let names: SymbolTable
  /// Whether the operations lie in stretches of the same lengths as those that they are added to.
  var hasSameStretches = false

  /// Whether an operation can be taken over as it is: all of it is at its place, and no more than is
  /// kept.
  func keeps(_ operation: OperationDigest) -> Bool {
    hasSameStretches && operation.lies(in: periods, other: otherRelease)
      && operation.sample?.fits(sampleLimit) != false
  }

  func callAsFunction(_ operation: OperationDigest, into target: inout OperationDigest) {
    target.merge(operation, periods, sampleLimit, other: otherRelease, names: names)
  }
}

/// Service and environment: what the row of folded operations is kept for.
struct ScopeKey: Hashable, Sendable {
  var service: Symbol
  var env: Symbol
}

/// The operations of a digest: at most a limit of them by name, the rest folded per scope.
///
/// Which are kept depends on the set of names only (``OperationKey/priority(_:)``), so that any order
/// of records and any grouping of merges gives the same table; whoever is folded never comes back,
/// so every kept operation is complete. Sums over the whole table are exact.
struct OperationTable: Sendable {
  /// The most operations that are kept.
  let limit: Int
  /// The most scopes whose folded operations have a row of their own.
  private let scopeLimit: Int

  var items: [OperationDigest] = []
  /// Folded operations, one item a scope; the key's name is empty.
  var others: [OperationDigest] = []
  private var priorities: [UInt64] = []
  private var indices: [OperationKey: Int] = [:]
  private var otherIndices: [ScopeKey: Int] = [:]
  /// The largest priority that may still be kept, once the table has been cut.
  private(set) var threshold = UInt64.max
  /// Changes when indices lose their meaning.
  private(set) var generation = 0

  init(_ limits: DigestLimits) {
    limit = limits.operations
    scopeLimit = limits.scopes
  }

  /// Takes operations as they were stored.
  mutating func restore(
    items: [OperationDigest],
    others: [OperationDigest],
    names: SymbolTable
  ) {
    self.items = items
    self.others = others
    reindex(names)
    if !others.isEmpty { threshold = priorities.max() ?? 0 }
  }

  /// The number of distinct operations up to the limit.
  var boundedCount: Int { min(items.count, limit) }

  /// Whether operations were folded.
  var isCut: Bool { !others.isEmpty }

  /// The place of an operation: an index into `items`, or -1 - an index into `others`.
  ///
  /// New ones are added.
  mutating func place(of key: OperationKey, names: SymbolTable) -> Int {
    if let index = indices[key] { return index }
    let priority = key.priority(names)
    guard priority <= threshold else { return -1 - otherIndex(key) }
    indices[key] = items.count
    priorities.append(priority)
    items.append(OperationDigest(key: key))
    return items.count - 1
  }

  private mutating func otherIndex(_ key: OperationKey) -> Int {
    let scope = ScopeKey(service: key.service, env: key.env)
    if let index = otherIndices[scope] { return index }
    otherIndices[scope] = others.count
    others.append(
      OperationDigest(
        key: OperationKey(service: key.service, env: key.env, name: .empty, kind: .unknown),
        isFolded: true
      )
    )
    return others.count - 1
  }

  /// Whether the table holds so much more than its limit that it should be cut back.
  var isOverfull: Bool {
    items.count > limit + limit / 4 || others.count > scopeLimit * 2
  }

  /// Cuts back to the limits.
  mutating func settle(_ merge: OperationMerge) {
    if items.count > limit {
      let order = items.indices.sorted { priorities[$0] < priorities[$1] }
      threshold = priorities[order[limit - 1]]
      for index in order.dropFirst(limit) {
        let other = otherIndex(items[index].key)
        merge(items[index], into: &others[other])
      }
      items = order.prefix(limit).sorted().map { items[$0] }
      reindex(merge.names)
    }
    if others.count > scopeLimit { foldScopes(merge) }
  }

  /// Keeps the scopes with the smallest hashes and folds the rest into the scope without a name.
  private mutating func foldScopes(_ merge: OperationMerge) {
    let nameless = ScopeKey(service: .empty, env: .empty)
    let ranked = others.filter { ScopeKey(service: $0.key.service, env: $0.key.env) != nameless }
      .map { (item: $0, hash: merge.names.combinedHash($0.key.service, $0.key.env)) }
      .sorted { $0.hash < $1.hash }.map(\.item)
    var rest = OperationDigest(
      key: OperationKey(service: .empty, env: .empty, name: .empty, kind: .unknown),
      isFolded: true
    )
    if let index = otherIndices[nameless] { rest = others[index] }
    for item in ranked.dropFirst(scopeLimit - 1) { merge(item, into: &rest) }
    others = ranked.prefix(scopeLimit - 1) + [rest]
    reindex(merge.names)
  }

  private mutating func reindex(_ names: SymbolTable) {
    generation += 1
    priorities = items.map { $0.key.priority(names) }
    indices.removeAll(keepingCapacity: true)
    for (index, item) in items.enumerated() { indices[item.key] = index }
    otherIndices.removeAll(keepingCapacity: true)
    for (index, other) in others.enumerated() {
      otherIndices[ScopeKey(service: other.key.service, env: other.key.env)] = index
    }
  }

  /// Changes every operation, folded ones included.
  mutating func update(_ change: (inout OperationDigest) -> Void) {
    for index in items.indices { change(&items[index]) }
    for index in others.indices { change(&others[index]) }
  }

  /// Keeps the operations, folded ones included, that a body says to keep, as the body leaves them.
  ///
  /// Nothing can be added to the table afterwards.
  mutating func select(_ isKept: (inout OperationDigest) -> Bool) {
    func kept(_ operation: OperationDigest) -> OperationDigest? {
      var operation = operation
      return isKept(&operation) ? operation : nil
    }
    (items, others) = (items.compactMap(kept), others.compactMap(kept))
  }

  /// Adds another table, which uses the same names, and empties it meanwhile: two large tables are not
  /// in memory together with what they become.
  ///
  /// The caller settles.
  mutating func merge(_ other: inout OperationTable, _ merge: OperationMerge) {
    threshold = min(threshold, other.threshold)
    while let item = other.items.popLast() {
      let place = place(of: item.key, names: merge.names)
      if place >= 0, items[place].cells.isEmpty, merge.keeps(item) {
        items[place] = item
      } else if place >= 0 {
        merge(item, into: &items[place])
      } else {
        merge(item, into: &others[-1 - place])
      }
    }
    for item in other.others {
      let index = otherIndex(item.key)
      merge(item, into: &others[index])
    }
    foldAboveThreshold(merge)
  }

  /// Folds what the other table's threshold does not keep.
  private mutating func foldAboveThreshold(_ merge: OperationMerge) {
    let above = items.indices.filter { priorities[$0] > threshold }
    guard !above.isEmpty else { return }
    for index in above {
      let other = otherIndex(items[index].key)
      merge(items[index], into: &others[other])
    }
    items = items.indices.filter { priorities[$0] <= threshold }.map { items[$0] }
    reindex(merge.names)
  }

  /// Replaces every name.
  mutating func rename(_ rename: (Symbol) -> Symbol, names: SymbolTable) {
    update { $0.rename(rename) }
    reindex(names)
  }

  /// Puts operations in the order of their names.
  mutating func sort(names: SymbolTable) {
    let order: (OperationDigest, OperationDigest) -> Bool = { left, right in
      (left.key.service, left.key.env, left.key.name, left.key.kind.rawValue)
        < (right.key.service, right.key.env, right.key.name, right.key.kind.rawValue)
    }
    items.sort(by: order)
    others.sort(by: order)
    update { $0.sort() }
    reindex(names)
  }

  /// About how many distinct operations were folded; 0 when none was.
  ///
  /// The kept names are those with the smallest hashes of all, so the largest kept hash tells how
  /// densely the hashes lie (Bar-Yossef et al., "Counting distinct elements in a data stream", 2002).
  /// Named operations and generated names are two such populations, kept in this order.
  func foldedEstimate() -> Int {
    guard isCut, let largest = priorities.max() else { return 0 }
    let half = UInt64(1) << 63
    let isGenerated = largest >= half
    let inClass = priorities.filter { ($0 >= half) == isGenerated }.count
    let position = Double(isGenerated ? largest - half : largest) / Double(half)
    guard position > 0 else { return 0 }
    return max(1, Int((Double(inClass - 1) / position).rounded()) - inClass)
  }
}
