/// Prints a document as graphql-core 3.3 prints it, byte for byte.
///
/// Argument lists, lists and input objects that would be longer than 80 characters are broken into
/// lines. graphql-core measures them with the indentation inside of them, so lengths are found
/// from the leaves up, once for each value.
struct DocumentPrinter {
  /// What would be longer is broken into lines.
  static let lineLength = 80

  let tree: DocumentTree
  var output: [UInt8] = []
  private var indentation = 0
  var sizes: [Int: PrintedSize] = [:]

  init(_ tree: DocumentTree) { self.tree = tree }

  mutating func document() -> String {
    for index in tree.definitions {
      if !output.isEmpty { write("\n\n") }
      if tree.nodes[index].kind == .operation { operation(index) } else { fragment(index) }
    }
    return String(decoding: output, as: UTF8.self)
  }

  // MARK: Writing

  mutating func write(_ text: StaticString) { output.append(contentsOf: text.description.utf8) }

  mutating func write(_ range: TextRange) {
    output.append(contentsOf: tree.bytes[range.bounds])
  }

  mutating func newline() {
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indentation))
  }

  /// Writes items on lines of their own, indented, each by `body`.
  mutating func indented(_ items: [Int], _ body: (inout DocumentPrinter, Int) -> Void) {
    indentation += 1
    for item in items {
      newline()
      body(&self, item)
    }
    indentation -= 1
    newline()
  }

  mutating func joined(
    _ items: [Int],
    _ separator: StaticString,
    _ body: (inout DocumentPrinter, Int) -> Void
  ) {
    for (position, item) in items.enumerated() {
      if position > 0 { write(separator) }
      body(&self, item)
    }
  }

  // MARK: Definitions

  private mutating func operation(_ index: Int) {
    let node = tree.nodes[index]
    let variables = tree.children(of: index, .variableDefinition)
    let directives = tree.children(of: index, .directive)
    let kind = OperationKind(nodeFlags: node.flags)
    describe(index)
    let isShort =
      kind == .query && node.text.isEmpty && variables.isEmpty && directives.isEmpty
      && node.alias.isEmpty
    if !isShort {
      output.append(contentsOf: kind.rawValue.utf8)
      if !node.text.isEmpty || !variables.isEmpty { write(" ") }
      write(node.text)
      variableDefinitions(variables)
      self.directives(directives)
      write(" ")
    }
    selectionSet(index)
  }

  private mutating func variableDefinitions(_ items: [Int]) {
    guard !items.isEmpty else { return }
    let isBroken = items.contains { !tree.nodes[$0].alias.isEmpty || hasBrokenValue($0) }
    write(isBroken ? "(\n" : "(")
    joined(items, isBroken ? "\n" : ", ") { $0.variableDefinition($1) }
    write(isBroken ? "\n)" : ")")
  }

  private mutating func hasBrokenValue(_ index: Int) -> Bool {
    tree.children(of: index).contains { child in
      switch tree.nodes[child].kind {
      case .directive: tree.children(of: child).contains { size(of: $0).newlines > 0 }
      case .namedType, .listType: false
      default: size(of: child).newlines > 0
      }
    }
  }

  private mutating func variableDefinition(_ index: Int) {
    describe(index)
    write("$")
    write(tree.nodes[index].text)
    write(": ")
    for child in tree.children(of: index) {
      switch tree.nodes[child].kind {
      case .namedType, .listType: type(child)
      case .directive: directives([child])
      default:
        write(" = ")
        value(child)
      }
    }
  }

  private mutating func type(_ index: Int) {
    let node = tree.nodes[index]
    if node.kind == .listType {
      write("[")
      type(index + 1)
      write("]")
    } else {
      write(node.text)
    }
    if node.flags & Node.isNonNull != 0 { write("!") }
  }

  private mutating func fragment(_ index: Int) {
    describe(index)
    write("fragment ")
    write(tree.nodes[index].text)
    write(" on ")
    write(tree.nodes[index + 1].text)
    directives(tree.children(of: index, .directive))
    write(" ")
    selectionSet(index)
  }

  private mutating func describe(_ index: Int) {
    let node = tree.nodes[index]
    guard !node.alias.isEmpty else { return }
    string(node.alias, isBlock: node.flags & Node.hasBlockDescription != 0)
    write("\n")
  }

  // MARK: Selections

  private mutating func selectionSet(_ index: Int) {
    write("{")
    indented(tree.selections(of: index)) { $0.selection($1) }
    write("}")
  }

  private mutating func selection(_ index: Int) {
    let node = tree.nodes[index]
    switch node.kind {
    case .field:
      field(index)
    case .spread:
      write("...")
      write(node.text)
      directives(tree.children(of: index, .directive))
    default:
      write(node.text.isEmpty ? "..." : "... on ")
      write(node.text)
      directives(tree.children(of: index, .directive))
      write(" ")
      selectionSet(index)
    }
  }

  private mutating func field(_ index: Int) {
    let node = tree.nodes[index]
    if !node.alias.isEmpty {
      write(node.alias)
      write(": ")
    }
    write(node.text)
    let arguments = tree.children(of: index, .argument)
    if !arguments.isEmpty {
      let prefix = Int(node.text.count) + (node.alias.isEmpty ? 0 : Int(node.alias.count) + 2)
      let isBroken = prefix + joinedLength(of: arguments) + 2 > Self.lineLength
      write("(")
      if isBroken {
        indented(arguments) { $0.namedValue($1) }
      } else {
        joined(arguments, ", ") { $0.namedValue($1) }
      }
      write(")")
    }
    directives(tree.children(of: index, .directive))
    if node.flags & Node.hasSelections != 0 {
      write(" ")
      selectionSet(index)
    }
  }

  /// Each with a space before it.
  private mutating func directives(_ items: [Int]) {
    for index in items {
      write(" @")
      write(tree.nodes[index].text)
      let arguments = tree.children(of: index, .argument)
      guard !arguments.isEmpty else { continue }
      write("(")
      joined(arguments, ", ") { $0.namedValue($1) }
      write(")")
    }
  }
}
