/// One entry of a selection set.
public enum Selection: Sendable {
  /// A field.
  case field(Field)
  /// The use of a named fragment.
  case spread(FragmentSpread)
  /// A fragment written in place.
  case inlineFragment(InlineFragment)
}

/// A selected field.
public struct Field: Sendable {
  let tree: DocumentTree
  let index: Int

  /// The field's name in the schema.
  public var name: String { tree.string(tree.nodes[index].text) }

  /// Its alias; nil when it has none.
  public var alias: String? {
    let alias = tree.nodes[index].alias
    return alias.isEmpty ? nil : tree.string(alias)
  }

  /// The key of its value in the response: the alias or the name.
  public var responseKey: String { alias ?? name }

  /// Its arguments, in the order of the text.
  public var arguments: [Argument] { tree.argumentValues(of: index) }

  /// The directives on it.
  public var directives: [Directive] { tree.directives(of: index) }

  /// What it selects of its value; empty for a leaf.
  public var selections: [Selection] { tree.selectionValues(of: index) }
}

/// The use of a named fragment.
public struct FragmentSpread: Sendable {
  let tree: DocumentTree
  let index: Int

  /// The fragment's name.
  public var name: String { tree.string(tree.nodes[index].text) }

  /// The directives on it.
  public var directives: [Directive] { tree.directives(of: index) }
}

/// A fragment written in place.
public struct InlineFragment: Sendable {
  let tree: DocumentTree
  let index: Int

  /// The type it applies to; nil when it applies to any.
  public var typeCondition: String? { tree.name(of: index) }

  /// The directives on it.
  public var directives: [Directive] { tree.directives(of: index) }

  /// What it selects.
  public var selections: [Selection] { tree.selectionValues(of: index) }
}

/// A directive, such as `@include(if: $a)`.
public struct Directive: Sendable {
  let tree: DocumentTree
  let index: Int

  /// Its name, without `@`.
  public var name: String { tree.string(tree.nodes[index].text) }

  /// Its arguments, in the order of the text.
  public var arguments: [Argument] { tree.argumentValues(of: index) }
}
