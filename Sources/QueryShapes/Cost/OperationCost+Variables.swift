extension OperationCost {
  /// The variables on whose values an operation's cost may depend.
  ///
  /// They stand in arguments that can size a list and in those of `@skip` and `@include`; requests
  /// that differ in other variables alone cost the same.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - operation: One of its operations.
  ///   - model: What things cost.
  ///   - schema: What is known of the schema.
  /// - Returns: Their names, perhaps with a few on which it does not depend after all.
  /// - Complexity: O(*n*), *n* being the nodes of the operation and of the fragments it uses.
  public static func variables(
    of document: Document,
    operation: OperationDefinition,
    model: CostModel = .ibm,
    schema: CostSchema? = nil
  ) -> Set<String> {
    let tree = document.tree
    let paths = schema?.fields.values.flatMap(\.slicingArguments) ?? []
    let heads = paths.compactMap { $0.split(separator: ".").first.map(String.init) }
    let arguments = model.slicingArguments.union(heads).union(["if"]).map { Array($0.utf8) }
    var names: Set<String> = []
    for owner in [operation.index] + FragmentReach.fragments(from: operation.index, in: tree) {
      for index in owner + 1..<Int(tree.nodes[owner].end) {
        let node = tree.nodes[index]
        guard node.kind == .argument, tree.isOne(node.text, of: arguments) else { continue }
        for part in index + 1..<Int(node.end) where tree.nodes[part].kind == .variable {
          names.insert(tree.string(tree.nodes[part].text))
        }
      }
    }
    return names
  }
}
