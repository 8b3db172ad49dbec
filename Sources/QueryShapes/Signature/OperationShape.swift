import MetricLog

/// What an operation selects, however it is spread over fragments.
///
/// Finding it takes several times the work of an ``OperationSignature``, so it is a thing of its own.
public struct OperationShape: Hashable, Sendable {
  /// A stable 64-bit hash of kind, variables and merged selections.
  ///
  /// It takes no notice of the operation's name; a field that is selected twice with the same
  /// arguments counts once.
  public let key: UInt64

  /// Whether the document was too intricate to be merged; ``key`` is then a hash of its signature.
  public let isSignature: Bool

  /// Finds the shape of one of a document's operations.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - operation: One of its operations.
  /// - Complexity: O(*n*) for documents as people write them; for others the work is bounded.
  public init(_ document: Document, operation: OperationDefinition) {
    var hasher = ShapeHasher(document.tree)
    let kind = StableHash.of(Array(operation.kind.rawValue.utf8).span)
    if let shape = hasher.shape(of: operation.index) {
      key = StableHash.combine(kind, shape)
      isSignature = false
    } else {
      var printer = SignaturePrinter(document.tree)
      printer.print(operation: operation.index)
      key = StableHash.combine(kind, StableHash.of(printer.output.span))
      isSignature = true
    }
  }
}
