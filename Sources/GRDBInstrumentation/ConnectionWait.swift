internal import GraphQLInstrumentation
internal import Synchronization

/// One access to a database: the wait for its connection, then the use of it.
final class ConnectionWait: Sendable {
  private let pool: PoolMonitor
  private let startNanoseconds: Int64
  private let isAcquired = Atomic<Bool>(false)

  init(_ pool: PoolMonitor) {
    self.pool = pool
    startNanoseconds = pool.nowNanoseconds
    pool.waits()
  }

  /// The access begins.
  func acquired() {
    isAcquired.store(true, ordering: .relaxed)
    pool.acquired(afterNanoseconds: pool.nowNanoseconds - startNanoseconds)
  }

  /// The access has ended, or never began.
  func end() {
    if isAcquired.load(ordering: .relaxed) { pool.released() } else { pool.failed() }
  }
}
