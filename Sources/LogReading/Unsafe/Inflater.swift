/// What one step of inflating did.
struct InflateStep {
  enum Status {
    /// All input was used; more is needed.
    case needsInput
    /// The output is full.
    case outputFull
    /// The deflate stream is complete.
    case finished
    /// The stream is damaged.
    case failed
  }

  /// Input bytes used; behind the stream's end, none of what follows it.
  var consumed: Int
  /// Output bytes written.
  var produced: Int
  var status: Status
}

/// Which library inflates.
package enum InflateLibrary: String, CaseIterable, Sendable {
  case isal, zlib

  /// The libraries that this build has, the fastest first.
  package static var available: [InflateLibrary] {
    #if ISAL
      [.isal, .zlib]
    #else
      [.zlib]
    #endif
  }
}

/// Inflates raw deflate streams (RFC 1951), one after the other.
///
/// Framing is ``GzipReader``'s.
protocol Inflater: AnyObject {
  /// Forgets the current stream and starts a new one.
  func reset()

  /// Inflates from `input` to `output`, neither of which is kept.
  func step(
    input: UnsafeRawBufferPointer,
    output: UnsafeMutableRawBufferPointer
  ) -> InflateStep

  /// The CRC-32 of gzip after further bytes.
  func crc32(_ crc: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32
}

extension InflateLibrary {
  /// A new inflater of this library; of zlib where the build lacks it.
  func makeInflater() -> any Inflater {
    #if ISAL
      if self == .isal { return IsalInflater() }
    #endif
    return ZlibInflater()
  }
}
