/// A name's 64-bit hash and the words that decide most comparisons without touching its bytes.
///
/// The hash is the same in every process and on every machine: digests choose by it what they keep
/// when there are too many names, so it is part of the digest format. It is a chain of 64 x 64 bit
/// multiplications folded to 64 bits, as in the wyhash family.
public struct NameKey: Sendable {
  /// The hash of all bytes and their count.
  public var hash: UInt64
  /// The first eight bytes, little-endian, zero-padded.
  public var head: UInt64
  /// The last eight bytes when there are more than eight, else zero.
  public var tail: UInt64
  /// The number of bytes.
  public var length: Int

  @inlinable @inline(__always)
  public init(hash: UInt64, head: UInt64, tail: UInt64, length: Int) {
    self.hash = hash
    self.head = head
    self.tail = tail
    self.length = length
  }

  /// Computes the key of `bytes`.
  ///
  /// - Complexity: O(*n*), *n* being the bytes. The reader has a faster twin that loads whole words;
  ///   a test holds the two together.
  public init(_ bytes: Span<UInt8>) {
    let length = bytes.count
    self.length = length
    guard length > 8 else {
      head = Self.word(bytes, from: 0, count: length)
      tail = 0
      hash = StableHash.finish(StableHash.mix(StableHash.start(length), head))
      return
    }
    head = Self.word(bytes, from: 0, count: 8)
    tail = Self.word(bytes, from: length - 8, count: 8)
    var hash = StableHash.mix(StableHash.start(length), head)
    var position = 8
    while position + 8 < length {
      hash = StableHash.mix(hash, Self.word(bytes, from: position, count: 8))
      position += 8
    }
    self.hash = StableHash.finish(StableHash.mix(hash, tail))
  }

  private static func word(_ bytes: Span<UInt8>, from start: Int, count: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<count { word |= UInt64(bytes[start + index]) << UInt64(8 * index) }
    return word
  }
}

/// The steps of the stable hash, shared by every place that computes one.
public enum StableHash {
  /// The state before the first word of a sequence of `length` bytes.
  @inlinable @inline(__always)
  public static func start(_ length: Int) -> UInt64 {
    0x2d35_8dcc_aa6c_78a5 ^ UInt64(truncatingIfNeeded: length) &* 0x9e37_79b9_7f4a_7c15
  }

  /// The state after one more word.
  @inlinable @inline(__always)
  public static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ word).multipliedFullWidth(by: 0x8bb8_4b93_962e_acc9)
    return product.low ^ product.high ^ (word &* 0xd6e8_feb8_6659_fd93)
  }

  /// The hash of a finished state: every input bit reaches every output bit.
  @inlinable @inline(__always)
  public static func finish(_ state: UInt64) -> UInt64 {
    var hash = state
    hash ^= hash >> 32
    hash &*= 0xd6e8_feb8_6659_fd93
    hash ^= hash >> 32
    hash &*= 0xd6e8_feb8_6659_fd93
    hash ^= hash >> 32
    return hash
  }

  /// The hash of two hashes in this order.
  @inlinable @inline(__always)
  public static func combine(_ first: UInt64, _ second: UInt64) -> UInt64 {
    finish(mix(mix(start(16), first), second))
  }
}
