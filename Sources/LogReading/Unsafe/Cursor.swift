internal import Glibc
internal import MetricLog

/// A position in a block of log text, for a scanner that reads whole words without bounds checks.
///
/// Memory safety rests on two promises of ``BlockBuffer``: every line that is scanned ends in a
/// newline byte, and ``BlockBuffer/padding`` readable bytes follow the text. The scanner keeps its
/// side by never stepping over a newline: no token of JSON contains one, so each loop stops there.
/// A word read at or before that newline stays inside the padding.
@safe
struct Cursor {
  private var pointer: UnsafePointer<UInt8>

  @inline(__always)
  init(_ pointer: UnsafePointer<UInt8>) { unsafe self.pointer = pointer }

  /// A cursor that is nowhere yet; it must not be read.
  static var none: Cursor {
    guard let address = unsafe UnsafePointer<UInt8>(bitPattern: 1) else {
      preconditionFailure("1 is an address")
    }
    return unsafe Cursor(address)
  }

  /// The byte at the cursor.
  @inline(__always)
  var byte: UInt8 { unsafe pointer.pointee }

  /// The byte `offset` bytes ahead; `offset` is at most the padding minus one.
  @inline(__always)
  func byte(at offset: Int) -> UInt8 { unsafe pointer[offset] }

  /// The eight bytes `offset` bytes ahead as a little-endian word.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    // SAFETY: the cursor is at most at the newline, `offset` at most 32, and 64 bytes of padding
    // follow the text.
    unsafe UInt64(
      littleEndian: UnsafeRawPointer(pointer).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    )
  }

  /// Steps forward; the scanner has seen that the bytes stepped over are no newline.
  @inline(__always)
  mutating func advance(_ count: Int) { unsafe pointer += count }

  /// A cursor `count` bytes ahead.
  @inline(__always)
  func advanced(by count: Int) -> Cursor { unsafe Cursor(pointer + count) }

  /// The distance of the first newline among the next `count` bytes, or `nil`.
  @inline(__always)
  func newline(within count: Int) -> Int? {
    guard let found = unsafe memchr(pointer, Int32(Ascii.newline), count) else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(pointer)
  }

  /// The number of bytes from `other` to here.
  @inline(__always)
  func distance(from other: Cursor) -> Int { unsafe pointer - other.pointer }

  /// Hands the `count` bytes at the cursor to `body`; the scanner has read them.
  @inline(__always)
  func withSpan<Result>(count: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    // SAFETY: the block outlives the call, and nothing writes to it while its lines are scanned.
    unsafe body(Span(_unsafeStart: pointer, count: count))
  }

  /// A copy of the `count` bytes at the cursor.
  func copy(count: Int) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: pointer, count: count))
  }

  /// Whether these bytes stand at the cursor; the line has at least as many left.
  @inline(__always)
  func matches(_ bytes: [UInt8]) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return true }
      return unsafe memcmp(pointer, base, bytes.count) == 0
    }
  }

  /// The words of the `count` bytes at the cursor: the fast twin of ``NameWords/init(_:)``.
  @inline(__always)
  func nameWords(count: Int) -> NameWords {
    guard count < 8 else {
      return NameWords(head: word(at: 0), tail: count == 8 ? 0 : wordInside(at: count - 8))
    }
    return NameWords(head: Swar.lowBytes(word(at: 0), count), tail: 0)
  }

  @inline(__always)
  private func wordInside(at offset: Int) -> UInt64 {
    unsafe UInt64(
      littleEndian: UnsafeRawPointer(pointer).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    )
  }
}
