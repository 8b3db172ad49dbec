/// Reads a statement's bytes once and writes its normal form.
///
/// This file tells tokens apart; `StatementNormalizer+Writing` spaces them; the other extensions
/// hold the rules that look at more than one token.
struct StatementNormalizer {
  let input: StatementSource
  let count: Int
  let dialect: SQLDialect
  /// What a byte becomes within a word; 0 for a byte that ends it.
  let letters = StatementByte.letters
  var position = 0

  var output: StatementSink
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

  init(_ source: StatementSource, _ sink: StatementSink, _ dialect: SQLDialect) {
    input = source
    output = sink
    count = source.count
    self.dialect = dialect
  }

  mutating func run() {
    while position < count {
      // Without a branch, for whether a single space follows is hard to predict.
      position &+= input[position] == 0x20 ? 1 : 0
      let byte = input[position]
      if letters[Int(byte)] != 0 {
        if byte &- 48 < 10 { number() } else { word() }
      } else if byte <= 0x20 || byte == 0x7F {
        position &+= 1
      } else {
        symbol(byte)
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
  ///
  /// The word is written while it is read, and taken back if it turns out to be something else.
  private mutating func word() {
    let start = position
    let mark = output.count
    if !isWatching { space() }
    let (index, packed) = output.appendWord(input, from: start)
    position = index
    let following = input[index]
    if following == UInt8(ascii: "'") || following == UInt8(ascii: "&"),
      isStringPrefix(from: start, packed, index &- start)
    {
      output.cut(to: mark)
      return string(escapes: dialect == .mysql || packed == UInt64(UInt8(ascii: "e")))
    }
    if following == UInt8(ascii: "."), !isWatching, last != .dot, beginsName(index &+ 1) {
      return qualified(mark)
    }
    let word = StatementWord(packed: packed, length: index &- start)
    let isPlain = statement.wordCount >= 2 && !statement.hidesNames && !(word?.hasRule ?? false)
    guard isPlain, !isWatching else {
      output.cut(to: mark)
      return write(word: start..<index, word)
    }
    wrote(word)
  }

  private func beginsName(_ index: Int) -> Bool {
    letters[Int(input[index])] != 0 && input[index] &- 48 >= 10
  }

  /// The rest of `schema.table.column`, of which none is a keyword; the first word is written.
  private mutating func qualified(_ mark: Int) {
    if statement.wordCount < 2 || statement.hidesNames, note(nil) {
      output.cut(to: mark)
      while input[position] == UInt8(ascii: ".") || letters[Int(input[position])] != 0 {
        position &+= 1
      }
      return literal()
    }
    while input[position] == UInt8(ascii: "."), beginsName(position &+ 1) {
      output.append(UInt8(ascii: "."))
      (position, _) = output.appendWord(input, from: position &+ 1)
    }
    wrote(nil)
  }

  /// Whether the word belongs to the string behind it: `e''`, `b''`, `x''`, `n''`, `u&''`, `_utf8''`.
  private mutating func isStringPrefix(
    from start: Int,
    _ packed: UInt64,
    _ length: Int
  ) -> Bool {
    if input[position] == UInt8(ascii: "&") {
      guard length == 1, packed == UInt64(UInt8(ascii: "u")),
        input[position + 1] == UInt8(ascii: "'")
      else { return false }
      position += 1
      return true
    }
    if dialect == .mysql, input[start] == UInt8(ascii: "_") { return true }
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
      if letters[Int(byte)] != 0 || byte == UInt8(ascii: ".") { continue }
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
    // `(?+)` as this normalizer writes it: its own text has the same fingerprint.
    if last == .literal, frame.kind != .other, input[position + 1] == UInt8(ascii: ")") {
      position += 1
      return
    }
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
