internal import MetricLog

/// A map from 64-bit keys to integers for the inner loop: open addressing, nothing is ever removed.
///
/// A third of the time of `Dictionary`, whose hash is made to withstand keys chosen by an enemy; here
/// keys are symbols, which count up.
struct IntegerMap: Sendable {
  private var keys: [UInt64] = []
  private var values: [Int] = []
  private var count = 0
  private var mask = 0

  /// Marks a free slot; no key has this value.
  private static let free = UInt64.max

  init() { removeAll() }

  /// Forgets every key.
  mutating func removeAll() {
    keys = [UInt64](repeating: Self.free, count: 256)
    values = [Int](repeating: 0, count: 256)
    count = 0
    mask = 255
  }

  /// The value of a key, or `nil`.
  @inline(__always)
  func find(_ key: UInt64) -> Int? {
    var slot = Self.slot(key, mask)
    while keys[slot] != key {
      if keys[slot] == Self.free { return nil }
      slot = (slot + 1) & mask
    }
    return values[slot]
  }

  /// Adds a key that is not in the map.
  mutating func insert(_ key: UInt64, _ value: Int) {
    if count * 2 >= keys.count { grow() }
    var slot = Self.slot(key, mask)
    while keys[slot] != Self.free { slot = (slot + 1) & mask }
    keys[slot] = key
    values[slot] = value
    count += 1
  }

  private mutating func grow() {
    let old = zip(keys, values).filter { $0.0 != Self.free }
    keys = [UInt64](repeating: Self.free, count: keys.count * 2)
    values = [Int](repeating: 0, count: keys.count)
    mask = keys.count - 1
    count = 0
    for (key, value) in old { insert(key, value) }
  }

  @inline(__always)
  private static func slot(_ key: UInt64, _ mask: Int) -> Int {
    let product = key &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: product ^ product >> 32) & mask
  }
}
