extension DocumentParser {
  /// A literal or, unless it must be constant, a variable.
  mutating func value(constant: Bool) throws(SyntaxFault) {
    switch token.kind {
    case .int: try take(.int)
    case .float: try take(.float)
    case .string: try take(.string)
    case .blockString: try take(.blockString)
    case .name: try take(nameKind())
    case .dollar: try variable(constant: constant)
    case .leftBracket: try list(constant: constant)
    case .leftBrace: try object(constant: constant)
    default: throw fault(.unexpected(token))
    }
  }

  private mutating func take(_ kind: NodeKind) throws(SyntaxFault) {
    leaf(kind, token.text)
    try advance()
  }

  private func nameKind() -> NodeKind {
    if isKeyword("true") || isKeyword("false") { return .boolean }
    return isKeyword("null") ? .null : .enumeration
  }

  private mutating func variable(constant: Bool) throws(SyntaxFault) {
    let dollar = Int(token.start)
    try advance()
    if constant { throw SyntaxFault(offset: dollar, problem: .variableInConstant) }
    leaf(.variable, try expect(.name))
  }

  private mutating func list(constant: Bool) throws(SyntaxFault) {
    try enter()
    let index = open(.list)
    try advance()
    while try !skip(.rightBracket) { try value(constant: constant) }
    close(index)
    leave()
  }

  private mutating func object(constant: Bool) throws(SyntaxFault) {
    try enter()
    let index = open(.object)
    try advance()
    while try !skip(.rightBrace) { try namedValue(.objectField, constant: constant) }
    close(index)
    leave()
  }
}
