/// What a node of a document's tree is.
enum NodeKind: UInt8 {
  case operation
  case fragment
  case variableDefinition
  case namedType
  case listType
  case directive
  case argument
  // In this order a selection set is sorted: fields, spreads, inline fragments.
  case field
  case spread
  case inlineFragment
  case int
  case float
  case string
  case blockString
  case boolean
  case null
  case enumeration
  case variable
  case list
  case object
  case objectField

  var isSelection: Bool { self == .field || self == .spread || self == .inlineFragment }
  var isValue: Bool { rawValue >= NodeKind.int.rawValue && self != .objectField }
}

/// A node of a document's tree; the tree is one array in the order of the text.
///
/// A node's children follow it directly, and ``end`` is the index behind the last of them, so the
/// next sibling of node *i* is node `nodes[i].end`. That costs one append a node and no pointer.
///
/// | kind | text | alias | children |
/// | --- | --- | --- | --- |
/// | operation | name or nothing | description | variable definitions, directives, selections |
/// | fragment | name | description | named type, directives, selections |
/// | variableDefinition | name | description | type, default value, directives |
/// | field | name | alias or nothing | arguments, directives, selections |
/// | spread | fragment's name | | directives |
/// | inlineFragment | type or nothing | | directives, selections |
/// | directive, list, object | name, or nothing | | arguments, values, fields |
/// | argument, objectField | name | | value |
/// | values, types | their text; a string's with its quotes | | |
struct Node {
  var kind: NodeKind
  var flags: UInt8 = 0
  var end: UInt32 = 0
  var text: TextRange
  var alias: TextRange = .none

  /// On a type: it is followed by `!`.
  static let isNonNull: UInt8 = 1
  /// On a description's owner: the description is a block string.
  static let hasBlockDescription: UInt8 = 2
  /// On a field: it has a selection set.
  static let hasSelections: UInt8 = 4
}
