/// Prints an operation and its fragments in the form of Apollo's usage reports.
///
/// Equal, byte for byte, to what `@apollo/utils.usagereporting` makes of the document: literals
/// hidden, aliases left out, most lists sorted, white space only where two words would touch. It
/// prints through graphql-js, and that breaks a field's arguments into lines when they would be
/// longer than 80 characters; what remains of a line break is nothing, so that such arguments have
/// no commas between them.
struct SignaturePrinter {
  let tree: DocumentTree
  private(set) var output: [UInt8] = []

  init(_ tree: DocumentTree) { self.tree = tree }

  /// Prints the fragments, by name, and the operation behind them.
  mutating func print(operation: Int) {
    let reached = Set(
      FragmentReach.fragments(from: operation, in: tree).map { tree.string(tree.nodes[$0].text) }
    )
    let fragments = tree.definitions.filter { index in
      tree.nodes[index].kind == .fragment && reached.contains(tree.string(tree.nodes[index].text))
    }
    for index in sorted(fragments) { fragment(index) }
    self.operation(operation)
  }

  // MARK: Definitions

  private mutating func operation(_ index: Int) {
    let node = tree.nodes[index]
    let kind = OperationKind(nodeFlags: node.flags)
    let variables = tree.children(of: index, .variableDefinition)
    let directives = tree.children(of: index, .directive)
    if kind != .query || !node.text.isEmpty || !variables.isEmpty || !directives.isEmpty {
      word(kind.rawValue)
      word(node.text)
      variableDefinitions(variables)
      // Apollo leaves the directives of operations and fields in their order.
      self.directives(directives)
    }
    selectionSet(index)
  }

  private mutating func fragment(_ index: Int) {
    word("fragment")
    word(tree.nodes[index].text)
    word("on")
    word(tree.nodes[index + 1].text)
    directives(sorted(tree.children(of: index, .directive)))
    selectionSet(index)
  }

  mutating func variableDefinitions(_ items: [Int]) {
    guard !items.isEmpty else { return }
    mark("(")
    for (position, index) in sorted(items).enumerated() {
      if position > 0 { mark(",") }
      mark("$")
      word(tree.nodes[index].text)
      mark(":")
      for child in tree.children(of: index) {
        switch tree.nodes[child].kind {
        case .namedType, .listType: type(child)
        case .directive: directives([child])
        default:
          mark("=")
          value(child)
        }
      }
    }
    mark(")")
  }

  private mutating func type(_ index: Int) {
    let node = tree.nodes[index]
    if node.kind == .listType {
      mark("[")
      type(index + 1)
      mark("]")
    } else {
      word(node.text)
    }
    if node.flags & Node.isNonNull != 0 { mark("!") }
  }

  // MARK: Selections

  private mutating func selectionSet(_ index: Int) {
    mark("{")
    let selections = tree.selections(of: index)
    for selection in selections.count > 1 ? sorted(selections) : selections {
      self.selection(selection)
    }
    mark("}")
  }

  private mutating func selection(_ index: Int) {
    let node = tree.nodes[index]
    switch node.kind {
    case .field:
      word(node.text)
      fieldArguments(index)
      directives(tree.children(of: index, .directive))
      if node.flags & Node.hasSelections != 0 { selectionSet(index) }
    case .spread:
      spread()
      word(node.text)
      directives(sorted(tree.children(of: index, .directive)))
    default:
      spread()
      if !node.text.isEmpty {
        word("on")
        word(node.text)
      }
      directives(sorted(tree.children(of: index, .directive)))
      selectionSet(index)
    }
  }

  mutating func fieldArguments(_ index: Int) {
    let items = tree.children(of: index, .argument)
    guard !items.isEmpty else { return }
    let lengths = items.reduce(0) { $0 + Int(tree.nodes[$1].text.count) + 4 + hiddenLength($1 + 1) }
    // A comma and a space between any two, a name with its colon and space, two parentheses.
    let isBroken = Int(tree.nodes[index].text.count) + lengths - 2 + 2 > 80
    arguments(items, hasCommas: !isBroken)
  }

  private mutating func arguments(_ items: [Int], hasCommas: Bool) {
    guard !items.isEmpty else { return }
    mark("(")
    for (position, index) in sorted(items).enumerated() {
      if position > 0, hasCommas { mark(",") }
      word(tree.nodes[index].text)
      mark(":")
      value(index + 1)
    }
    mark(")")
  }

  mutating func directives(_ items: [Int]) {
    for index in items {
      mark("@")
      word(tree.nodes[index].text)
      arguments(tree.children(of: index, .argument), hasCommas: true)
    }
  }

  // MARK: Values

  private mutating func value(_ index: Int) {
    let node = tree.nodes[index]
    switch node.kind {
    case .int, .float: word("0")
    case .string, .blockString: pair("\"", "\"")
    case .list: pair("[", "]")
    case .object: pair("{", "}")
    case .variable:
      mark("$")
      word(node.text)
    default: word(node.text)
    }
  }

  private func hiddenLength(_ index: Int) -> Int {
    let node = tree.nodes[index]
    switch node.kind {
    case .int, .float: return 1
    case .string, .blockString, .list, .object: return 2
    case .variable: return Int(node.text.count) + 1
    default: return Int(node.text.count)
    }
  }

  // MARK: Writing

  private mutating func mark(_ character: Unicode.Scalar) {
    output.append(UInt8(truncatingIfNeeded: character.value))
  }

  private mutating func pair(_ first: Unicode.Scalar, _ second: Unicode.Scalar) {
    mark(first)
    mark(second)
  }

  private mutating func spread() {
    for _ in 0..<3 { mark(".") }
  }

  private mutating func separate() {
    if let last = output.last, GraphQLLexer.Class.continuesName(last) {
      output.append(UInt8(ascii: " "))
    }
  }

  private mutating func word(_ range: TextRange) {
    guard !range.isEmpty else { return }
    separate()
    output.append(contentsOf: tree.bytes[range.bounds])
  }

  private mutating func word(_ text: String) {
    separate()
    output.append(contentsOf: text.utf8)
  }

  /// Nodes by kind, then by name; equal ones stay in their order, and inline fragments are equal.
  func sorted(_ items: [Int]) -> [Int] {
    guard items.count > 1 else { return items }
    return items.sorted { first, second in
      let (left, right) = (tree.nodes[first], tree.nodes[second])
      if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
      if left.kind != .inlineFragment {
        if tree.precedes(left.text, right.text) { return true }
        if tree.precedes(right.text, left.text) { return false }
      }
      return first < second
    }
  }
}
