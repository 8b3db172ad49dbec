/// What an alert can be about: the rules that servers judge live, by the same names.
package enum AlertRule: String, CaseIterable, Sendable, Hashable {
  /// A request took long.
  case slowQuery = "slow_query"
  /// An operation is expensive by its text.
  case highComplexity = "high_complexity"
  /// The process grew much during a request.
  case highMemory = "high_memory"
  /// A request issued many statements.
  case manyStatements = "many_statements"
  /// A request issued one statement again and again for one field, with ever other parameters.
  case repeatedStatement = "n_plus_one"
  /// A request waited long for a connection.
  case connectionWait = "connection_wait"
  /// A pool has no connection left.
  case poolExhaustion = "pool_exhaustion"
  /// A cache finds less than it used to.
  case cacheHitRateFall = "cache_hit_rate_fall"
  /// Many requests have errors.
  case errorRate = "error_rate"

  /// The unit of the rule's values and levels, as in `alert` records.
  package var unit: String {
    switch self {
    case .slowQuery, .connectionWait: "ms"
    case .highComplexity: "points"
    case .highMemory: "bytes"
    case .manyStatements, .repeatedStatement: "statements"
    case .poolExhaustion, .errorRate: "percent"
    case .cacheHitRateFall: "percentage points"
    }
  }

  /// Whether single requests are judged, and not a cache, a pool or a stretch of time.
  package var isAboutRequests: Bool {
    switch self {
    case .slowQuery, .highComplexity, .highMemory, .manyStatements, .repeatedStatement,
      .connectionWait:
      true
    case .poolExhaustion, .cacheHitRateFall, .errorRate: false
    }
  }

  /// What the rule finds, in a few words.
  package var title: String {
    switch self {
    case .slowQuery: "slow requests"
    case .highComplexity: "complex operations"
    case .highMemory: "memory growth during a request"
    case .manyStatements: "many statements in a request"
    case .repeatedStatement: "one statement again and again in a request"
    case .connectionWait: "waiting for a connection"
    case .poolExhaustion: "connection pool exhausted"
    case .cacheHitRateFall: "cache hit rate fell"
    case .errorRate: "error rate"
    }
  }
}

/// Two levels of one quantity: above `medium` it is worth a look, above `high` it is bad.
package struct AlertLevels: Sendable, Equatable {
  package var medium: Double
  package var high: Double

  /// Levels in the rule's unit; `high` is taken as `medium` when it is below.
  package init(medium: Double, high: Double) {
    self.medium = medium
    self.high = max(medium, high)
  }

  /// Levels that nothing exceeds.
  package static let off = AlertLevels(medium: .infinity, high: .infinity)

  /// Whether anything can exceed the levels.
  package var isOn: Bool { medium < .infinity }
}
