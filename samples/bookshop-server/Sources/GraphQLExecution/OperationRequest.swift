/// A request to execute an operation.
public struct OperationRequest: Decodable, Sendable {
  /// Additions to the protocol.
  public struct Extensions: Decodable, Sendable {
    /// A document by its hash.
    public struct PersistedQuery: Decodable, Sendable {
      /// 64 hexadecimal digits.
      public var sha256Hash: String
    }

    /// The hash of the document.
    public var persistedQuery: PersistedQuery?
  }

  /// The document.
  public var query: String?
  /// Which of its operations.
  public var operationName: String?
  /// Values of its variables.
  public var variables: [String: InputValue]?
  /// Additions to the protocol.
  public var extensions: Extensions?

  /// A request with a document.
  public init(
    query: String?,
    operationName: String? = nil,
    variables: [String: InputValue]? = nil,
    extensions: Extensions? = nil
  ) {
    self.query = query
    self.operationName = operationName
    self.variables = variables
    self.extensions = extensions
  }
}
