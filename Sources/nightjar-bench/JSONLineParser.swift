/// Reads one JSON value.
struct JSONLineParser {
  private let bytes: [UInt8]
  private var next = 0

  private static let deepest = 64

  /// Reads a line that holds one value and nothing else.
  static func parse(_ line: String) throws(JSONLine.Failure) -> JSONLine {
    var parser = JSONLineParser(bytes: Array(line.utf8))
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.next == parser.bytes.count else { throw parser.failure("more than one value") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func failure(_ text: String) -> JSONLine.Failure {
    JSONLine.Failure(description: "\(text) at byte \(next)")
  }

  private var current: UInt8? { next < bytes.count ? bytes[next] : nil }

  private mutating func skipSpace() {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { next += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard current == byte else { return false }
    next += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONLine.Failure) -> JSONLine {
    guard depth < Self.deepest else { throw failure("too deep") }
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try list(depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(
    _ word: String,
    _ value: JSONLine
  ) throws(JSONLine.Failure) -> JSONLine {
    guard bytes[next...].starts(with: word.utf8) else { throw failure("no value") }
    next += word.utf8.count
    return value
  }

  private mutating func number() throws(JSONLine.Failure) -> JSONLine {
    let start = next
    while let byte = current, "+-.0123456789eE".utf8.contains(byte) { next += 1 }
    guard let value = Double(String(decoding: bytes[start..<next], as: UTF8.self)) else {
      throw failure("no value")
    }
    return .number(value)
  }

  private mutating func list(_ depth: Int) throws(JSONLine.Failure) -> JSONLine {
    next += 1
    var values: [JSONLine] = []
    if take(UInt8(ascii: "]")) { return .list(values) }
    repeat { values.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure("a list without an end") }
    return .list(values)
  }

  private mutating func object(_ depth: Int) throws(JSONLine.Failure) -> JSONLine {
    next += 1
    var members: [(key: String, value: JSONLine)] = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw failure("a member without a name") }
      let key = try text()
      guard take(UInt8(ascii: ":")) else { throw failure("a name without a value") }
      members.append((key, try value(depth: depth + 1)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure("an object without an end") }
    return .object(members)
  }

  private mutating func text() throws(JSONLine.Failure) -> String {
    next += 1
    var units: [UInt8] = []
    while let byte = current {
      next += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"): units += try escaped()
      default: units.append(byte)
      }
    }
    throw failure("text without an end")
  }

  private mutating func escaped() throws(JSONLine.Failure) -> [UInt8] {
    guard let byte = current else { throw failure("text without an end") }
    next += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"):
      let digits = String(decoding: bytes[next..<min(next + 4, bytes.count)], as: UTF8.self)
      guard digits.utf8.count == 4, let code = UInt16(digits, radix: 16) else {
        throw failure("a wrong escape")
      }
      next += 4
      // Names are only handed through: halves of a pair become the replacement character.
      return Array(String(decoding: [code], as: UTF16.self).utf8)
    default: return [byte]
    }
  }
}
