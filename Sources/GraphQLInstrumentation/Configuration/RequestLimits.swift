/// What a request may cost at most; `nil` means no limit.
public struct RequestLimits: Sendable, Hashable {
  /// The highest cost of an operation before its execution.
  public var complexity: Int?
  /// The deepest nesting of fields.
  public var depth: Int?
  /// The longest time from the request received to its response.
  public var time: Duration?

  /// Limits; without arguments there are none.
  ///
  /// - Parameters:
  ///   - complexity: The highest cost of an operation before its execution.
  ///   - depth: The deepest nesting of fields.
  ///   - time: The longest time from the request received to its response.
  public init(complexity: Int? = nil, depth: Int? = nil, time: Duration? = nil) {
    self.complexity = complexity
    self.depth = depth
    self.time = time
  }
}
