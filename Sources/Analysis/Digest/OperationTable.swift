internal import MetricLog

/// Service and environment: what the row of folded operations is kept for.
struct ScopeKey: Hashable, Sendable {
  var service: Symbol
  var env: Symbol
}

/// The operations of a digest: at most ``limit`` of them by name, the rest folded per scope.
///
/// Which are kept depends on the set of names only (``OperationKey/priority(_:)``), so that any order
/// of records and any grouping of merges gives the same table; whoever is folded never comes back,
/// so every kept operation is complete. Sums over the whole table are exact.
struct OperationTable: Sendable {
  /// 5,000 operations in two environments.
  static let limit = 10_000
  /// The most scopes whose folded operations have a row of their own.
  static let scopeLimit = 256

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

  init() {}

  /// Takes operations as they were stored.
  init(items: [OperationDigest], others: [OperationDigest], names: SymbolTable) {
    self.items = items
    self.others = others
    reindex(names)
    if !others.isEmpty { threshold = priorities.max() ?? 0 }
  }

  /// The number of distinct operations up to the limit.
  var boundedCount: Int { min(items.count, Self.limit) }

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
        key: OperationKey(service: key.service, env: key.env, name: .empty, kind: .unknown)
      )
    )
    return others.count - 1
  }

  /// Whether the table holds so much more than its limit that it should be cut back.
  var isOverfull: Bool {
    items.count > Self.limit + Self.limit / 4 || others.count > Self.scopeLimit * 2
  }

  /// Cuts back to the limits.
  mutating func settle(limit detail: DetailLimit, names: SymbolTable) {
    if items.count > Self.limit {
      let order = items.indices.sorted { priorities[$0] < priorities[$1] }
      threshold = priorities[order[Self.limit - 1]]
      for index in order.dropFirst(Self.limit) {
        let other = otherIndex(items[index].key)
        others[other].merge(items[index], limit: detail, names: names)
      }
      items = order.prefix(Self.limit).sorted().map { items[$0] }
      reindex(names)
    }
    if others.count > Self.scopeLimit { foldScopes(limit: detail, names: names) }
  }

  /// Keeps the scopes with the smallest hashes and folds the rest into the scope without a name.
  private mutating func foldScopes(limit detail: DetailLimit, names: SymbolTable) {
    let nameless = ScopeKey(service: .empty, env: .empty)
    let ranked = others.filter { ScopeKey(service: $0.key.service, env: $0.key.env) != nameless }
      .map { (item: $0, hash: names.combinedHash($0.key.service, $0.key.env)) }
      .sorted { $0.hash < $1.hash }.map(\.item)
    var rest = OperationDigest(
      key: OperationKey(service: .empty, env: .empty, name: .empty, kind: .unknown)
    )
    if let index = otherIndices[nameless] { rest = others[index] }
    for item in ranked.dropFirst(Self.scopeLimit - 1) {
      rest.merge(item, limit: detail, names: names)
    }
    others = ranked.prefix(Self.scopeLimit - 1) + [rest]
    reindex(names)
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

  /// Adds another table; both use the same names and the same grid.
  ///
  /// The caller settles.
  mutating func merge(_ other: OperationTable, limit detail: DetailLimit, names: SymbolTable) {
    threshold = min(threshold, other.threshold)
    for item in other.items {
      let place = place(of: item.key, names: names)
      if place >= 0 {
        items[place].merge(item, limit: detail, names: names)
      } else {
        others[-1 - place].merge(item, limit: detail, names: names)
      }
    }
    for item in other.others {
      let index = otherIndex(item.key)
      others[index].merge(item, limit: detail, names: names)
    }
    foldAboveThreshold(limit: detail, names: names)
  }

  /// Folds what the other table's threshold does not keep.
  private mutating func foldAboveThreshold(limit detail: DetailLimit, names: SymbolTable) {
    let above = items.indices.filter { priorities[$0] > threshold }
    guard !above.isEmpty else { return }
    for index in above {
      let other = otherIndex(items[index].key)
      others[other].merge(items[index], limit: detail, names: names)
    }
    items = items.indices.filter { priorities[$0] <= threshold }.map { items[$0] }
    reindex(names)
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
