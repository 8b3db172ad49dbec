internal import MetricLog

/// A key made of names of the digest.
protocol NamedKey: Hashable, Sendable {
  /// Replaces every name.
  mutating func rename(_ rename: (Symbol) -> Symbol)
  /// What decides whether the key is kept: the smallest hashes, whatever the order of arrival.
  func hash(_ names: SymbolTable) -> UInt64
  /// The order in which a digest stores keys, once names are in the order of their bytes.
  var order: [UInt64] { get }
}

/// A value that can be put together from parts in any order.
protocol Mergeable: Sendable {
  init()
  mutating func merge(_ other: Self)
}

/// A table of at most `limit` keys; values of further keys are merged into one.
///
/// Which keys are kept depends on the set of all keys only. The table may hold a quarter more until
/// ``settle(_:)``, so that cutting it back costs little.
struct BoundedTable<Key: NamedKey, Value: Mergeable>: Sendable {
  let limit: Int
  private(set) var values: [Key: Value] = [:]
  /// The values of the keys that were not kept.
  private(set) var other = Value()
  /// Whether any key was not kept.
  private(set) var isCut = false

  init(limit: Int) { self.limit = limit }

  /// Merges a value into a key's.
  mutating func merge(_ value: Value, at key: Key, names: SymbolTable) {
    values[key, default: Value()].merge(value)
    if values.count > limit + limit / 4 { settle(names) }
  }

  /// Merges another table, which uses the same names.
  mutating func merge(_ table: BoundedTable, names: SymbolTable) {
    for (key, value) in table.values { merge(value, at: key, names: names) }
    other.merge(table.other)
    isCut = isCut || table.isCut
  }

  /// Cuts the table back to its limit.
  mutating func settle(_ names: SymbolTable) {
    guard values.count > limit else { return }
    isCut = true
    let ranked = values.keys.map { (key: $0, hash: $0.hash(names)) }.sorted { $0.hash < $1.hash }
    for (key, _) in ranked.dropFirst(limit) {
      if let value = values.removeValue(forKey: key) { other.merge(value) }
    }
  }

  /// The number of distinct keys up to the limit.
  var boundedCount: Int { min(values.count, limit) }

  /// Replaces every name; keys that become equal are merged.
  mutating func rename(_ rename: (Symbol) -> Symbol) {
    let old = values
    values = Dictionary(minimumCapacity: old.count)
    for (var key, value) in old {
      key.rename(rename)
      values[key, default: Value()].merge(value)
    }
  }

  /// Keeps the keys that a body says to keep.
  mutating func select(_ isKept: (Key) -> Bool) { values = values.filter { isKept($0.key) } }

  /// Changes every value.
  mutating func update(_ change: (inout Value) -> Void) {
    values = values.mapValues { value in
      var value = value
      change(&value)
      return value
    }
    change(&other)
  }

  /// The entries in the order in which they are stored and shown.
  var sorted: [(key: Key, value: Value)] {
    values.map { (key: $0.key, value: $0.value, order: $0.key.order) }
      .sorted { $0.order.lexicographicallyPrecedes($1.order) }
      .map { (key: $0.key, value: $0.value) }
  }

  /// Takes entries as they were stored.
  init(limit: Int, values: [Key: Value], other: Value, isCut: Bool) {
    self.limit = limit
    self.values = values
    self.other = other
    self.isCut = isCut
  }
}
