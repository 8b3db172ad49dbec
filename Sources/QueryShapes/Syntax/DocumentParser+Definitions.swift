extension DocumentParser {
  /// An operation or a fragment, with its description if it has one.
  mutating func definition() throws(SyntaxFault) {
    if token.kind == .leftBrace {
      let index = open(.operation)
      try selectionSet()
      return close(index)
    }
    let description = try takeDescription()
    let keyword = token
    if let description, keyword.kind == .leftBrace {
      throw SyntaxFault(offset: Int(description.start), problem: .descriptionOfShorthand)
    }
    guard keyword.kind == .name else { throw fault(.unexpected(keyword)) }
    if isKeyword("fragment") { return try fragmentDefinition(description) }
    guard let kind = operationKind() else {
      guard let description else { throw fault(.unexpected(keyword)) }
      throw SyntaxFault(offset: Int(description.start), problem: .descriptionOfOther)
    }
    try operationDefinition(kind, description)
  }

  private func operationKind() -> OperationKind? {
    if isKeyword("query") { return .query }
    if isKeyword("mutation") { return .mutation }
    return isKeyword("subscription") ? .subscription : nil
  }

  private mutating func takeDescription() throws(SyntaxFault) -> Token? {
    guard token.kind == .string || token.kind == .blockString else { return nil }
    let description = token
    try advance()
    return description
  }

  private mutating func describe(_ index: Int, _ description: Token?) {
    guard let description else { return }
    nodes[index].alias = description.text
    if description.kind == .blockString { nodes[index].flags |= Node.hasBlockDescription }
  }

  private mutating func operationDefinition(
    _ kind: OperationKind,
    _ description: Token?
  ) throws(SyntaxFault) {
    let index = open(.operation)
    describe(index, description)
    nodes[index].flags |= kind.nodeFlag
    try advance()
    if token.kind == .name {
      nodes[index].text = token.text
      try advance()
    }
    if try skip(.leftParenthesis) {
      repeat { try variableDefinition() } while try !skip(.rightParenthesis)
    }
    try directives(constant: false)
    try selectionSet()
    close(index)
  }

  private mutating func variableDefinition() throws(SyntaxFault) {
    let description = try takeDescription()
    _ = try expect(.dollar)
    let index = open(.variableDefinition, try expect(.name))
    describe(index, description)
    _ = try expect(.colon)
    try type()
    if try skip(.equals) { try value(constant: true) }
    try directives(constant: true)
    close(index)
  }

  private mutating func fragmentDefinition(_ description: Token?) throws(SyntaxFault) {
    try advance()
    if isKeyword("on") { throw fault(.unexpected(token)) }
    let index = open(.fragment, try expect(.name))
    describe(index, description)
    guard isKeyword("on") else { throw fault(.expectedKeyword("on", found: token)) }
    try advance()
    leaf(.namedType, try expect(.name))
    try directives(constant: false)
    try selectionSet()
    close(index)
  }

  /// A type, lists by recursion.
  private mutating func type() throws(SyntaxFault) {
    let index: Int
    if try skip(.leftBracket) {
      index = open(.listType)
      try enter()
      try type()
      leave()
      _ = try expect(.rightBracket)
    } else {
      index = open(.namedType, try expect(.name))
    }
    if try skip(.bang) { nodes[index].flags |= Node.isNonNull }
    close(index)
  }
}
