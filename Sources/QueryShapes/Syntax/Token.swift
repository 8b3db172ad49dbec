/// The kinds of lexical tokens that an executable document is made of.
enum TokenKind: UInt8 {
  case end
  case name
  case int
  case float
  case string
  case blockString
  case bang
  case dollar
  case ampersand
  case leftParenthesis
  case rightParenthesis
  case spread
  case colon
  case equals
  case at
  case leftBracket
  case rightBracket
  case leftBrace
  case pipe
  case rightBrace

  /// The kind as a message names it.
  var description: String {
    switch self {
    case .end: "the end of the document"
    case .name: "a name"
    case .int: "an integer"
    case .float: "a number"
    case .string: "a string"
    case .blockString: "a block string"
    case .bang: "\"!\""
    case .dollar: "\"$\""
    case .ampersand: "\"&\""
    case .leftParenthesis: "\"(\""
    case .rightParenthesis: "\")\""
    case .spread: "\"...\""
    case .colon: "\":\""
    case .equals: "\"=\""
    case .at: "\"@\""
    case .leftBracket: "\"[\""
    case .rightBracket: "\"]\""
    case .leftBrace: "\"{\""
    case .pipe: "\"|\""
    case .rightBrace: "\"}\""
    }
  }
}

/// A token and its bytes; a string's bytes are with its quotes.
struct Token {
  var kind: TokenKind
  var start: UInt32
  var end: UInt32

  @inline(__always)
  init(_ kind: TokenKind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  @inline(__always)
  var text: TextRange { TextRange(start: start, count: end &- start) }

  /// The token as a message names it: names are quoted, values are not, for they may be secret.
  func description(in bytes: [UInt8]) -> String {
    guard kind == .name else { return kind.description }
    let shown = bytes[Int(start)..<min(Int(end), Int(start) + 60)]
    return "the name \"\(String(decoding: shown, as: UTF8.self))\""
  }
}

/// Some bytes of a document.
struct TextRange: Equatable {
  var start: UInt32
  var count: UInt32

  static let none = TextRange(start: 0, count: 0)

  var isEmpty: Bool { count == 0 }
  var bounds: Range<Int> { Int(start)..<Int(start) + Int(count) }
}
