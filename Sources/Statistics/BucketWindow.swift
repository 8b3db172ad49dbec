/// Counts of consecutive buckets, from the lowest to the highest that is not empty.
///
/// Most hours of most operations count fewer than 65,536 values in a bucket, so counts begin with 16
/// bits and the whole window widens when one outgrows them.
struct BucketWindow: Sendable {
  /// The bucket of the first count; a multiple of ``block``.
  private var first = 0
  /// The counts, while each fits 16 bits; then empty.
  private var narrow: [UInt16] = []
  /// The counts, once one does not fit 16 bits.
  private var wide: [Int64] = []

  /// Windows grow by so many buckets, half an octave.
  private static let block = 32

  init() {}

  /// Adds to a bucket.
  @inline(__always)
  mutating func add(_ amount: Int64, at index: Int) {
    let offset = index &- first
    if offset >= 0, offset < narrow.count {
      let sum = Int64(narrow[offset]) &+ amount
      if amount <= 0xFFFF, sum <= 0xFFFF {
        narrow[offset] = UInt16(truncatingIfNeeded: sum)
        return
      }
    }
    slowAdd(amount, at: index)
  }

  @inline(never)
  private mutating func slowAdd(_ amount: Int64, at index: Int) {
    cover(index)
    let offset = index - first
    if wide.isEmpty, Int64(narrow[offset]).addingClamped(amount) > 0xFFFF {
      wide = narrow.map(Int64.init)
      narrow = []
    }
    if wide.isEmpty {
      narrow[offset] += UInt16(amount)
    } else {
      wide[offset] = wide[offset].addingClamped(amount)
    }
  }

  /// Grows the window so that it has a place for a bucket.
  private mutating func cover(_ index: Int) {
    let start = (index >= 0 ? index : index - Self.block + 1) / Self.block * Self.block
    if size == 0 {
      first = start
      narrow = [UInt16](repeating: 0, count: Self.block)
    } else if index < first {
      let missing = first - start
      if wide.isEmpty {
        narrow.insert(contentsOf: repeatElement(0, count: missing), at: 0)
      } else {
        wide.insert(contentsOf: repeatElement(0, count: missing), at: 0)
      }
      first = start
    } else if index >= first + size {
      let missing = start + Self.block - first - size
      if wide.isEmpty {
        narrow.append(contentsOf: repeatElement(0, count: missing))
      } else {
        wide.append(contentsOf: repeatElement(0, count: missing))
      }
    }
  }

  private var size: Int { narrow.count + wide.count }

  /// Adds another window's counts.
  mutating func merge(_ other: BucketWindow) {
    for (index, count) in other { add(count, at: index) }
  }
}

extension BucketWindow: Sequence {
  /// Walks the buckets that are not empty, the lowest first.
  struct Iterator: IteratorProtocol {
    fileprivate let window: BucketWindow
    fileprivate var offset = 0

    mutating func next() -> (index: Int, count: Int64)? {
      while offset < window.size {
        let count = window.wide.isEmpty ? Int64(window.narrow[offset]) : window.wide[offset]
        offset += 1
        if count > 0 { return (index: window.first + offset - 1, count: count) }
      }
      return nil
    }
  }

  func makeIterator() -> Iterator { Iterator(window: self) }
}
