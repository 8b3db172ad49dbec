/// The escapes of JSON strings.
enum JSONStringEscapes {
  /// The text that a string's content, which is between the quotes, stands for.
  static func resolve(_ content: ArraySlice<UInt8>) throws(JSONReader.Fault) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(content.count)
    var rest = content
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "t"): text.append(9)
      case UInt8(ascii: "r"): text.append(13)
      case UInt8(ascii: "b"): text.append(8)
      case UInt8(ascii: "f"): text.append(12)
      case UInt8(ascii: "u"): try text.append(contentsOf: scalar(&rest).utf8)
      case .some(let other): text.append(other)
      case nil: throw JSONReader.Fault()
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func scalar(
    _ rest: inout ArraySlice<UInt8>
  ) throws(JSONReader.Fault) -> String {
    let unit = try codeUnit(&rest)
    guard (0xD800..<0xDC00).contains(unit) else { return String(decoding: [unit], as: UTF16.self) }
    var pair = rest
    if pair.popFirst() == UInt8(ascii: "\\"), pair.popFirst() == UInt8(ascii: "u") {
      let second = try codeUnit(&pair)
      rest = pair
      return String(decoding: [unit, second], as: UTF16.self)
    }
    return "\u{FFFD}"
  }

  private static func codeUnit(
    _ rest: inout ArraySlice<UInt8>
  ) throws(JSONReader.Fault) -> UInt16 {
    let digits = String(decoding: rest.prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, let unit = UInt16(digits, radix: 16) else {
      throw JSONReader.Fault()
    }
    rest = rest.dropFirst(4)
    return unit
  }
}
