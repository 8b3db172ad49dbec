internal import MetricLog

/// Counts what happens to one level of one cache.
///
/// Look-ups belong to the request of the current task; those outside a request count for the cache's
/// hit rate only. Get one from ``PerformanceMonitor/cache(_:level:)``.
public final class CacheMonitor: Sendable {
  /// The cache.
  public let name: String
  /// 1 for the level that is asked first; 0 when there is only one.
  public let level: Int

  let rate = HitRate()
  private let sink: any RecordSink
  private let clock: MonitorClock

  init(name: String, level: Int, sink: any RecordSink, clock: MonitorClock) {
    self.name = name
    self.level = level
    self.sink = sink
    self.clock = clock
  }

  /// Something was found.
  ///
  /// - Parameter count: How many look-ups found something.
  public func hit(_ count: Int = 1) { record(.hit, count) }

  /// Nothing was found.
  ///
  /// - Parameter count: How many look-ups found nothing.
  public func miss(_ count: Int = 1) { record(.miss, count) }

  /// Entries were stored.
  ///
  /// - Parameter count: How many.
  public func wrote(_ count: Int = 1) { record(.write, count) }

  /// Entries were pushed out to make room.
  ///
  /// - Parameter count: How many.
  public func evicted(_ count: Int = 1) { record(.eviction, count) }

  /// Counts an event for the current request and for the cache.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - count: How often; nothing is counted unless it is positive.
  public func record(_ event: CacheEvent, _ count: Int = 1) {
    guard count > 0 else { return }
    // Sums of such counts stay far from the largest integer.
    let count = min(count, 1 << 40)
    switch event {
    case .hit: rate.add(hits: count)
    case .miss: rate.add(misses: count)
    case .write, .eviction: break
    }
    RequestScope.current?.update { $0.caches.add(event, count, name: name, level: level) }
  }

  /// Looks something up and counts whether it was found.
  ///
  /// - Parameter lookUp: Asks the cache.
  /// - Returns: What was found.
  public func lookUp<Value>(_ lookUp: () throws -> Value?) rethrows -> Value? {
    let value = try lookUp()
    record(value == nil ? .miss : .hit)
    return value
  }

  /// Entries were thrown away because they are no longer true: writes a `cache` record.
  ///
  /// - Parameters:
  ///   - keys: How many entries; `nil` when that is not known.
  ///   - reason: Why, such as the name of a mutation; without one, the current operation's name.
  public func invalidated(keys: Int? = nil, reason: String? = nil) {
    note("invalidate", keys: keys, reason: reason)
  }

  /// The cache was emptied, or old entries were thrown away: writes a `cache` record.
  ///
  /// - Parameters:
  ///   - event: What happened, such as `flush` or `expire`.
  ///   - keys: How many entries; `nil` when that is not known.
  ///   - reason: Why; without one, the current operation's name.
  public func note(_ event: String, keys: Int? = nil, reason: String? = nil) {
    let record = CacheRecord(
      timeMicroseconds: clock.wallMicroseconds(),
      name: name,
      level: level > 0 ? level : nil,
      event: event,
      keys: keys.map(RequestScope.size),
      reason: reason ?? RequestScope.current?.operation?.name
    )
    sink.write(.cache(record))
  }
}
