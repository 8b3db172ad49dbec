/// A named fragment of a document.
public struct FragmentDefinition: Sendable {
  let tree: DocumentTree
  let index: Int

  /// Its name.
  public var name: String { tree.string(tree.nodes[index].text) }

  /// The type it applies to.
  public var typeCondition: String { tree.string(tree.nodes[index + 1].text) }

  /// Its description; nil when it has none.
  public var description: String? { tree.description(of: index) }

  /// The directives on it.
  public var directives: [Directive] { tree.directives(of: index) }

  /// What it selects.
  public var selections: [Selection] { tree.selectionValues(of: index) }
}
