/// A cache of bounded size that forgets what has not been asked for in a while.
///
/// Entries live in two generations. When the young one is full, it becomes the old one, and what was
/// in the old one is forgotten, except for what has been asked for meanwhile and so moved back. A
/// look-up costs one or two dictionary accesses; there is no list to keep in order.
package struct GenerationalCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]
  private var youngCost = 0
  private let generationCount: Int
  private let generationCost: Int

  /// - Parameters:
  ///   - count: The most entries, of both generations together.
  ///   - cost: The most cost of all entries, in the unit that ``insert(_:_:cost:)`` is given.
  package init(count: Int, cost: Int) {
    generationCount = max(1, count / 2)
    generationCost = max(1, cost / 2)
  }

  /// The entries that are held.
  package var count: Int { young.count + old.count }

  /// Looks an entry up, and keeps it from being forgotten soon.
  ///
  /// - Parameters:
  ///   - key: What is looked for.
  ///   - cost: What the entry cost, so that moving it between generations is accounted for.
  /// - Returns: The entry; `nil` when it was never added, or is forgotten.
  package mutating func value(for key: Key, cost: Int) -> Value? {
    if let value = young[key] { return value }
    guard let value = old.removeValue(forKey: key) else { return nil }
    insert(key, value, cost: cost)
    return value
  }

  /// Adds an entry, unless it alone would take a generation.
  package mutating func insert(_ key: Key, _ value: Value, cost: Int) {
    guard cost <= generationCost else { return }
    if young.count >= generationCount || youngCost > generationCost - cost {
      old = young
      young = [:]
      youngCost = 0
    }
    if young.updateValue(value, forKey: key) == nil { youngCost += cost }
  }
}
