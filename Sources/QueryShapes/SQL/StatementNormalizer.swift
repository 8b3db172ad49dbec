/// Reads a statement's bytes once and writes its normal form.
///
/// This file tells tokens apart; `StatementNormalizer+Writing` spaces them; the other extensions
/// hold the rules that look at more than one token. The input is followed by ``padding`` zeros, so
/// that looking ahead needs no check.
struct StatementNormalizer {
  /// Zeros behind the statement.
  static let padding = 4

  let input: [UInt8]
  let count: Int
  let dialect: SQLDialect
  var position = 0

  var output: [UInt8] = []
  var last = Last.nothing
  var lastWord: StatementWord?
  var hold = Hold.nothing
  var frame = Frame(branchStart: 0)
  var outer: [Frame] = []
  var statement = Statement()
  /// How many statements had a word; how many of them control a transaction.
  var statements = 0
  var controls = 0
  /// Open parentheses of what is left out; 0 when nothing is.
  var skippedDepth = 0
  var skipsRest = false
  /// Where the last `offset` begins, and the last one with the literal behind it.
  var offsetStart: Int?
  var offsetLiteral: Range<Int>?
  var commentTags: Range<Int>?
  private var isInHint = false

  /// What was written last, as far as white space and signs depend on it.
  enum Last: UInt8 {
    case nothing
    case name
    case keyword
    case literal
    case open
    case close
    case dot
    case comma
    case symbol
    case semicolon
  }

  init(padded bytes: [UInt8], dialect: SQLDialect) {
    input = bytes
    count = bytes.count - Self.padding
    self.dialect = dialect
    output.reserveCapacity(count + count / 4 + 16)
  }

  mutating func run() {
    while position < count {
      let byte = input[position]
      switch StatementByte.of(byte) {
      case .space: position &+= 1
      case .name: word()
      case .digit: number()
      case .other: symbol(byte)
      }
    }
    finish()
  }

  private mutating func symbol(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "'"): string(escapes: dialect == .mysql)
    case UInt8(ascii: "\""): doubleQuoted()
    case UInt8(ascii: "`"): quotedName(until: byte)
    case UInt8(ascii: "["): bracket()
    case UInt8(ascii: "("): advance(1) { $0.open() }
    case UInt8(ascii: ")"): advance(1) { $0.close() }
    case UInt8(ascii: ","): advance(1) { $0.comma() }
    case UInt8(ascii: ";"): advance(1) { $0.semicolon() }
    case UInt8(ascii: "."): dot()
    case UInt8(ascii: "-"): minus()
    case UInt8(ascii: "/"): slash()
    case UInt8(ascii: "*"): star()
    case UInt8(ascii: "#") where dialect == .mysql: skipLine()
    case UInt8(ascii: "+"): sign()
    case UInt8(ascii: "?"), UInt8(ascii: "$"), UInt8(ascii: ":"), UInt8(ascii: "@"),
      UInt8(ascii: "%"):
      placeholder(byte)
    default: operators()
    }
  }

  @inline(__always)
  mutating func advance(_ length: Int, _ body: (inout StatementNormalizer) -> Void) {
    position &+= length
    body(&self)
  }

  // MARK: Words and numbers

  /// A keyword, a name, or the letter before a string.
  private mutating func word() {
    let start = position
    var packed: UInt64 = 0
    var shift: UInt64 = 0
    var index = start
    repeat {
      // Sets the bit for lower case; in letters that is all it does.
      if shift < 64 { packed |= UInt64(StatementByte.lower(input[index])) << shift }
      shift &+= 8
      index &+= 1
    } while StatementByte.of(input[index]).continuesName
    position = index
    let length = index &- start
    if input[index] == UInt8(ascii: "'") || input[index] == UInt8(ascii: "&"),
      isStringPrefix(packed, length)
    {
      return string(escapes: dialect == .mysql || packed == UInt64(UInt8(ascii: "e")))
    }
    write(word: start..<index, StatementWord(packed: packed, length: length))
  }

  /// Whether the word belongs to the string behind it: `e''`, `b''`, `x''`, `n''`, `u&''`, `_utf8''`.
  private mutating func isStringPrefix(_ packed: UInt64, _ length: Int) -> Bool {
    if input[position] == UInt8(ascii: "&") {
      guard length == 1, packed == UInt64(UInt8(ascii: "u")),
        input[position + 1] == UInt8(ascii: "'")
      else { return false }
      position += 1
      return true
    }
    if dialect == .mysql, packed & 0xFF == UInt64(UInt8(ascii: "_")) { return true }
    guard length == 1 else { return false }
    return "ebxn".utf8.contains { UInt64($0) == packed }
  }

  /// A number, and whatever letters touch it.
  mutating func number() {
    var index = position
    let isHexadecimal = input[index] == UInt8(ascii: "0") && input[index + 1] | 0x20 == 0x78
    while true {
      index &+= 1
      let byte = input[index]
      if StatementByte.of(byte).continuesName || byte == UInt8(ascii: ".") { continue }
      let isSign = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      guard isSign, !isHexadecimal, input[index &- 1] | 0x20 == UInt8(ascii: "e"),
        StatementByte.of(input[index &+ 1]) == .digit
      else { break }
    }
    position = min(index, count)
    literal()
  }

  private mutating func dot() {
    if StatementByte.of(input[position + 1]) == .digit, last != .name, last != .close {
      return number()
    }
    position += 1
    write(dot: ())
  }

  // MARK: Signs and comments

  private mutating func minus() {
    if input[position + 1] == UInt8(ascii: "-") {
      // MySQL wants white space behind it, for `5--3` is a sum there.
      if dialect != .mysql || input[position + 2] <= 0x20 { return skipLine() }
    }
    if input[position + 1] == UInt8(ascii: ">") { return operators() }
    sign()
  }

  /// A plus or minus: part of the number behind it, or an operator.
  private mutating func sign() {
    if last != .name && last != .literal && last != .close {
      var next = position + 1
      while input[next] == UInt8(ascii: " ") { next += 1 }
      let isFraction = input[next] == UInt8(ascii: ".")
      if StatementByte.of(input[next + (isFraction ? 1 : 0)]) == .digit {
        position = next
        return
      }
    }
    let start = position
    position += 1
    write(symbol: start..<position)
  }

  private mutating func slash() {
    guard input[position + 1] == UInt8(ascii: "*") else { return operators() }
    if dialect == .mysql, input[position + 2] == UInt8(ascii: "!") {
      isInHint = true
      position += 3
      while StatementByte.of(input[position]) == .digit { position += 1 }
      return
    }
    skipComment()
  }

  private mutating func star() {
    if isInHint, input[position + 1] == UInt8(ascii: "/") {
      isInHint = false
      position += 2
      return
    }
    position += 1
    write(symbol: position - 1..<position)
  }

  private mutating func skipLine() {
    while position < count, input[position] != UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func skipComment() {
    let start = position + 2
    var index = start
    var depth = 1
    var hasTags = false
    while index < count {
      let byte = input[index]
      if byte == UInt8(ascii: "*"), input[index + 1] == UInt8(ascii: "/") {
        depth -= 1
        index += 2
        if depth == 0 { break }
      } else if dialect == .postgres, byte == UInt8(ascii: "/"),
        input[index + 1] == UInt8(ascii: "*")
      {
        depth += 1
        index += 2
      } else {
        if byte == UInt8(ascii: "="), input[index + 1] == UInt8(ascii: "'") { hasTags = true }
        index += 1
      }
    }
    position = min(index, count)
    if hasTags { commentTags = start..<max(start, position - 2) }
  }
}
