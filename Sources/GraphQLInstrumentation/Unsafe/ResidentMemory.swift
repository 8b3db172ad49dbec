internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Reads the resident size of this process.
///
/// The kernel's file is opened once and read in place, one to three microseconds a reading. Where there
/// is no such file (not Linux, or `/proc` not mounted) the size is unknown, never zero.
package final class ResidentMemory: Sendable {
  private let descriptor: Int32
  private let pageBytes = SystemTime.pageBytes()
  private let lastNanoseconds = Atomic<Int64>(.max)
  private let lastBytes = Atomic<Int64>(-1)
  /// How old a shared reading may be.
  private static let shareNanoseconds: Int64 = 1_000_000

  package init(path: String = "/proc/self/statm") {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The resident size, at most a millisecond old.
  ///
  /// Many requests within a millisecond share a reading. In that time a process can touch a few
  /// megabytes of new memory, so a difference of two readings is no more than that from the truth.
  ///
  /// - Parameter now: The time by a monotonic clock, in nanoseconds.
  /// - Returns: Bytes; `nil` when the size cannot be told.
  package func bytes(nanoseconds now: Int64) -> Int64? {
    let last = lastNanoseconds.load(ordering: .acquiring)
    if now >= last, now &- last < Self.shareNanoseconds {
      let bytes = lastBytes.load(ordering: .relaxed)
      return bytes < 0 ? nil : bytes
    }
    let fresh = bytes()
    lastBytes.store(fresh ?? -1, ordering: .relaxed)
    lastNanoseconds.store(now, ordering: .releasing)
    return fresh
  }

  /// The resident size in bytes, `nil` when it cannot be told.
  package func bytes() -> Int64? {
    guard descriptor >= 0 else { return nil }
    var text = InlineArray<96, UInt8>(repeating: 0)
    var span = text.mutableSpan
    let count = unsafe span.withUnsafeMutableBytes { buffer in
      // SAFETY: `pread` writes at most `buffer.count` bytes into the buffer that it is given.
      unsafe pread(descriptor, buffer.baseAddress, buffer.count, 0)
    }
    guard count > 0, let pages = Self.secondNumber(text.span, count: count) else { return nil }
    return pages * pageBytes
  }

  /// The second of the numbers that spaces part; the first is the virtual size.
  package static func secondNumber(_ text: Span<UInt8>, count: Int) -> Int64? {
    var position = 0
    while position < count, text[position] != UInt8(ascii: " ") { position += 1 }
    position += 1
    let start = position
    var number: Int64 = 0
    while position < count, text[position] >= UInt8(ascii: "0"), text[position] <= UInt8(ascii: "9")
    {
      guard number < 1 << 50 else { return nil }
      number = number * 10 + Int64(text[position] - UInt8(ascii: "0"))
      position += 1
    }
    return position > start ? number : nil
  }
}
