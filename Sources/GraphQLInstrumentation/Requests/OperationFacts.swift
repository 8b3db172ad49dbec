internal import MetricLog

/// What is known of an operation before its execution.
public struct OperationFacts: Sendable, Hashable {
  /// The kinds of operations.
  public enum Kind: Sendable, Hashable {
    /// Reads.
    case query
    /// Writes.
    case mutation
    /// Stays open.
    case subscription
  }

  /// Its name; `nil` when it is anonymous.
  public var name: String?
  /// What it does.
  public var kind: Kind
  /// The hash of its text without literals, aliases and order.
  public var signature: UInt64
  /// Its cost before execution.
  public var complexity: Int?
  /// The nesting of its fields.
  public var depth: Int?

  /// An operation that was analysed by other means than ``RequestScope/identify(document:operationName:variables:)``.
  ///
  /// - Parameters:
  ///   - name: Its name; `nil` when it is anonymous.
  ///   - kind: What it does.
  ///   - signature: The hash of its text without literals, aliases and order.
  ///   - complexity: Its cost before execution.
  ///   - depth: The nesting of its fields.
  public init(
    name: String?,
    kind: Kind,
    signature: UInt64,
    complexity: Int? = nil,
    depth: Int? = nil
  ) {
    self.name = name
    self.kind = kind
    self.signature = signature
    self.complexity = complexity
    self.depth = depth
  }

  var record: RequestRecord.Operation {
    RequestRecord.Operation(
      name: name,
      kind: kind.record,
      signature: signature,
      complexity: complexity,
      depth: depth
    )
  }
}

extension OperationFacts.Kind {
  var record: OperationKind {
    switch self {
    case .query: .query
    case .mutation: .mutation
    case .subscription: .subscription
    }
  }
}
