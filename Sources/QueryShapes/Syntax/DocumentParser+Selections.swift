extension DocumentParser {
  /// `{ selection … }`, at least one.
  mutating func selectionSet() throws(SyntaxFault) {
    try enter()
    _ = try expect(.leftBrace)
    repeat {
      if token.kind == .spread { try fragment() } else { try field() }
    } while try !skip(.rightBrace)
    leave()
  }

  private mutating func field() throws(SyntaxFault) {
    let name = try expect(.name)
    let index = open(.field, name)
    if try skip(.colon) {
      nodes[index].alias = name
      nodes[index].text = try expect(.name)
    }
    try arguments(constant: false)
    try directives(constant: false)
    if token.kind == .leftBrace {
      nodes[index].flags |= Node.hasSelections
      try selectionSet()
    }
    close(index)
  }

  /// A spread or an inline fragment.
  private mutating func fragment() throws(SyntaxFault) {
    try advance()
    let index = nodes.count
    if token.kind == .name, !isKeyword("on") {
      _ = open(.spread, token.text)
      try advance()
      try directives(constant: false)
      return close(index)
    }
    _ = open(.inlineFragment)
    if token.kind == .name {
      try advance()
      nodes[index].text = try expect(.name)
    }
    try directives(constant: false)
    try selectionSet()
    close(index)
  }

  @inline(__always)
  mutating func directives(constant: Bool) throws(SyntaxFault) {
    while token.kind == .at { try directive(constant: constant) }
  }

  private mutating func directive(constant: Bool) throws(SyntaxFault) {
    try advance()
    let index = open(.directive, try expect(.name))
    try arguments(constant: constant)
    close(index)
  }

  @inline(__always)
  mutating func arguments(constant: Bool) throws(SyntaxFault) {
    guard token.kind == .leftParenthesis else { return }
    try advance()
    repeat { try namedValue(.argument, constant: constant) } while try !skip(.rightParenthesis)
  }

  /// `name: value`, an argument or a field of an input object.
  mutating func namedValue(_ kind: NodeKind, constant: Bool) throws(SyntaxFault) {
    let index = open(kind, try expect(.name))
    _ = try expect(.colon)
    try value(constant: constant)
    close(index)
  }
}
