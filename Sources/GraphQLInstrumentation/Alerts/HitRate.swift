internal import Synchronization

/// How a cache's hit rate compares with what it was before.
///
/// What it was before is an average in which each period weighs a tenth of what is not yet in it: a
/// rate that has fallen for good becomes the new normal after some twenty periods.
final class HitRate: Sendable {
  private struct State: Sendable {
    var hits = 0
    var misses = 0
    var usual: Double?
  }

  private static let share = 0.1

  private let hits = Atomic<Int>(0)
  private let misses = Atomic<Int>(0)
  private let state = Mutex(State())

  func add(hits more: Int) { hits.wrappingAdd(more, ordering: .relaxed) }

  func add(misses more: Int) { misses.wrappingAdd(more, ordering: .relaxed) }

  /// How far the rate since the last judgement is below the usual one.
  ///
  /// - Parameter leastCount: With fewer look-ups since the last judgement, they wait for the next.
  /// - Returns: Percentage points, negative when the rate has risen; `nil` with too few look-ups, or
  ///   when there is nothing to compare with.
  func fallSinceLast(leastCount: Int) -> Double? {
    let allHits = hits.load(ordering: .relaxed)
    let allMisses = misses.load(ordering: .relaxed)
    return state.withLock { state in
      let newHits = allHits &- state.hits
      let count = newHits &+ allMisses &- state.misses
      guard count >= max(1, leastCount) else { return nil }
      state.hits = allHits
      state.misses = allMisses
      let rate = Double(newHits) / Double(count)
      guard let usual = state.usual else {
        state.usual = rate
        return nil
      }
      state.usual = usual + (rate - usual) * Self.share
      return (usual - rate) * 100
    }
  }
}
