/// A variable that an operation declares.
public struct VariableDefinition: Sendable {
  let tree: DocumentTree
  let index: Int

  /// Its name, without `$`.
  public var name: String { tree.string(tree.nodes[index].text) }

  /// Its type.
  public var type: TypeReference { tree.type(at: index + 1) }

  /// Its default value; nil when it has none.
  public var defaultValue: Value? {
    let child = Int(tree.nodes[index + 1].end)
    guard child < Int(tree.nodes[index].end), tree.nodes[child].kind.isValue else { return nil }
    return tree.value(at: child)
  }

  /// Its description; nil when it has none.
  public var description: String? { tree.description(of: index) }

  /// The directives on it.
  public var directives: [Directive] { tree.directives(of: index) }
}

/// A type as a variable's declaration writes it.
public indirect enum TypeReference: Hashable, Sendable, CustomStringConvertible {
  /// A type by its name.
  case named(String)
  /// A list of a type.
  case list(TypeReference)
  /// A type that excludes null.
  case nonNull(TypeReference)

  /// The type as GraphQL writes it.
  public var description: String {
    switch self {
    case .named(let name): name
    case .list(let type): "[\(type)]"
    case .nonNull(let type): "\(type)!"
    }
  }
}
