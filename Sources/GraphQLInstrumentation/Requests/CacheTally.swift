internal import MetricLog

/// The use of caches by one request.
struct CacheTally: Sendable {
  private struct Key: Hashable, Sendable {
    var name: String
    var level: Int
  }

  /// The most caches and levels of a record.
  static let recordLimit = 64

  private(set) var hits = 0
  private(set) var misses = 0

  private var index = KeyIndex<Key>(limit: recordLimit)
  private var uses: [RequestRecord.CacheUse] = []

  mutating func add(_ event: CacheEvent, _ count: Int, name: String, level: Int) {
    switch event {
    case .hit: hits.increase(by: count)
    case .miss: misses.increase(by: count)
    case .write, .eviction: break
    }
    guard let (position, isNew) = index.position(of: Key(name: name, level: level)) else { return }
    if isNew {
      let known = level > 0 ? level : nil
      uses.append(RequestRecord.CacheUse(name: name, level: known, hits: 0, misses: 0))
    }
    switch event {
    case .hit: uses[position].hits.increase(by: count)
    case .miss: uses[position].misses.increase(by: count)
    case .write: uses[position].writes = Self.sum(uses[position].writes, count)
    case .eviction: uses[position].evictions = Self.sum(uses[position].evictions, count)
    }
  }

  private static func sum(_ known: Int?, _ count: Int) -> Int {
    var sum = known ?? 0
    sum.increase(by: count)
    return sum
  }

  /// What the record says.
  func record() -> [RequestRecord.CacheUse] { uses }
}

/// What can happen at a look-up.
public enum CacheEvent: Sendable, Hashable {
  /// Something was found.
  case hit
  /// Nothing was found.
  case miss
  /// An entry was stored.
  case write
  /// An entry was pushed out.
  case eviction
}
