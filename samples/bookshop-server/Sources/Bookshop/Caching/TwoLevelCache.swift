import GraphQLInstrumentation
import Synchronization

/// A small cache in the process, before a larger one that takes a while to answer, as one on another
/// machine would.
final class TwoLevelCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let near: Mutex<RecentEntries<Key, Value>>
  private let far: Mutex<RecentEntries<Key, Value>>
  private let latency: Duration
  private let nearMonitor: CacheMonitor?
  private let farMonitor: CacheMonitor?

  /// - Parameters:
  ///   - name: What it is called in the log.
  ///   - sizes: The entries of the two levels.
  ///   - latency: How long the second level takes to answer.
  ///   - monitor: Counts hits and misses; `nil` leaves them uncounted.
  init(_ name: String, sizes: (Int, Int), latency: Duration, monitor: PerformanceMonitor?) {
    near = Mutex(RecentEntries(limit: sizes.0))
    far = Mutex(RecentEntries(limit: sizes.1))
    self.latency = latency
    nearMonitor = monitor?.cache(name, level: 1)
    farMonitor = monitor?.cache(name, level: 2)
  }

  /// Looks a value up, or loads and stores it.
  func value(for key: Key, load: () async throws -> Value?) async throws -> Value? {
    let isNear = near.withLock { $0.value(for: key) }
    nearMonitor?.record(isNear == nil ? .miss : .hit)
    if let isNear { return isNear }
    try await Task.sleep(for: latency)
    let isFar = far.withLock { $0.value(for: key) }
    farMonitor?.record(isFar == nil ? .miss : .hit)
    if let isFar {
      storeNear(key, isFar)
      return isFar
    }
    guard let value = try await load() else { return nil }
    let pushesOut = far.withLock { $0.insert(key, value) }
    farMonitor?.wrote()
    if pushesOut { farMonitor?.evicted() }
    storeNear(key, value)
    return value
  }

  private func storeNear(_ key: Key, _ value: Value) {
    let pushesOut = near.withLock { $0.insert(key, value) }
    nearMonitor?.wrote()
    if pushesOut { nearMonitor?.evicted() }
  }

  /// Forgets entries that are no longer true.
  func invalidate(_ keys: [Key], reason: String) {
    let nearCount = near.withLock { near in keys.count { near.remove($0) } }
    let farCount = far.withLock { far in keys.count { far.remove($0) } }
    if nearCount > 0 { nearMonitor?.invalidated(keys: nearCount, reason: reason) }
    if farCount > 0 { farMonitor?.invalidated(keys: farCount, reason: reason) }
  }
}
