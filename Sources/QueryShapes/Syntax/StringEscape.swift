/// An escape sequence of a string: what it stands for and how many bytes it takes.
struct StringEscape {
  var scalar: Unicode.Scalar
  var length: Int

  /// Reads the sequence that begins with the backslash at `start`; nil when it is none.
  init?(in bytes: [UInt8], at start: Int, end: Int) {
    guard start + 1 < end else { return nil }
    switch bytes[start + 1] {
    case UInt8(ascii: "\""): self.init("\"")
    case UInt8(ascii: "\\"): self.init("\\")
    case UInt8(ascii: "/"): self.init("/")
    case UInt8(ascii: "b"): self.init("\u{8}")
    case UInt8(ascii: "f"): self.init("\u{C}")
    case UInt8(ascii: "n"): self.init("\n")
    case UInt8(ascii: "r"): self.init("\r")
    case UInt8(ascii: "t"): self.init("\t")
    case UInt8(ascii: "u"):
      let isVariable = start + 2 < end && bytes[start + 2] == UInt8(ascii: "{")
      let escape =
        isVariable
        ? Self.variable(in: bytes, at: start, end: end) : Self.fixed(in: bytes, at: start, end: end)
      guard let escape else { return nil }
      self = escape
    default: return nil
    }
  }

  private init(_ scalar: Unicode.Scalar, length: Int = 2) {
    self.scalar = scalar
    self.length = length
  }

  /// `\u{...}`: one to eight hexadecimal digits that name a Unicode scalar.
  private static func variable(in bytes: [UInt8], at start: Int, end: Int) -> StringEscape? {
    var value: UInt32 = 0
    var index = start + 3
    while index < min(end, start + 12) {
      if bytes[index] == UInt8(ascii: "}") {
        guard index > start + 3, let scalar = Unicode.Scalar(value) else { return nil }
        return StringEscape(scalar, length: index + 1 - start)
      }
      guard let digit = hexadecimal(bytes[index]), value <= 0x0FFF_FFFF else { return nil }
      value = value << 4 | digit
      index += 1
    }
    return nil
  }

  /// `\uXXXX`, or two of them that make up a surrogate pair.
  private static func fixed(in bytes: [UInt8], at start: Int, end: Int) -> StringEscape? {
    guard let lead = unit(in: bytes, at: start, end: end) else { return nil }
    if let scalar = Unicode.Scalar(lead) { return StringEscape(scalar, length: 6) }
    guard lead < 0xDC00, let trail = unit(in: bytes, at: start + 6, end: end),
      (0xDC00...0xDFFF).contains(trail),
      let scalar = Unicode.Scalar(0x10000 + (lead - 0xD800) << 10 + (trail - 0xDC00))
    else { return nil }
    return StringEscape(scalar, length: 12)
  }

  private static func unit(in bytes: [UInt8], at start: Int, end: Int) -> UInt32? {
    guard start + 6 <= end, bytes[start] == UInt8(ascii: "\\"),
      bytes[start + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for index in start + 2..<start + 6 {
      guard let digit = hexadecimal(bytes[index]) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 48)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - 87)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - 55)
    default: nil
    }
  }
}
