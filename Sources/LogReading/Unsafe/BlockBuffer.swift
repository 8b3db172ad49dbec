/// Bytes of log text with room to read whole words past the end.
///
/// An array underneath, so that a block can go from thread to thread; grows when asked to, never by
/// itself.
@safe
struct BlockBuffer: Sendable {
  /// Readable bytes behind the capacity; ``Cursor`` relies on them.
  static let padding = 64

  private var storage: [UInt8]

  init(capacity: Int) { storage = [UInt8](repeating: 0, count: capacity + Self.padding) }

  var capacity: Int { storage.count - Self.padding }

  /// Makes room for `newCapacity` bytes; what the buffer holds stays.
  mutating func grow(to newCapacity: Int) {
    guard newCapacity > capacity else { return }
    storage.append(contentsOf: repeatElement(0, count: newCapacity - capacity))
  }

  /// A byte of the buffer or its padding.
  subscript(index: Int) -> UInt8 {
    get { storage[index] }
    set { storage[index] = newValue }
  }

  /// A copy of the bytes of a range.
  func copy(_ range: Range<Int>) -> [UInt8] { Array(storage[range]) }

  /// Overwrites the bytes from `index` on with a range of another buffer.
  mutating func replace(at index: Int, with source: BlockBuffer, range: Range<Int>) {
    storage.replaceSubrange(index..<index + range.count, with: source.storage[range])
  }

  /// Moves the bytes of a range to `index`; the two places may overlap.
  mutating func move(_ range: Range<Int>, to index: Int) {
    unsafe withBytes(0..<capacity) { bytes in
      let source = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
      // copyMemory is memmove.
      unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[index..<index + range.count])
        .copyMemory(from: source)
    }
  }

  /// Hands the writable bytes of a range to `body`.
  @inline(__always)
  mutating func withBytes<Result>(
    _ range: Range<Int>,
    _ body: (UnsafeMutableRawBufferPointer) -> Result
  ) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity, "range inside the buffer")
    return unsafe storage.withUnsafeMutableBytes { bytes in
      unsafe body(UnsafeMutableRawBufferPointer(rebasing: bytes[range]))
    }
  }

  /// Hands a cursor at the buffer's first byte to `body`.
  @inline(__always)
  func withCursor<Result>(_ body: (Cursor) -> Result) -> Result {
    unsafe storage.withUnsafeBufferPointer { bytes in
      // SAFETY: the padding makes the buffer non-empty, so it has an address.
      guard let base = bytes.baseAddress else { preconditionFailure("padding has bytes") }
      return unsafe body(Cursor(base))
    }
  }

  /// The index of the first newline in a range, or `nil`.
  func firstNewline(in range: Range<Int>) -> Int? {
    withCursor { $0.advanced(by: range.lowerBound).newline(within: range.count) }
      .map { $0 + range.lowerBound }
  }

  /// The index of the last newline in a range, or `nil`.
  func lastNewline(in range: Range<Int>) -> Int? { storage[range].lastIndex(of: Ascii.newline) }
}
