internal import Synchronization

/// What time it is for a monitor: the system's clocks, or in tests a clock set by hand.
package enum MonitorClock: Sendable {
  case system
  case manual(ManualClock)

  /// Nanoseconds on a clock that never jumps.
  package func monotonicNanoseconds() -> Int64 {
    switch self {
    case .system: SystemTime.monotonicNanoseconds()
    case .manual(let clock): clock.nanoseconds
    }
  }

  /// Microseconds since 1970-01-01T00:00:00Z.
  package func wallMicroseconds() -> Int64 {
    switch self {
    case .system: SystemTime.wallMicroseconds()
    case .manual(let clock): clock.startMicroseconds + clock.nanoseconds / 1000
    }
  }
}

/// A clock that moves only when it is told to.
package final class ManualClock: Sendable {
  /// The wall clock's time at zero, microseconds since 1970-01-01T00:00:00Z.
  package let startMicroseconds: Int64
  private let elapsed = Atomic<Int64>(0)

  package init(startMicroseconds: Int64 = 1_773_456_000_000_000) {
    self.startMicroseconds = startMicroseconds
  }

  /// Nanoseconds since the clock was made.
  package var nanoseconds: Int64 { elapsed.load(ordering: .sequentiallyConsistent) }

  /// Moves the clock on.
  package func advance(by duration: Duration) {
    elapsed.add(duration.wholeNanoseconds, ordering: .sequentiallyConsistent)
  }
}

extension Duration {
  /// The duration in nanoseconds, rounded towards zero; far beyond any request, the limit of the type.
  package var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    let (sum, carried) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
    return carried ? (seconds < 0 ? .min : .max) : sum
  }
}
