internal import Foundation

/// What the process has taken since it began to be measured.
struct RunMeter: Sendable {
  private let start = ContinuousClock().now

  /// Wall time since then, in nanoseconds.
  var wallNanoseconds: Int64 {
    Int64(start.duration(to: ContinuousClock().now).seconds * 1e9)
  }

  /// Time of all processors since the process began, the system's included, in nanoseconds, and the most
  /// memory that it held at once, in bytes.
  static func usage() -> (processorNanoseconds: Int64, peakBytes: Int64) {
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return (0, 0) }
    func nanoseconds(_ time: timeval) -> Int64 {
      Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_usec) * 1000
    }
    return (
      nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime), Int64(usage.ru_maxrss) * 1024
    )
  }
}
