/// How much room a printed value takes.
struct PrintedSize {
  /// Unicode scalars, line breaks and inner indentation among them.
  var length: Int
  var newlines: Int
}

extension DocumentPrinter {
  mutating func namedValue(_ index: Int) {
    write(tree.nodes[index].text)
    write(": ")
    value(index + 1)
  }

  mutating func value(_ index: Int) {
    let node = tree.nodes[index]
    switch node.kind {
    case .variable:
      write("$")
      write(node.text)
    case .string, .blockString: string(node.text, isBlock: node.kind == .blockString)
    case .list: list(index)
    case .object: object(index)
    default: write(node.text)
    }
  }

  private mutating func list(_ index: Int) {
    let items = Array(tree.children(of: index))
    write("[")
    if 2 + joinedLength(of: items) > Self.lineLength {
      indented(items) { $0.value($1) }
    } else {
      joined(items, ", ") { $0.value($1) }
    }
    write("]")
  }

  private mutating func object(_ index: Int) {
    let items = Array(tree.children(of: index))
    if 4 + joinedLength(of: items) > Self.lineLength {
      write("{")
      indented(items) { $0.namedValue($1) }
      write("}")
    } else {
      write("{ ")
      joined(items, ", ") { $0.namedValue($1) }
      write(" }")
    }
  }

  mutating func string(_ range: TextRange, isBlock: Bool) {
    let value = StringLiteral.value(tree.bytes, range, isBlock: isBlock)
    guard isBlock else { return output += PrintedString.quoted(value) }
    for byte in PrintedString.block(value) {
      if byte == UInt8(ascii: "\n") { newline() } else { output.append(byte) }
    }
  }

  // MARK: Sizes

  /// The length of items joined by a comma and a space.
  mutating func joinedLength(of items: [Int]) -> Int {
    var length = 0
    for item in items { length += size(of: item).length + (length > 0 ? 2 : 0) }
    return length
  }

  /// The size of a value, an argument or an object's field.
  mutating func size(of index: Int) -> PrintedSize {
    let node = tree.nodes[index]
    switch node.kind {
    case .argument, .objectField:
      var size = self.size(of: index + 1)
      size.length += Int(node.text.count) + 2
      return size
    case .variable: return PrintedSize(length: Int(node.text.count) + 1, newlines: 0)
    case .list, .object, .string, .blockString: break
    default: return PrintedSize(length: Int(node.text.count), newlines: 0)
    }
    if let known = sizes[index] { return known }
    let isCollection = node.kind == .list || node.kind == .object
    let size = isCollection ? collection(index) : text(node)
    sizes[index] = size
    return size
  }

  private func text(_ node: Node) -> PrintedSize {
    let isBlock = node.kind == .blockString
    let value = StringLiteral.value(tree.bytes, node.text, isBlock: isBlock)
    let printed = isBlock ? PrintedString.block(value) : PrintedString.quoted(value)
    return PrintedSize(
      length: printed.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) },
      newlines: printed.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    )
  }

  private mutating func collection(_ index: Int) -> PrintedSize {
    let items = Array(tree.children(of: index))
    let frame = tree.nodes[index].kind == .list ? 2 : 4
    var size = PrintedSize(length: frame + joinedLength(of: items), newlines: 0)
    for item in items { size.newlines += self.size(of: item).newlines }
    guard size.length > Self.lineLength else { return size }
    // Broken: the brackets and their line breaks, the items joined by one line break each, and two
    // spaces before each line in between.
    let content = items.reduce(0) { $0 + self.size(of: $1).length } + items.count - 1
    let inner = size.newlines + items.count - 1
    return PrintedSize(length: 4 + content + 2 * (inner + 1), newlines: inner + 2)
  }
}
