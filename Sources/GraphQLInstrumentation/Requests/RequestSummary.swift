/// What a finished request came to.
public struct RequestSummary: Sendable, Hashable {
  /// The operation's name; `nil` when it is anonymous or not known.
  public var operation: String?
  /// From the request's start to its end, in nanoseconds of a clock that does not jump.
  public var durationNanoseconds: Int64
  /// The cost before execution.
  public var complexity: Int?
  /// The nesting of fields.
  public var depth: Int?
  /// GraphQL errors.
  public var errors: Int
  /// Database statements.
  public var statements: Int
  /// The sum of the statements' times in nanoseconds.
  public var databaseNanoseconds: Int64
  /// The sum of the waits for a connection in nanoseconds.
  public var waitNanoseconds: Int64
  /// Look-ups that found something in a cache.
  public var cacheHits: Int
  /// Look-ups that found nothing.
  public var cacheMisses: Int
  /// Calls of resolvers.
  public var resolverCalls: Int
  /// The growth of the process during the request; `nil` when it was not measured.
  public var memoryBytes: Int64?
  /// The limit that stopped the request.
  public var refused: RequestRefusal.Limit?
  /// How many requests its record stands for; `nil` when sampling left it out.
  public var weight: Int?
}
