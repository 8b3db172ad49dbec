/// Counts of consecutive buckets, from the lowest to the highest that is not empty.
///
/// Most hours of most operations count fewer than 256 values in a bucket, so counts begin with one
/// byte; when one outgrows that, the whole window goes to two bytes and then to eight.
struct BucketWindow: Sendable {
  /// The counts, ``width`` bytes each, the lowest first.
  private var bytes: [UInt8] = []
  /// The bucket of the first count; a multiple of ``block``.
  private var first: Int32 = 0
  /// 1, 2 or 8.
  private var width: UInt8 = 1

  /// Windows grow by so many buckets, half an octave.
  private static let block = 32

  init() {}

  /// Adds to a bucket.
  @inline(__always)
  mutating func add(_ amount: Int64, at index: Int) {
    let offset = index &- Int(first)
    if width == 1, amount <= 0xFF, offset >= 0, offset < bytes.count {
      let sum = UInt16(bytes[offset]) &+ UInt16(truncatingIfNeeded: amount)
      if sum <= 0xFF {
        bytes[offset] = UInt8(truncatingIfNeeded: sum)
        return
      }
    } else if width == 2, amount <= 0xFFFF, offset >= 0, 2 &* offset < bytes.count {
      let old = UInt32(bytes[2 &* offset]) | UInt32(bytes[2 &* offset &+ 1]) << 8
      let sum = old &+ UInt32(truncatingIfNeeded: amount)
      if sum <= 0xFFFF {
        bytes[2 &* offset] = UInt8(truncatingIfNeeded: sum)
        bytes[2 &* offset &+ 1] = UInt8(truncatingIfNeeded: sum >> 8)
        return
      }
    }
    slowAdd(amount, at: index)
  }

  @inline(never)
  private mutating func slowAdd(_ amount: Int64, at index: Int) {
    let offset = cover(index)
    let sum = count(at: offset).addingClamped(amount)
    let needed: UInt8 = sum <= 0xFF ? 1 : sum <= 0xFFFF ? 2 : 8
    if needed > width { widen(to: needed) }
    setCount(sum, at: offset)
  }

  private var size: Int { bytes.count / Int(width) }

  private func count(at offset: Int) -> Int64 {
    if width == 1 { return Int64(bytes[offset]) }
    let start = offset * Int(width)
    var value: UInt64 = 0
    for byte in 0..<Int(width) { value |= UInt64(bytes[start + byte]) << UInt64(8 * byte) }
    return Int64(bitPattern: value)
  }

  private mutating func setCount(_ count: Int64, at offset: Int) {
    let start = offset * Int(width)
    for byte in 0..<Int(width) {
      bytes[start + byte] = UInt8(truncatingIfNeeded: count >> Int64(8 * byte))
    }
  }

  private mutating func widen(to newWidth: UInt8) {
    let counts = (0..<size).map(count)
    width = newWidth
    bytes = [UInt8](repeating: 0, count: counts.count * Int(newWidth))
    for (offset, count) in counts.enumerated() { setCount(count, at: offset) }
  }

  /// Grows the window so that it has a place for a bucket, and returns the place.
  private mutating func cover(_ index: Int) -> Int {
    let start = (index >= 0 ? index : index - Self.block + 1) / Self.block * Self.block
    if bytes.isEmpty { first = Int32(truncatingIfNeeded: start) }
    let before = Swift.max(0, Int(first) - start)
    let after = Swift.max(0, start + Self.block - Int(first) - size)
    if before + after > 0 {
      // A new array of the exact size: one that grows in place would reserve twice as much.
      let old = bytes
      bytes = []
      bytes.reserveCapacity(old.count + (before + after) * Int(width))
      bytes.append(contentsOf: repeatElement(0, count: before * Int(width)))
      bytes.append(contentsOf: old)
      bytes.append(contentsOf: repeatElement(0, count: after * Int(width)))
      first -= Int32(truncatingIfNeeded: before)
    }
    return index - Int(first)
  }

  /// Adds another window's counts.
  mutating func merge(_ other: BucketWindow) {
    guard !bytes.isEmpty else { return self = other }
    guard !addSmallCounts(of: other) else { return }
    for (index, count) in other { add(count, at: index) }
  }

  /// Adds all counts at once while they are of one byte; false if a sum would not be.
  private mutating func addSmallCounts(of other: BucketWindow) -> Bool {
    guard width == 1, other.width == 1, !other.bytes.isEmpty else { return false }
    _ = cover(Int(other.first) + other.bytes.count - 1)
    let start = cover(Int(other.first))
    var isOver: UInt8 = 0
    for offset in other.bytes.indices {
      let sum = bytes[start &+ offset] &+ other.bytes[offset]
      isOver |= sum < other.bytes[offset] ? 1 : 0
    }
    guard isOver == 0 else { return false }
    for offset in other.bytes.indices { bytes[start &+ offset] &+= other.bytes[offset] }
    return true
  }
}

extension BucketWindow: Sequence {
  /// Walks the buckets that are not empty, the lowest first.
  struct Iterator: IteratorProtocol {
    fileprivate let window: BucketWindow
    fileprivate var offset = 0

    mutating func next() -> (index: Int, count: Int64)? {
      while offset < window.size {
        let count = window.count(at: offset)
        offset += 1
        if count > 0 { return (index: Int(window.first) + offset - 1, count: count) }
      }
      return nil
    }
  }

  func makeIterator() -> Iterator { Iterator(window: self) }
}
