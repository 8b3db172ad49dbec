internal import QueryShapes
internal import Synchronization

/// An operation that was parsed: its facts, its text without literals, and what its cost depends on.
final class KnownOperation: Sendable {
  /// The facts when the request has no variables, or when they make no difference.
  let facts: OperationFacts
  /// The text without literals, aliases and order.
  let text: String
  /// Whether the log has the text; set once, read at every request.
  let isExplained = Atomic<Bool>(false)

  private let document: Document
  private let definition: OperationDefinition
  /// The variables on whose values the cost may depend.
  private let costVariables: Set<String>
  /// Costs by the values of those variables: clients ask for pages of few sizes.
  private let costs = Mutex(GenerationalCache<[String: VariableValue], Int>(count: 32, cost: 32))
  private let model: CostModel
  private let schema: CostSchema?

  init(
    _ document: Document,
    _ definition: OperationDefinition,
    model: CostModel,
    schema: CostSchema?
  ) {
    let signature = OperationSignature(document, operation: definition)
    let kind: OperationFacts.Kind =
      switch definition.kind {
      case .query: .query
      case .mutation: .mutation
      case .subscription: .subscription
      }
    self.document = document
    self.definition = definition
    self.model = model
    self.schema = schema
    text = signature.text
    costVariables =
      definition.variables.isEmpty
      ? []
      : OperationCost.variables(
        of: document,
        operation: definition,
        model: model,
        schema: schema
      )
    let cost = OperationCost(document, operation: definition, model: model, schema: schema)
    facts = OperationFacts(
      name: definition.name?.limited(toBytes: RequestScope.nameBytes),
      kind: kind,
      signature: signature.key,
      complexity: min(Int(clamping: cost.complexity), .largestRecorded),
      depth: min(cost.depth, .largestRecorded)
    )
  }

  /// The facts for a request with variables, which may be sizes of lists.
  func facts(readingVariables variables: () -> [String: VariableValue]) -> OperationFacts {
    guard !costVariables.isEmpty else { return facts }
    let values = variables().filter { costVariables.contains($0.key) }
    guard !values.isEmpty else { return facts }
    var facts = facts
    facts.complexity = complexity(values)
    return facts
  }

  private func complexity(_ values: [String: VariableValue]) -> Int {
    // Lists and objects are of any size, and seldom the same twice.
    let isKept = values.values.allSatisfy(\.isScalar)
    if isKept, let known = costs.withLock({ $0.value(for: values, cost: 1) }) { return known }
    let cost = OperationCost(
      document,
      operation: definition,
      variables: values,
      model: model,
      schema: schema
    )
    let complexity = min(Int(clamping: cost.complexity), .largestRecorded)
    if isKept { costs.withLock { $0.insert(values, complexity, cost: 1) } }
    return complexity
  }
}

extension VariableValue {
  /// Whether it holds no other values, and no text of any length.
  fileprivate var isScalar: Bool {
    switch self {
    case .null, .boolean, .int, .double: true
    case .string(let text): text.utf8.count <= 64
    case .list, .object: false
    }
  }
}
