/// Builds the tree of an executable document from its tokens.
///
/// It goes down by recursion, which the limit on depth bounds, and looks one token ahead. Where
/// it stops at an error is where graphql-js and graphql-core stop. Grammar: GraphQL, edition of
/// September 2025, sections 2.2 to 2.12.
struct DocumentParser {
  private(set) var lexer: GraphQLLexer
  private(set) var token = Token(.end, 0, 0)
  var nodes: [Node] = []
  private var tokensLeft: Int
  private var depth = 0
  private let limits: ParseLimits

  init(padded bytes: [UInt8], limits: ParseLimits) {
    lexer = GraphQLLexer(padded: bytes)
    tokensLeft = limits.maxTokens
    self.limits = limits
    nodes.reserveCapacity(min(lexer.count / 8 + 8, max(0, limits.maxTokens)))
  }

  /// Parses the document; afterwards ``nodes`` holds its definitions.
  mutating func parse() throws(SyntaxFault) {
    if lexer.count > limits.boundedBytes {
      throw SyntaxFault(offset: limits.boundedBytes, problem: .tooLong(maximum: limits.maxBytes))
    }
    try advance()
    repeat { try definition() } while token.kind != .end
  }

  // MARK: Tokens

  @inline(__always)
  mutating func advance() throws(SyntaxFault) {
    token = try lexer.next()
    if token.kind != .end {
      tokensLeft &-= 1
      if tokensLeft < 0 { throw fault(.tooManyTokens(maximum: limits.maxTokens)) }
    }
  }

  /// Goes past a token if it is of this kind.
  @inline(__always)
  mutating func skip(_ kind: TokenKind) throws(SyntaxFault) -> Bool {
    guard token.kind == kind else { return false }
    try advance()
    return true
  }

  /// Goes past a token that must be of this kind.
  @inline(__always)
  mutating func expect(_ kind: TokenKind) throws(SyntaxFault) -> TextRange {
    guard token.kind == kind else { throw fault(.expected(kind, found: token)) }
    let text = token.text
    try advance()
    return text
  }

  func fault(_ problem: SyntaxFault.Problem) -> SyntaxFault {
    SyntaxFault(offset: Int(token.start), problem: problem)
  }

  /// Whether the token is this name.
  func isKeyword(_ word: StaticString) -> Bool {
    token.kind == .name && lexer.bytes.has(word, at: token.text)
  }

  mutating func enter() throws(SyntaxFault) {
    depth += 1
    if depth > limits.boundedDepth { throw fault(.tooDeep(maximum: limits.boundedDepth)) }
  }

  mutating func leave() { depth -= 1 }

  // MARK: Nodes

  /// Adds a node and gives its index, for ``close(_:)`` when its children are there.
  @inline(__always)
  mutating func open(_ kind: NodeKind, _ text: TextRange = .none) -> Int {
    nodes.append(Node(kind: kind, text: text))
    return nodes.count &- 1
  }

  @inline(__always)
  mutating func close(_ index: Int) {
    nodes[index].end = UInt32(truncatingIfNeeded: nodes.count)
  }

  @inline(__always)
  mutating func leaf(_ kind: NodeKind, _ text: TextRange, flags: UInt8 = 0) {
    let end = UInt32(truncatingIfNeeded: nodes.count &+ 1)
    nodes.append(Node(kind: kind, flags: flags, end: end, text: text))
  }
}

extension [UInt8] {
  /// Whether the bytes of a range are those of an ASCII word.
  func has(_ word: StaticString, at range: TextRange) -> Bool {
    guard Int(range.count) == word.utf8CodeUnitCount else { return false }
    var index = Int(range.start)
    for byte in word.description.utf8 {
      if self[index] != byte { return false }
      index += 1
    }
    return true
  }
}
