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
  private let declaresVariables: Bool
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
    declaresVariables = !definition.variables.isEmpty
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
  func facts(variables: [String: VariableValue]) -> OperationFacts {
    guard declaresVariables, !variables.isEmpty else { return facts }
    let cost = OperationCost(
      document,
      operation: definition,
      variables: variables,
      model: model,
      schema: schema
    )
    var facts = facts
    facts.complexity = min(Int(clamping: cost.complexity), .largestRecorded)
    return facts
  }
}
