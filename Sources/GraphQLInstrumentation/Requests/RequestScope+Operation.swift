public import QueryShapes

extension RequestScope {
  /// Finds out what operation the request executes, from what the client sent.
  ///
  /// The document is parsed unless that was done before; its signature, without literals, and its
  /// cost for these variables become part of the record. The variables are not kept.
  ///
  /// - Parameters:
  ///   - document: The GraphQL document.
  ///   - operationName: Which of its operations is meant; `nil` when there is only one.
  ///   - variables: The variables, of which only sizes of lists matter.
  /// - Returns: What was found out; `nil` when the document is no GraphQL or has no such operation.
  @discardableResult
  public func identify(
    document: String,
    operationName: String? = nil,
    variables: [String: VariableValue] = [:]
  ) -> OperationFacts? {
    identify(document: document, operationName: operationName) { variables }
  }

  /// Finds out what operation the request executes; reads its variables only if its cost depends on any.
  @discardableResult
  package func identify(
    document: String,
    operationName: String?,
    readingVariables variables: () -> [String: VariableValue]
  ) -> OperationFacts? {
    guard let known = monitor.operations.operation(document, named: operationName) else {
      return nil
    }
    let facts = known.facts(readingVariables: variables)
    update { $0.operation = facts }
    return facts
  }
}
