import MetricLog

/// A statement's bytes; behind their end there are zeros without end.
///
/// With arrays, which check on each append whether they are shared, the normalizer was slower
/// (`nightjar-bench shapes`), and a structure with a mutable span in it fails in Swift 6.3's compiler.
@safe
struct StatementSource {
  fileprivate let base: UnsafePointer<UInt8>
  let count: Int

  fileprivate init(_ base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
    // SAFETY: the index was compared with the count. The pointer is valid, because a source exists
    // only inside of `StatementBuffers.normal`.
    return unsafe base[index]
  }

  /// Eight bytes from `start` on, the first in the lowest place; zeros where there are none.
  @inline(__always)
  func packed(from start: Int) -> UInt64 {
    guard start >= 0, start &+ 8 <= count else {
      return (0..<8).reduce(0) { $0 | UInt64(self[start &+ $1]) << UInt64(8 * $1) }
    }
    // SAFETY: eight bytes from `start` on lie before the count.
    return UInt64(
      littleEndian: unsafe UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self)
    )
  }

  /// The next place from `start` on where one of two bytes stands; the count if there is none.
  func next(_ first: UInt8, or second: UInt8, from start: Int) -> Int {
    let low: UInt64 = 0x0101_0101_0101_0101
    let firsts = low &* UInt64(first)
    let seconds = low &* UInt64(second)
    var index = start
    while index &+ 8 <= count {
      let word = packed(from: index)
      // A byte that is equal becomes zero, and the lowest zero byte sets the lowest of these bits.
      let left = word ^ firsts
      let right = word ^ seconds
      let found = ((left &- low) & ~left | (right &- low) & ~right) & (low << 7)
      if found != 0 { return index &+ found.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < count, self[index] != first, self[index] != second { index &+= 1 }
    return min(index, count)
  }

  /// The bytes of a range, as far as there are any.
  subscript(range: Range<Int>) -> [UInt8] { range.clamped(to: 0..<count).map { self[$0] } }
}

/// Where the normal form is written; what is more than its capacity is lost.
@safe
struct StatementSink {
  private let base: UnsafeMutablePointer<UInt8>
  let capacity: Int
  private(set) var count = 0

  fileprivate init(_ base: UnsafeMutablePointer<UInt8>, capacity: Int) {
    unsafe self.base = base
    self.capacity = capacity
  }

  var isEmpty: Bool { count == 0 }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    guard count < capacity else { return }
    // SAFETY: the count was compared with the capacity, and it is never negative.
    unsafe base[count] = byte
    count &+= 1
  }

  /// Writes a byte if a condition holds, without a branch on it.
  @inline(__always)
  mutating func append(_ byte: UInt8, if condition: Bool) {
    guard count < capacity else { return }
    // SAFETY: as above; without the condition the byte lies behind the count and is not read.
    unsafe base[count] = byte
    count &+= condition ? 1 : 0
  }

  mutating func append(contentsOf bytes: some Sequence<UInt8>) {
    for byte in bytes { append(byte) }
  }

  /// Copies a range of the source, eight bytes at a time where there is room to.
  @inline(__always)
  mutating func append(_ source: StatementSource, _ range: Range<Int>) {
    let length = range.count
    guard range.lowerBound >= 0, range.upperBound &+ 8 <= source.count,
      count &+ length &+ 8 <= capacity
    else {
      for index in range { append(source[index]) }
      return
    }
    var done = 0
    while done < length {
      let word = source.packed(from: range.lowerBound &+ done)
      // SAFETY: up to seven bytes behind the range's are written too; there is room for eight.
      unsafe UnsafeMutableRawPointer(base + count + done)
        .storeBytes(of: word.littleEndian, as: UInt64.self)
      done &+= 8
    }
    count &+= length
  }

  /// Copies a word in lower case.
  ///
  /// - Parameters:
  ///   - source: Where it is read.
  ///   - start: Where it begins there.
  /// - Returns: Where it ends, and its first eight bytes in lower case, with zeros behind its end.
  @inline(__always)
  mutating func appendWord(_ source: StatementSource, from start: Int) -> (end: Int, head: UInt64) {
    var eight = EightBytes(bytes: source.packed(from: start))
    var length = eight.wordLength
    let head = length >= 8 ? eight.lowerCase : eight.lowerCase & (1 << UInt64(8 &* length) &- 1)
    var index = start
    while count &+ 8 <= capacity {
      // SAFETY: there is room for eight bytes; those behind the word are not counted.
      unsafe UnsafeMutableRawPointer(base + count)
        .storeBytes(of: eight.lowerCase.littleEndian, as: UInt64.self)
      count &+= length
      index &+= length
      guard length == 8 else { return (index, head) }
      eight = EightBytes(bytes: source.packed(from: index))
      length = eight.wordLength
    }
    // Not reached while the capacity is what `StatementFingerprint` makes it.
    while StatementByte.of(source[index]).continuesName {
      append(StatementByte.lower(source[index]))
      index &+= 1
    }
    return (index, head)
  }

  /// Takes back what was written behind the first `length` bytes.
  @inline(__always)
  mutating func cut(to length: Int) {
    precondition(length >= 0 && length <= count, "only what was written can be cut")
    count = length
  }

  /// The byte at an index that was written, 0 elsewhere.
  @inline(__always)
  subscript(index: Int) -> UInt8 {
    guard UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
    // SAFETY: the index was compared with the count, and all bytes before the count were written.
    return unsafe base[index]
  }

  /// The stable hash of what was written, the same that `StableHash.of` gives.
  var hash: UInt64 {
    var hash = StableHash.start(count)
    var position = 0
    while position &+ 8 < count {
      hash = StableHash.mix(hash, word(from: position))
      position &+= 8
    }
    let rest = min(8, count)
    let last = word(from: count &- rest)
    return StableHash.finish(
      StableHash.mix(hash, rest < 8 ? last & (1 << UInt64(8 &* rest) &- 1) : last)
    )
  }

  private func word(from start: Int) -> UInt64 {
    precondition(start >= 0 && start &+ 8 <= capacity, "a word lies within the capacity")
    // SAFETY: eight bytes from `start` on lie within the capacity, all of which is initialized.
    return UInt64(
      littleEndian: unsafe UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self)
    )
  }
}

/// Lends the normalizer the bytes it reads and those it writes.
enum StatementBuffers {
  /// Gives what `body` wrote of a statement.
  ///
  /// - Parameters:
  ///   - sql: The statement.
  ///   - capacity: The most bytes that can be written.
  ///   - body: Reads the source, writes the sink and keeps neither.
  /// - Returns: What the sink holds at the end.
  static func normal(
    of sql: Span<UInt8>,
    capacity: Int,
    _ body: (StatementSource, inout StatementSink) -> Void
  ) -> [UInt8] {
    guard !sql.isEmpty else { return [] }
    let capacity = max(capacity, 8)
    // SAFETY: both pointers are used by `body` alone, which does not keep them. The whole output is
    // initialized first, so that reading any of it is defined.
    return unsafe sql.withUnsafeBufferPointer { source in
      unsafe [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        unsafe target.initialize(repeating: 0)
        var sink = unsafe StatementSink(to, capacity: capacity)
        body(unsafe StatementSource(from, count: source.count), &sink)
        count = sink.count
      }
    }
  }
}
