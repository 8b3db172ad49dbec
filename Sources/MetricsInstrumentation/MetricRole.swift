/// What a metric of a library means for the request that it is bumped in.
public enum MetricRole: Sendable, Hashable {
  /// A counter of look-ups that found something in a cache.
  case cacheHits(cache: String, level: Int = 0)
  /// A counter of look-ups that found nothing.
  case cacheMisses(cache: String, level: Int = 0)
  /// A counter of entries stored.
  case cacheWrites(cache: String, level: Int = 0)
  /// A counter of entries pushed out.
  case cacheEvictions(cache: String, level: Int = 0)
  /// A counter of database statements.
  case statements
  /// A timer of database statements: each recording is one statement and its time.
  case statementTime
  /// A timer of waits for a database connection.
  case connectionWait
  /// A counter of GraphQL errors with a code.
  case errors(code: String?)
  /// A timer of a resolver: each recording is one call of the field and its time.
  case resolverTime(field: String)
}
