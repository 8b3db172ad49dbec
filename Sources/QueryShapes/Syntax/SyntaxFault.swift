/// A refusal as the parser throws it: cheap to make, turned into a ``SyntaxError`` at the end.
struct SyntaxFault: Error {
  var offset: Int
  var problem: Problem

  enum Problem {
    case tooLong(maximum: Int)
    case tooManyTokens(maximum: Int)
    case tooDeep(maximum: Int)
    case invalidUTF8
    case unexpectedCharacter
    case invalidNumber
    case unterminatedString
    case invalidEscape
    case unexpected(Token)
    case expected(TokenKind, found: Token)
    case expectedKeyword(StaticString, found: Token)
    case variableInConstant
    case descriptionOfShorthand
    case descriptionOfOther

    func message(in bytes: [UInt8], count: Int, at offset: Int) -> String {
      switch self {
      case .tooLong(let maximum): "The document has more than \(maximum) bytes."
      case .tooManyTokens(let maximum): "The document has more than \(maximum) tokens."
      case .tooDeep(let maximum): "The document nests deeper than \(maximum) levels."
      case .invalidUTF8: "The document is not UTF-8 here."
      case .unexpectedCharacter: "Unexpected character \(Self.character(in: bytes, count, offset))."
      case .invalidNumber:
        "Invalid number, unexpected \(Self.character(in: bytes, count, offset))."
      case .unterminatedString: "Unterminated string."
      case .invalidEscape: "Invalid escape sequence in a string."
      case .unexpected(let token): "Unexpected \(token.description(in: bytes))."
      case .expected(let kind, let token):
        "Expected \(kind.description), found \(token.description(in: bytes))."
      case .expectedKeyword(let word, let token):
        "Expected \"\(word)\", found \(token.description(in: bytes))."
      case .variableInConstant: "A variable cannot stand in a constant value."
      case .descriptionOfShorthand: "A query in short form cannot have a description."
      case .descriptionOfOther: "Only an operation or a fragment can follow a description here."
      }
    }

    private static func character(in bytes: [UInt8], _ count: Int, _ offset: Int) -> String {
      guard offset < count else { return "end of the document" }
      let text = String(decoding: bytes[offset..<min(offset + 4, count)], as: UTF8.self)
      guard let scalar = text.unicodeScalars.first else { return "end of the document" }
      guard (0x20...0x7E).contains(scalar.value) else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      }
      return "\"\(scalar)\""
    }
  }
}
