/// The kinds of line that a metric log holds; raw values are the index used in per-type counters.
package enum RecordType: UInt8, CaseIterable, Sendable {
  case request, operation, statement, process, cache, deploy, alert, writer

  /// The text of the `type` field.
  package var name: String {
    switch self {
    case .request: "request"
    case .operation: "operation"
    case .statement: "statement"
    case .process: "process"
    case .cache: "cache"
    case .deploy: "deploy"
    case .alert: "alert"
    case .writer: "writer"
    }
  }
}

/// What a GraphQL operation does; `unknown` is a request that did not say.
package enum OperationKind: UInt8, CaseIterable, Sendable {
  case unknown, query, mutation, subscription

  /// The text of the `kind` field, and of reports.
  package var name: String {
    switch self {
    case .unknown: "unknown"
    case .query: "query"
    case .mutation: "mutation"
    case .subscription: "subscription"
    }
  }
}

/// The limit that stopped a request before or during its execution.
package enum Refusal: UInt8, CaseIterable, Sendable {
  case complexity, depth, timeout, other

  /// The text of the `refused` field; `other` stands for any text that this version does not know.
  package var name: String {
    switch self {
    case .complexity: "complexity"
    case .depth: "depth"
    case .timeout: "timeout"
    case .other: "other"
    }
  }
}
