/// What a byte of a statement can begin.
enum StatementByte: UInt8 {
  case space
  case name
  case digit
  case other

  /// Letters, underscores and everything beyond ASCII make names; control characters are space.
  @inline(__always)
  static func of(_ byte: UInt8) -> StatementByte {
    if byte >= 0x80 { return .name }
    if byte <= 0x20 || byte == 0x7F { return .space }
    if byte &- 48 < 10 { return .digit }
    if (byte | 0x20) &- 97 < 26 || byte == UInt8(ascii: "_") { return .name }
    return .other
  }

  @inline(__always)
  var continuesName: Bool { self == .name || self == .digit }

  /// The byte in lower case, if it is an ASCII letter.
  @inline(__always)
  static func lower(_ byte: UInt8) -> UInt8 {
    byte &- 65 < 26 ? byte | 0x20 : byte
  }

  /// What each byte becomes within a word: itself in lower case, 0 if it is of no word.
  static let letters = InlineArray<256, UInt8> { index in
    let byte = UInt8(truncatingIfNeeded: index)
    return of(byte).continuesName ? lower(byte) : 0
  }
}
