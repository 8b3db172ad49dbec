/// Numbers distinct keys 0, 1, 2, … in the order of their arrival, up to a limit.
///
/// A request has few fields and few statements, and comparing with a few keys is faster than hashing
/// one; a dictionary takes over when there are many.
package struct KeyIndex<Key: Hashable & Sendable>: Sendable {
  /// The keys in order of arrival.
  package private(set) var keys: [Key] = []
  private var positions: [Key: Int] = [:]
  private let limit: Int
  private static var fewKeys: Int { 16 }
  /// Room for so many is made at once; to grow step by step took an allocation for each step.
  static var usualKeys: Int { 8 }

  /// - Parameter limit: How many keys are numbered.
  package init(limit: Int) {
    self.limit = limit
  }

  /// The key's number, and whether it is new; `nil` when there is no room for a new key.
  package mutating func position(of key: Key) -> (index: Int, isNew: Bool)? {
    if keys.count <= Self.fewKeys {
      if let index = keys.firstIndex(of: key) { return (index, false) }
    } else if let index = positions[key] {
      return (index, false)
    }
    guard keys.count < limit else { return nil }
    if keys.isEmpty { keys.reserveCapacity(Self.usualKeys) }
    keys.append(key)
    let index = keys.count - 1
    if index == Self.fewKeys {
      for (earlier, key) in keys.enumerated() { positions[key] = earlier }
    } else if index > Self.fewKeys {
      positions[key] = index
    }
    return (index, true)
  }
}
