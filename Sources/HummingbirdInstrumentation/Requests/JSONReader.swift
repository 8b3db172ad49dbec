/// Walks over JSON text and picks values out of it, without building a tree of the whole.
///
/// It is lenient where that does no harm: what it skips is checked for its brackets and strings only,
/// because the server behind it parses the same text properly.
struct JSONReader {
  /// The text is not JSON.
  struct Fault: Error {}

  /// Values of variables are read as deep as this.
  static let deepest = 64

  let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next byte that is no white space; `nil` at the end.
  mutating func peek() -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
        position += 1
      default: return bytes[position]
      }
    }
    return nil
  }

  /// Goes past the next byte that is no white space, if it is this one.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: UInt8) throws(Fault) {
    guard skip(byte) else { throw Fault() }
  }

  /// Reads an object; `member` reads or skips the value of each name.
  mutating func object(
    _ member: (inout JSONReader, String) throws(Fault) -> Void
  ) throws(Fault) {
    try expect(UInt8(ascii: "{"))
    if skip(UInt8(ascii: "}")) { return }
    repeat {
      let name = try string()
      try expect(UInt8(ascii: ":"))
      try member(&self, name)
    } while skip(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
  }

  /// Reads an array; `element` reads or skips each value.
  mutating func array(_ element: (inout JSONReader) throws(Fault) -> Void) throws(Fault) {
    try expect(UInt8(ascii: "["))
    if skip(UInt8(ascii: "]")) { return }
    repeat { try element(&self) } while skip(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
  }

  /// Reads a string, or skips `null`.
  mutating func stringOrNull() throws(Fault) -> String? {
    if peek() == UInt8(ascii: "\"") { return try string() }
    try skipValue()
    return nil
  }

  /// Goes past a value of any kind.
  mutating func skipValue() throws(Fault) {
    guard let first = peek() else { throw Fault() }
    switch first {
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): try skipContainer()
    default: try skipWord()
    }
  }

  /// Goes past a value of any kind, and returns its text.
  mutating func valueText() throws(Fault) -> [UInt8] {
    _ = peek()
    let start = position
    try skipValue()
    return Array(bytes[start..<position])
  }

  private mutating func skipContainer() throws(Fault) {
    var depth = 0
    repeat {
      guard let next = peek() else { throw Fault() }
      switch next {
      case UInt8(ascii: "\""): try skipString()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
      default: position += 1
      }
    } while depth > 0
  }

  private mutating func skipString() throws(Fault) {
    position += 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    throw Fault()
  }

  /// Goes past a number or a literal name, and returns where it was.
  @discardableResult
  mutating func skipWord() throws(Fault) -> Range<Int> {
    guard peek() != nil else { throw Fault() }
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        position += 1
      default:
        guard position > start else { throw Fault() }
        return start..<position
      }
    }
    return start..<position
  }

  /// Reads a string with its escapes resolved.
  mutating func string() throws(Fault) -> String {
    guard peek() == UInt8(ascii: "\"") else { throw Fault() }
    let start = position + 1
    try skipString()
    let content = bytes[start..<position - 1]
    guard content.contains(UInt8(ascii: "\\")) else {
      return String(decoding: content, as: UTF8.self)
    }
    return try JSONStringEscapes.resolve(content)
  }
}
