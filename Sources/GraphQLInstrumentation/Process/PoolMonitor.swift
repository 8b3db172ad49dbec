internal import MetricLog
internal import Synchronization

/// Counts what a connection pool lends out, and who waits for it.
///
/// Get one from ``PerformanceMonitor/pool(_:size:)``. Waits belong to the request of the current task.
public final class PoolMonitor: Sendable {
  private struct State: Sendable {
    var inUse = 0
    var waiting = 0
    var errors = 0
  }

  /// The pool.
  public let name: String
  /// The connections that it may have.
  public let size: Int

  private let state = Mutex(State())
  /// What the alerts were told last: 0 is none, 1 medium, 2 high.
  private let judgedSeverity = Atomic<Int>(0)
  private let levels: AlertLevels
  private let alerts: AlertCenter
  private let clock: MonitorClock

  init(name: String, size: Int, levels: AlertLevels, alerts: AlertCenter, clock: MonitorClock) {
    self.name = name
    self.size = size
    self.levels = levels
    self.alerts = alerts
    self.clock = clock
  }

  /// The time by the monitor's clock, which does not jump, in nanoseconds.
  package var nowNanoseconds: Int64 { clock.monotonicNanoseconds() }

  /// Connections that are lent out.
  public var inUse: Int { state.withLock { $0.inUse } }

  /// Those who wait for a connection.
  public var waiting: Int { state.withLock { $0.waiting } }

  /// Somebody begins to wait for a connection; ``acquired(after:)`` or ``failed()`` follows.
  public func waits() {
    let asked = state.withLock { state in
      state.waiting += 1
      return state.inUse + state.waiting
    }
    judge(asked)
  }

  /// A connection was lent out to one who waited; ``released()`` follows.
  ///
  /// - Parameter wait: How long it took.
  public func acquired(after wait: Duration) {
    acquired(afterNanoseconds: wait.wholeNanoseconds)
  }

  /// A connection was lent out to one who waited for so many nanoseconds.
  package func acquired(afterNanoseconds wait: Int64) {
    state.withLock {
      $0.waiting = max(0, $0.waiting - 1)
      $0.inUse += 1
    }
    RequestScope.current?.update { $0.statements.add(wait: max(0, wait)) }
  }

  /// One who waited got no connection.
  public func failed() {
    state.withLock {
      $0.waiting = max(0, $0.waiting - 1)
      $0.errors += 1
    }
  }

  /// A connection was given back.
  public func released() {
    state.withLock { $0.inUse = max(0, $0.inUse - 1) }
  }

  /// Sets the gauges of a pool that counts by itself.
  ///
  /// - Parameters:
  ///   - inUse: Connections that are lent out.
  ///   - waiting: Those who wait for one.
  public func set(inUse: Int, waiting: Int) {
    // Sums of such counts stay far from the largest integer.
    let (inUse, waiting) = (min(max(0, inUse), 1 << 40), min(max(0, waiting), 1 << 40))
    state.withLock {
      $0.inUse = inUse
      $0.waiting = waiting
    }
    judge(inUse + waiting)
  }

  /// Compares the use of the pool with its levels.
  func judge() { judge(state.withLock { $0.inUse + $0.waiting }, isSample: true) }

  /// Compares what is lent out and asked for, in percent of the size, with the pool's levels.
  ///
  /// A pool that has too few connections is asked for one all the time, by all threads. So the alerts,
  /// which have one lock for all, are told when the severity changes, and with every sample.
  private func judge(_ asked: Int, isSample: Bool = false) {
    // A pool without a size has no levels. One of a single connection is all lent out whenever it is
    // used at all, which is nothing to be told of before somebody else waits.
    guard size > 1 || size == 1 && asked != 1 else { return }
    let percent = 100 * Double(asked) / Double(size)
    let severity = percent > levels.high ? 2 : percent > levels.medium ? 1 : 0
    guard isSample || judgedSeverity.load(ordering: .relaxed) != severity else { return }
    judgedSeverity.store(severity, ordering: .relaxed)
    alerts.observe(.poolExhaustion, percent, levels, .named(name))
  }

  /// The gauges, and the failures since the last sample.
  func sample() -> ProcessRecord.Pool {
    let now = state.withLock { state in
      defer { state.errors = 0 }
      return state
    }
    return ProcessRecord.Pool(
      name: name,
      size: size,
      inUse: now.inUse,
      waiting: now.waiting,
      errors: now.errors
    )
  }
}
