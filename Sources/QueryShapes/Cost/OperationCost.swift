/// What an operation may cost, found before it is executed, and how it is built.
///
/// Costs are upper bounds: lists are taken to be full, and what `@skip` or `@include` leave open is
/// counted. A fragment counts at every place where it is used, however often.
public struct OperationCost: Hashable, Sendable {
  /// The weight of all objects and leaves that may be returned; `UInt64.max` means that or more.
  public let complexity: UInt64
  /// How many fields with objects must be resolved, lists multiplied.
  public let calls: UInt64
  /// The deepest nesting of fields; a root field without selections has depth 1.
  public let depth: Int
  /// The most fields in one selection set, those of its fragments included.
  public let breadth: UInt64
  /// All selected fields, fragments counted at each use.
  public let fields: UInt64
  /// The fields among them that have an alias.
  public let aliases: UInt64
  /// Different names of selected fields.
  public let distinctFields: Int
  /// Fragments that are used, each once.
  public let fragments: Int
  /// Whether `__schema` or `__type` is asked for.
  public let usesIntrospection: Bool
  /// Whether fragments use one another in a circle; then all sizes are the largest there are.
  public let hasFragmentCycle: Bool
  /// Fields, as `Type.field`, for which the schema wants exactly one slicing argument.
  public let fieldsWithoutSize: [String]

  /// Finds the cost of one of a document's operations.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - operation: One of its operations.
  ///   - variables: The request's variables; a missing one has its default value.
  ///   - model: What things cost.
  ///   - schema: What is known of the schema.
  /// - Complexity: O(*n* (1 + *t*)), *n* being the nodes of the operation and of the fragments it
  ///   uses, each looked at once, and *t* the possible types of the abstract types in it.
  public init(
    _ document: Document,
    operation: OperationDefinition,
    variables: [String: VariableValue] = [:],
    model: CostModel = .ibm,
    schema: CostSchema? = nil
  ) {
    let tree = document.tree
    let reached = FragmentReach.fragments(from: operation.index, in: tree)
    let names = Self.fieldNames(of: [operation.index] + reached, in: tree)
    distinctFields = names.count
    fragments = reached.count
    usesIntrospection = names.contains { tree.has($0, "__schema") || tree.has($0, "__type") }
    var evaluator = CostEvaluator(tree, operation.index, variables, model, schema)
    let cost = evaluator.evaluate()
    hasFragmentCycle = cost == nil
    complexity = cost?.weight ?? .max
    calls = cost?.calls ?? .max
    depth = cost?.depth ?? .max
    fields = cost?.fields ?? .max
    aliases = cost?.aliases ?? .max
    breadth = cost == nil ? .max : evaluator.breadth
    fieldsWithoutSize = evaluator.fieldsWithoutSize.sorted()
  }

  /// The different names of fields; sorting them costs less than a set of strings would.
  private static func fieldNames(of owners: [Int], in tree: DocumentTree) -> [TextRange] {
    var all: [TextRange] = []
    for owner in owners {
      for index in owner + 1..<Int(tree.nodes[owner].end) where tree.nodes[index].kind == .field {
        all.append(tree.nodes[index].text)
      }
    }
    all.sort { $0.count == $1.count ? tree.precedes($0, $1) : $0.count < $1.count }
    var names: [TextRange] = []
    for name in all {
      if let last = names.last, tree.bytes[last.bounds] == tree.bytes[name.bounds] { continue }
      names.append(name)
    }
    return names
  }
}
