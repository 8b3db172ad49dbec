/// An operation of a document: a query, a mutation or a subscription.
public struct OperationDefinition: Sendable {
  let tree: DocumentTree
  let index: Int

  /// What it does.
  public var kind: OperationKind { OperationKind(nodeFlags: tree.nodes[index].flags) }

  /// Its name; nil when it is anonymous.
  public var name: String? { tree.name(of: index) }

  /// Its description; nil when it has none.
  public var description: String? { tree.description(of: index) }

  /// The variables it declares.
  public var variables: [VariableDefinition] {
    tree.children(of: index, .variableDefinition)
      .map { VariableDefinition(tree: tree, index: $0) }
  }

  /// The directives on it.
  public var directives: [Directive] { tree.directives(of: index) }

  /// What it selects of its root type.
  public var selections: [Selection] { tree.selectionValues(of: index) }
}

extension DocumentTree {
  func name(of index: Int) -> String? {
    nodes[index].text.isEmpty ? nil : string(nodes[index].text)
  }

  func description(of index: Int) -> String? {
    let node = nodes[index]
    guard !node.alias.isEmpty else { return nil }
    let isBlock = node.flags & Node.hasBlockDescription != 0
    let value = StringLiteral.value(bytes, node.alias, isBlock: isBlock)
    return String(decoding: value, as: UTF8.self)
  }

  func directives(of index: Int) -> [Directive] {
    children(of: index, .directive).map { Directive(tree: self, index: $0) }
  }

  func selectionValues(of index: Int) -> [Selection] {
    children(of: index).compactMap { child in
      switch nodes[child].kind {
      case .field: .field(Field(tree: self, index: child))
      case .spread: .spread(FragmentSpread(tree: self, index: child))
      case .inlineFragment: .inlineFragment(InlineFragment(tree: self, index: child))
      default: nil
      }
    }
  }

  func argumentValues(of index: Int, _ kind: NodeKind = .argument) -> [Argument] {
    children(of: index, kind).map { child in
      Argument(name: string(nodes[child].text), value: value(at: child + 1))
    }
  }

  func value(at index: Int) -> Value {
    let node = nodes[index]
    switch node.kind {
    case .variable: return .variable(string(node.text))
    case .int: return .int(string(node.text))
    case .float: return .float(string(node.text))
    case .string, .blockString:
      let value = StringLiteral.value(bytes, node.text, isBlock: node.kind == .blockString)
      return .string(String(decoding: value, as: UTF8.self))
    case .boolean: return .boolean(has(node.text, "true"))
    case .enumeration: return .enumeration(string(node.text))
    case .list: return .list(children(of: index).map { value(at: $0) })
    case .object: return .object(argumentValues(of: index, .objectField))
    default: return .null
    }
  }

  func type(at index: Int) -> TypeReference {
    let node = nodes[index]
    let type: TypeReference =
      node.kind == .listType ? .list(self.type(at: index + 1)) : .named(string(node.text))
    return node.flags & Node.isNonNull == 0 ? type : .nonNull(type)
  }
}
