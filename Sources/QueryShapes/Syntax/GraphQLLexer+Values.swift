extension GraphQLLexer {
  /// Reads an integer or a floating-point number, to the end of its digits.
  func number(from start: Int) throws(SyntaxFault) -> Token {
    var index = start
    var kind = TokenKind.int
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    if bytes[index] == UInt8(ascii: "0") {
      index += 1
      if isDigit(index) { throw SyntaxFault(offset: index, problem: .invalidNumber) }
    } else {
      index = try digits(from: index)
    }
    if bytes[index] == UInt8(ascii: ".") {
      kind = .float
      index = try digits(from: index + 1)
    }
    if bytes[index] | 0x20 == UInt8(ascii: "e") {
      kind = .float
      index += 1
      if bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
      index = try digits(from: index)
    }
    // What follows must not look like a part of the number.
    if bytes[index] == UInt8(ascii: ".") || Class.beginsName(bytes[index]) {
      throw SyntaxFault(offset: index, problem: .invalidNumber)
    }
    return Token(kind, start, index)
  }

  private func isDigit(_ index: Int) -> Bool { bytes[index] &- 48 < 10 }

  private func digits(from start: Int) throws(SyntaxFault) -> Int {
    guard isDigit(start) else { throw SyntaxFault(offset: start, problem: .invalidNumber) }
    var index = start + 1
    while isDigit(index) { index += 1 }
    return index
  }

  /// Reads a string in single quotes of its kind, checking its escape sequences.
  func string(from start: Int) throws(SyntaxFault) -> Token {
    var index = start + 1
    while index < count {
      switch bytes[index] {
      case UInt8(ascii: "\""): return Token(.string, start, index + 1)
      case UInt8(ascii: "\\"):
        guard let escape = StringEscape(in: bytes, at: index, end: count) else {
          throw SyntaxFault(offset: index, problem: .invalidEscape)
        }
        index += escape.length
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        throw SyntaxFault(offset: index, problem: .unterminatedString)
      default: index += 1
      }
    }
    throw SyntaxFault(offset: count, problem: .unterminatedString)
  }

  /// Reads a string in triple quotes; `\"""` does not end it.
  func blockString(from start: Int) throws(SyntaxFault) -> Token {
    var index = start + 3
    while index < count {
      switch bytes[index] {
      case UInt8(ascii: "\"") where areQuotes(index + 1, 2):
        return Token(.blockString, start, index + 3)
      case UInt8(ascii: "\\") where areQuotes(index + 1, 3): index += 4
      default: index += 1
      }
    }
    throw SyntaxFault(offset: count, problem: .unterminatedString)
  }

  private func areQuotes(_ start: Int, _ length: Int) -> Bool {
    for index in start..<start + length where bytes[index] != UInt8(ascii: "\"") { return false }
    return true
  }
}
