#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The system's clocks, read without allocation or conversion.
///
/// `ContinuousClock` would do, but its 128-bit durations cost more than the reading itself.
enum SystemTime {
  /// Nanoseconds on a clock that never jumps.
  static func monotonicNanoseconds() -> Int64 { nanoseconds(CLOCK_MONOTONIC) }

  /// Microseconds since 1970-01-01T00:00:00Z.
  static func wallMicroseconds() -> Int64 { nanoseconds(CLOCK_REALTIME) / 1000 }

  /// Processor time that all threads of the process have used, in nanoseconds.
  static func processorNanoseconds() -> Int64 { nanoseconds(CLOCK_PROCESS_CPUTIME_ID) }

  /// Bytes in a page of memory.
  static func pageBytes() -> Int64 { Int64(sysconf(Int32(_SC_PAGESIZE))) }

  private static func nanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    guard unsafe clock_gettime(clock, &time) == 0 else { return 0 }
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
