/// The bytes that JSON is made of.
enum Ascii {
  static let tab: UInt8 = 0x09
  static let newline: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let minus: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let zero: UInt8 = 0x30
  static let colon: UInt8 = 0x3A
  static let openBracket: UInt8 = 0x5B
  static let backslash: UInt8 = 0x5C
  static let closeBracket: UInt8 = 0x5D
  static let lowercaseE: UInt8 = 0x65
  static let lowercaseN: UInt8 = 0x6E
  static let openBrace: UInt8 = 0x7B
  static let closeBrace: UInt8 = 0x7D
}

/// Eight bytes at a time in one word ("SIMD within a register").
///
/// Swift's `SIMD16` comparisons compiled to scalar loops and made the scanner many times slower, so
/// the tests for single bytes are done with the usual carry tricks on `UInt64`.
enum Swar {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Marks, in the top bit of each byte, bytes that end a run of plain string characters: quote,
  /// backslash, control characters and everything beyond ASCII.
  ///
  /// Only the lowest mark is exact; a borrow may mark bytes above it wrongly.
  @inline(__always)
  static func stringStop(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* UInt64(Ascii.quote))
    let backslash = word ^ (ones &* UInt64(Ascii.backslash))
    let isQuote = (quote &- ones) & ~quote
    let isBackslash = (backslash &- ones) & ~backslash
    let isControl = word &- (ones &* 0x20)
    return (isQuote | isBackslash | isControl | word) & highBits
  }

  /// The first `count` bytes of a word, the others zero; `count` is below 8.
  @inline(__always)
  static func lowBytes(_ word: UInt64, _ count: Int) -> UInt64 {
    word & ((1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1)
  }

  /// The value of eight hex digits, the first in the lowest byte; `nil` when one is none.
  @inline(__always)
  static func hex(_ word: UInt64) -> UInt64? {
    // Letters have bit 6 set; folding them to lower case leaves digits as they are.
    let letters = (word >> 6) & ones
    let folded = word | (letters &* 0x20)
    let nibbles = (folded & (ones &* 0x0F)) &+ letters &* 9
    // Writing each nibble out again must give the folded word back; g to o would, as 16 to 24.
    let isLetter = ((nibbles &+ (ones &* 6)) >> 4) & ones
    guard folded == nibbles &+ ones &* 0x30 &+ isLetter &* 0x27,
      (word | nibbles &<< 3) & highBits == 0
    else { return nil }
    // Big end first: the first digit is the highest nibble.
    let pairs = (nibbles << 4 | nibbles >> 8) & 0x00FF_00FF_00FF_00FF
    let b0 = pairs & 0xFF
    let b1 = (pairs >> 16) & 0xFF
    let b2 = (pairs >> 32) & 0xFF
    let b3 = (pairs >> 48) & 0xFF
    return b0 << 24 | b1 << 16 | b2 << 8 | b3
  }
}
