extension StatementNormalizer {
  /// Some tokens between parentheses, or the whole statement.
  struct Frame {
    enum Kind: UInt8 {
      case other
      case list
      case row
    }

    var kind = Kind.other
    /// Where its parenthesis stands in the output.
    var start = 0
    /// Whether it holds literals and commas alone, so far.
    var isLiteral = true
    var hasItems = false
    var isOrdered = false
    /// The `select` that is being written, and the one before it that a `union` follows.
    var branchStart: Int
    var previousBranch: Range<Int>?
    var connectorStart = 0
    var isUnionAll = false
    var isMarked = false

    init(_ kind: Kind = .other, start: Int = 0, branchStart: Int) {
      self.kind = kind
      self.start = start
      self.branchStart = branchStart
    }
  }

  // MARK: White space

  /// Writes what separates the next token from the last, unless the two touch.
  @inline(__always)
  mutating func space() {
    if last == .semicolon { output.append(UInt8(ascii: ";")) }
    output.append(UInt8(ascii: " "), if: Self.touching & (1 << last.rawValue) == 0)
  }

  /// After these the next token follows without a space.
  private static let touching: UInt16 =
    1 << Last.open.rawValue | 1 << Last.dot.rawValue | 1 << Last.nothing.rawValue

  /// How many bytes ``space()`` would write.
  var spaceLength: Int {
    switch last {
    case .open, .dot, .nothing: 0
    case .semicolon: 2
    default: 1
    }
  }

  // MARK: Names and literals

  /// Writes a word in lower case, unless a rule says otherwise.
  mutating func write(word range: Range<Int>, _ word: StatementWord?) {
    if isWatching, !accepts(.word, word) { return }
    if statement.wordCount < 2 || statement.hidesNames, note(word) { return literal() }
    if let word, applies(word) { return }
    space()
    for index in range { output.append(StatementByte.lower(input[index])) }
    wrote(word)
  }

  @inline(__always)
  mutating func wrote(_ word: StatementWord?) {
    frame.isLiteral = false
    last = (word?.isOperator ?? false) ? .keyword : .name
    lastWord = word
  }

  /// Writes a quoted name, or one with `@`, as it is.
  mutating func write(name range: Range<Int>) {
    if isWatching, !accepts(.other) { return }
    if statement.wordCount < 2 || statement.hidesNames, note(nil) { return literal() }
    frame.isLiteral = false
    space()
    output.append(input, range)
    last = .name
    lastWord = nil
  }

  /// Writes `?` for a literal or a placeholder; literals side by side are one.
  mutating func literal() {
    if isWatching, !accepts(.literal) { return }
    frame.hasItems = true
    let isBehindOffset = lastWord == .offset
    lastWord = nil
    guard last != .literal else { return }
    space()
    output.append(UInt8(ascii: "?"))
    last = .literal
    if isBehindOffset, let start = offsetStart { offsetLiteral = start..<output.count }
  }

  // MARK: Symbols

  mutating func write(symbol range: Range<Int>) {
    if isWatching, !accepts(.other) { return }
    frame.isLiteral = false
    space()
    output.append(input, range)
    last = .symbol
    lastWord = nil
  }

  mutating func write(dot: Void) {
    if isWatching, !accepts(.other) { return }
    frame.isLiteral = false
    output.append(UInt8(ascii: "."))
    last = .dot
    lastWord = nil
  }

  /// Writes `::`; a cast of a literal in a list goes with its type.
  mutating func write(cast length: Int) {
    position += length
    if isWatching, !accepts(.other) { return }
    if frame.kind != .other, last == .literal {
      hold = .castType
      return
    }
    frame.isLiteral = false
    output.append(contentsOf: "::".utf8)
    last = .dot
    lastWord = nil
  }

  mutating func comma() {
    if isWatching, !accepts(.comma) { return }
    writeComma()
  }

  mutating func writeComma() {
    output.append(UInt8(ascii: ","))
    last = .comma
    lastWord = nil
  }

  mutating func writeHeld(_ word: StaticString) {
    space()
    output.append(contentsOf: word.description.utf8)
    last = .keyword
  }

  // MARK: Parentheses

  mutating func open() {
    if isWatching, !accepts(.open) { return }
    if statement.first == .call {
      skipsRest = true
      return
    }
    let kind: Frame.Kind =
      switch lastWord {
      case .in: .list
      case .values, .value: .row
      // A row within a list: `(a, b) in ((1, 2))`.
      case nil where frame.kind == .list && (last == .open || last == .comma): .list
      default: .other
      }
    if last != .name || lastWord == .value || lastWord == .values { space() }
    outer.append(frame)
    frame = Frame(kind, start: output.count, branchStart: output.count + 1)
    output.append(UInt8(ascii: "("))
    last = .open
    lastWord = nil
  }

  mutating func close() {
    if isWatching, !accepts(.close) { return }
    endBranch()
    let closed = frame
    if let parent = outer.popLast() { frame = parent }
    if closed.kind != .other, closed.isLiteral, closed.hasItems {
      output.cut(to: min(closed.start, output.count))
      output.append(contentsOf: "(?+)".utf8)
      frame.hasItems = true
    } else {
      output.append(UInt8(ascii: ")"))
      frame.isLiteral = false
    }
    last = .close
    lastWord = nil
    if closed.kind == .row { hold = .rowEnd }
  }

  // MARK: Statements

  mutating func semicolon() {
    endStatement()
    statement = Statement()
    skippedDepth = 0
    skipsRest = false
    if !output.isEmpty { last = .semicolon }
    hold = .branch
  }

  mutating func finish() { endStatement() }

  private mutating func endStatement() {
    endBranch()
    while let parent = outer.popLast() {
      frame = parent
      endBranch()
    }
    frame = Frame(branchStart: output.count)
    lastWord = nil
  }
}
