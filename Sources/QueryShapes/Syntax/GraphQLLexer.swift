/// Cuts the bytes of a document into tokens.
///
/// The bytes are followed by ``padding`` zeros, so that looking a few bytes ahead needs no check for
/// the end; a zero before the end is an unexpected character like others. Lines are not counted
/// here: an error's position is found when there is one. Grammar: GraphQL, edition of September
/// 2025, section 2.1.
struct GraphQLLexer {
  /// Zeros behind the document.
  static let padding = 4

  let bytes: [UInt8]
  /// The bytes of the document, without the padding.
  let count: Int
  private(set) var position = 0

  init(padded bytes: [UInt8]) {
    self.bytes = bytes
    count = bytes.count - Self.padding
  }

  /// The next token that is neither white space nor a comment.
  @inline(__always)
  mutating func next() throws(SyntaxFault) -> Token {
    var index = position
    while true {
      let byte = bytes[index]
      switch Class.of(byte) {
      case .ignored:
        index &+= 1
      case .name:
        let start = index
        repeat { index &+= 1 } while Class.continuesName(bytes[index])
        position = index
        return Token(.name, start, index)
      case .other:
        guard let token = try punctuatorOrValue(byte, &index) else { continue }
        position = Int(token.end)
        return token
      }
    }
  }

  /// A token that begins with `byte`, or nil when it was a comment or a byte order mark.
  private func punctuatorOrValue(
    _ byte: UInt8,
    _ index: inout Int
  ) throws(SyntaxFault) -> Token? {
    let start = index
    switch byte {
    case UInt8(ascii: "!"): return Token(.bang, start, start &+ 1)
    case UInt8(ascii: "$"): return Token(.dollar, start, start &+ 1)
    case UInt8(ascii: "&"): return Token(.ampersand, start, start &+ 1)
    case UInt8(ascii: "("): return Token(.leftParenthesis, start, start &+ 1)
    case UInt8(ascii: ")"): return Token(.rightParenthesis, start, start &+ 1)
    case UInt8(ascii: ":"): return Token(.colon, start, start &+ 1)
    case UInt8(ascii: "="): return Token(.equals, start, start &+ 1)
    case UInt8(ascii: "@"): return Token(.at, start, start &+ 1)
    case UInt8(ascii: "["): return Token(.leftBracket, start, start &+ 1)
    case UInt8(ascii: "]"): return Token(.rightBracket, start, start &+ 1)
    case UInt8(ascii: "{"): return Token(.leftBrace, start, start &+ 1)
    case UInt8(ascii: "|"): return Token(.pipe, start, start &+ 1)
    case UInt8(ascii: "}"): return Token(.rightBrace, start, start &+ 1)
    case UInt8(ascii: "."):
      guard bytes[start + 1] == byte, bytes[start + 2] == byte else {
        throw SyntaxFault(offset: start, problem: .unexpectedCharacter)
      }
      return Token(.spread, start, start &+ 3)
    case UInt8(ascii: "\""):
      let isBlock = bytes[start + 1] == byte && bytes[start + 2] == byte
      return isBlock ? try blockString(from: start) : try string(from: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number(from: start)
    case UInt8(ascii: "#"):
      index = endOfComment(from: start)
      return nil
    case 0xEF where bytes[start + 1] == 0xBB && bytes[start + 2] == 0xBF:
      index = start &+ 3
      return nil
    case 0 where start == count:
      return Token(.end, start, start)
    default:
      throw SyntaxFault(offset: start, problem: .unexpectedCharacter)
    }
  }

  private func endOfComment(from start: Int) -> Int {
    var index = start &+ 1
    while index < count, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r") {
      index &+= 1
    }
    return index
  }

  /// What a byte can begin.
  enum Class {
    case ignored
    case name
    case other

    private static let nameLow: UInt64 = 0x03FF_0000_0000_0000
    private static let nameHigh: UInt64 = 0x07FF_FFFE_87FF_FFFE
    private static let ignoredLow: UInt64 =
      1 << 9 | 1 << 10 | 1 << 13 | 1 << 32 | 1 << 44

    @inline(__always)
    static func of(_ byte: UInt8) -> Class {
      if byte < 64 { return (ignoredLow >> UInt64(byte)) & 1 != 0 ? .ignored : .other }
      return byte < 128 && (nameHigh >> UInt64(byte & 63)) & 1 != 0 ? .name : .other
    }

    @inline(__always)
    static func continuesName(_ byte: UInt8) -> Bool {
      let mask = byte < 64 ? nameLow : nameHigh
      return byte < 128 && (mask >> UInt64(byte & 63)) & 1 != 0
    }

    /// Whether a name can begin with the byte.
    static func beginsName(_ byte: UInt8) -> Bool { of(byte) == .name }
  }
}
