/// The first and last eight bytes of a name, which decide most comparisons without touching it.
public struct NameWords: Sendable {
  /// The first eight bytes, little-endian, zero-padded.
  public var head: UInt64
  /// The last eight bytes when there are more than eight, else zero.
  public var tail: UInt64

  /// Words that have been computed elsewhere.
  @inlinable @inline(__always)
  public init(head: UInt64, tail: UInt64) {
    self.head = head
    self.tail = tail
  }

  /// Takes the words from bytes; the reader has a faster twin that loads whole words.
  public init(_ bytes: Span<UInt8>) {
    head = StableHash.word(bytes, from: 0, count: min(8, bytes.count))
    tail = bytes.count > 8 ? StableHash.word(bytes, from: bytes.count - 8, count: 8) : 0
  }
}

/// A 64-bit hash of names that is the same in every process and on every machine.
///
/// Digests choose by it what they keep when there are too many names, so it is part of the digest
/// format. It is a chain of 64 x 64 bit multiplications folded to 64 bits, as in the wyhash family.
public enum StableHash {
  /// The hash of some bytes and their count.
  ///
  /// - Parameters:
  ///   - bytes: What is hashed.
  ///   - seed: 0 gives the hash that is the same everywhere; a secret one is for tables in memory.
  /// - Returns: The hash.
  /// - Complexity: O(*n*), *n* being the bytes.
  public static func of(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
    var hash = start(bytes.count) ^ seed
    var position = 0
    while position + 8 < bytes.count {
      hash = mix(hash, word(bytes, from: position, count: 8))
      position += 8
    }
    let rest = min(8, bytes.count)
    return finish(mix(hash, word(bytes, from: bytes.count - rest, count: rest)))
  }

  static func word(_ bytes: Span<UInt8>, from start: Int, count: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<count { word |= UInt64(bytes[start + index]) << UInt64(8 * index) }
    return word
  }

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
