/// A request is not executed, or not to its end, because it is over a limit.
///
/// Throw it out of ``PerformanceMonitor/withRequest(_:_:)`` and answer with ``responseJSON``.
public struct RequestRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// The limits there are.
  public enum Limit: String, Sendable, Hashable {
    /// The cost before execution.
    case complexity
    /// The nesting of fields.
    case depth
    /// The time since the request was received.
    case timeout
  }

  /// The limit that was exceeded.
  public let limit: Limit
  /// What the request came to: a cost, levels, or milliseconds.
  public let measured: Int
  /// What was allowed, in the same unit.
  public let allowed: Int

  /// A refusal.
  ///
  /// - Parameters:
  ///   - limit: The limit that was exceeded.
  ///   - measured: What the request came to: a cost, levels, or milliseconds.
  ///   - allowed: What was allowed, in the same unit.
  public init(limit: Limit, measured: Int, allowed: Int) {
    self.limit = limit
    self.measured = measured
    self.allowed = allowed
  }

  /// The code of the GraphQL error, for `extensions.code`.
  public var code: String {
    switch limit {
    case .complexity: "COMPLEXITY_LIMIT_EXCEEDED"
    case .depth: "DEPTH_LIMIT_EXCEEDED"
    case .timeout: "TIMEOUT"
    }
  }

  /// The message of the GraphQL error.
  public var message: String {
    switch limit {
    case .complexity: "The operation's complexity is \(measured), and the limit is \(allowed)."
    case .depth: "The operation is nested \(measured) levels deep, and the limit is \(allowed)."
    case .timeout: "The operation took longer than the limit of \(allowed) ms."
    }
  }

  /// The message, for logs of the server.
  public var description: String { message }

  /// The GraphQL error as a JSON object.
  public var errorJSON: String {
    // Neither message nor code holds a character that JSON would have escaped.
    "{\"message\":\"\(message)\",\"extensions\":{\"code\":\"\(code)\",\"\(measuredName)\":\(measured),"
      + "\"limit\":\(allowed)}}"
  }

  /// A whole GraphQL response that holds nothing but the error.
  public var responseJSON: String { "{\"errors\":[\(errorJSON)]}" }

  private var measuredName: String {
    limit == .timeout ? "elapsedMilliseconds" : limit.rawValue
  }
}
