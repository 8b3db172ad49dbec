internal import Dispatch
internal import Synchronization

/// Computes rows on several threads.
package enum ConcurrentRows {
  /// Makes rows at the same time.
  ///
  /// - Parameters:
  ///   - count: How many rows there are.
  ///   - threads: The most threads that work at the same time, this one included.
  ///   - row: Makes a row; called once for each, in any order.
  /// - Returns: What `row` makes of 0, 1, 2, …, in this order.
  package static func map<Row: Sendable>(
    _ count: Int,
    threads: Int,
    _ row: @Sendable (Int) -> Row
  ) -> [Row] {
    let workers = min(threads, count)
    guard workers > 1 else { return (0..<max(0, count)).map(row) }
    let rows = Mutex([Row?](repeating: nil, count: count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let made = row(index)
        rows.withLock { $0[index] = made }
      }
    }
    return rows.withLock { $0.compactMap { $0 } }
  }
}
