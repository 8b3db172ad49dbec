/// Keeps the entries that were used last, up to a number.
struct RecentEntries<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var entries: [Key: (value: Value, use: Int)] = [:]
  private var use = 0
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  mutating func value(for key: Key) -> Value? {
    use += 1
    entries[key]?.use = use
    return entries[key]?.value
  }

  /// Stores an entry, and says whether another was pushed out for it.
  mutating func insert(_ key: Key, _ value: Value) -> Bool {
    use += 1
    entries[key] = (value, use)
    guard entries.count > limit, let oldest = entries.min(by: { $0.value.use < $1.value.use })
    else {
      return false
    }
    entries[oldest.key] = nil
    return true
  }

  mutating func remove(_ key: Key) -> Bool { entries.removeValue(forKey: key) != nil }
}
