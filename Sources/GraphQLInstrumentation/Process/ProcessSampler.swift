internal import Synchronization

/// Measures the processor time that the process uses from one sample to the next.
///
/// Processor time is known for the process as a whole. A request's own is not: its tasks move between
/// threads, and a thread works for many requests in turn.
final class ProcessSampler: Sendable {
  private struct Reading: Sendable {
    var processorNanoseconds: Int64
    var nanoseconds: Int64
  }

  private let last: Mutex<Reading>
  private let clock: MonitorClock

  init(clock: MonitorClock) {
    self.clock = clock
    last = Mutex(Self.read(clock))
  }

  /// Processor time since the last call, in percent of one processor; `nil` when no time has passed.
  func processorPercent() -> Double? {
    let now = Self.read(clock)
    let before = last.withLock { last in
      defer { last = now }
      return last
    }
    let elapsed = now.nanoseconds - before.nanoseconds
    guard elapsed > 0 else { return nil }
    return 100 * Double(now.processorNanoseconds - before.processorNanoseconds) / Double(elapsed)
  }

  private static func read(_ clock: MonitorClock) -> Reading {
    Reading(
      processorNanoseconds: SystemTime.processorNanoseconds(),
      nanoseconds: clock.monotonicNanoseconds()
    )
  }
}
