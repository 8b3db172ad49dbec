/// Eight bytes of a statement in one word, looked at together; the first is the lowest.
///
/// Words end where it is hard to predict, so a branch for each of their bytes costs more than all
/// of this arithmetic. In each of the masks the highest bit of a byte answers for it.
struct EightBytes {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  let bytes: UInt64

  /// How many of the bytes continue a word before one does not: letters, digits, underscores and
  /// all beyond ASCII.
  @inline(__always)
  var wordLength: Int {
    let low = bytes & ~Self.highs
    let letters = Self.areWithin(low | 0x20 &* Self.ones, 0x61, 0x7A)
    let digits = Self.areWithin(low, 0x30, 0x39)
    let underscores = Self.areWithin(low, 0x5F, 0x5F)
    let ends = ~(bytes | letters | digits | underscores) & Self.highs
    return ends.trailingZeroBitCount >> 3
  }

  /// The bytes with ASCII's capital letters in lower case.
  @inline(__always)
  var lowerCase: UInt64 {
    let capitals = Self.areWithin(bytes & ~Self.highs, 0x41, 0x5A) & ~bytes
    return bytes | (capitals & Self.highs) >> 2
  }

  /// Sets the highest bit of each byte, all below 128, that lies between two bounds.
  @inline(__always)
  private static func areWithin(_ low: UInt64, _ least: UInt64, _ most: UInt64) -> UInt64 {
    (low &+ (0x80 &- least) &* ones) & ~(low &+ (0x7F &- most) &* ones)
  }
}
