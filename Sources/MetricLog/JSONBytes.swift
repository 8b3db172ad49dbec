/// The pieces of a JSON line, appended to a buffer of UTF-8.
///
/// A caller's buffer keeps its capacity from line to line, so none of these allocates once it has
/// grown to the longest line.
extension [UInt8] {
  /// Appends bytes that need no escaping: punctuation and field names.
  @inline(__always)
  mutating func append(raw text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends a JSON string with its quotes.
  ///
  /// Quotes, backslashes and control characters are escaped. U+2028 and U+2029 are legal in JSON
  /// and stay as they are: the line ends at `\n` only.
  mutating func append(jsonString text: String) {
    append(UInt8(ascii: "\""))
    if text.utf8.contains(where: Self.needsEscape) {
      for byte in text.utf8 { append(escaping: byte) }
    } else {
      append(contentsOf: text.utf8)
    }
    append(UInt8(ascii: "\""))
  }

  @inline(__always)
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func append(escaping byte: UInt8) {
    guard Self.needsEscape(byte) else { return append(byte) }
    append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    default:
      append(raw: "u00")
      append(Self.hexDigit(UInt64(byte >> 4)))
      append(Self.hexDigit(UInt64(byte & 15)))
    }
  }

  /// Appends a whole number.
  mutating func append(number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(digitsOf: number.magnitude)
  }

  /// Appends a number without sign or leading zeros.
  mutating func append(digitsOf number: UInt64) {
    guard number >= 10 else { return append(Self.digit(number)) }
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var start = 20
    var rest = number
    while rest > 0 {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
      start -= 1
      digits[start] = Self.digit(remainder)
      rest = quotient
    }
    for index in start..<20 { append(digits[index]) }
  }

  /// Appends a number with leading zeros, `width` digits in all.
  mutating func append(digitsOf number: UInt64, width: Int) {
    var divisor: UInt64 = 1
    for _ in 1..<width { divisor *= 10 }
    var rest = number
    while divisor > 0 {
      append(Self.digit(rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }

  /// Appends nanoseconds as milliseconds: exact, with at most six decimals and no trailing zeros.
  mutating func append(milliseconds nanoseconds: Int64) {
    if nanoseconds < 0 { append(UInt8(ascii: "-")) }
    let (whole, part) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    append(digitsOf: whole)
    guard part > 0 else { return }
    append(UInt8(ascii: "."))
    var rest = part
    var divisor: UInt64 = 100_000
    while rest > 0 {
      append(Self.digit(rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }

  /// Appends 16 hex digits without quotes.
  mutating func append(hex number: UInt64) {
    var shift: UInt64 = 64
    while shift > 0 {
      shift -= 4
      append(Self.hexDigit(number >> shift & 15))
    }
  }

  @inline(__always)
  private static func digit(_ value: UInt64) -> UInt8 {
    UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)
  }

  @inline(__always)
  private static func hexDigit(_ value: UInt64) -> UInt8 {
    UInt8(truncatingIfNeeded: value) + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
  }
}
