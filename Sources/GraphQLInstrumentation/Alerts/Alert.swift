/// Something is over a threshold right now.
public struct Alert: Sendable, Hashable {
  /// How bad it is.
  public enum Severity: String, Sendable, Hashable, Comparable {
    /// Worth a look.
    case medium
    /// Bad.
    case high

    /// Medium is less than high.
    public static func < (first: Severity, second: Severity) -> Bool {
      first == .medium && second == .high
    }
  }

  /// What is wrong.
  public var rule: AlertRule
  /// How bad it is.
  public var severity: Severity
  /// What was measured, in ``unit``.
  public var value: Double
  /// What it is above, in ``unit``.
  public var threshold: Double
  /// The unit of both.
  public var unit: String { rule.unit }
  /// The operation, cache or pool that is concerned; `nil` when it is the whole process, or an
  /// operation without a name.
  public var subject: String?
  /// The trace of the request at hand, as 32 hexadecimal digits.
  public var traceID: String?
}

/// What can be wrong.
///
/// The analyzer has the same rules for whole logs. They are not shared: a server that uses this library
/// would have to import the other module for their names. `LiveDefaultsTests` holds the two equal.
public enum AlertRule: String, Sendable, Hashable, CaseIterable {
  /// A request took long.
  case slowQuery = "slow_query"
  /// An operation is expensive by its text.
  case highComplexity = "high_complexity"
  /// The process grew much during a request.
  case highMemory = "high_memory"
  /// A request issued many statements.
  case manyStatements = "many_statements"
  /// A request issued one statement again and again, with ever other parameters.
  case repeatedStatement = "n_plus_one"
  /// A request waited long for a connection.
  case connectionWait = "connection_wait"
  /// A pool has no connection left.
  case poolExhaustion = "pool_exhaustion"
  /// A cache finds less than it used to.
  case cacheHitRateFall = "cache_hit_rate_fall"
  /// Many requests have errors.
  case errorRate = "error_rate"

  /// The unit of the rule's values.
  public var unit: String {
    switch self {
    case .slowQuery, .connectionWait: "ms"
    case .highComplexity: "points"
    case .highMemory: "bytes"
    case .manyStatements, .repeatedStatement: "statements"
    case .poolExhaustion, .errorRate: "percent"
    case .cacheHitRateFall: "percentage points"
    }
  }

  /// A bit of its own for each rule.
  var bit: UInt64 {
    switch self {
    case .slowQuery: 1
    case .highComplexity: 2
    case .highMemory: 4
    case .manyStatements: 8
    case .repeatedStatement: 16
    case .connectionWait: 32
    case .poolExhaustion: 64
    case .cacheHitRateFall: 128
    case .errorRate: 256
    }
  }

  /// Whether the rule's subject is an operation.
  var isAboutOperation: Bool {
    switch self {
    case .slowQuery, .highComplexity, .highMemory, .manyStatements, .repeatedStatement,
      .connectionWait:
      true
    case .poolExhaustion, .cacheHitRateFall, .errorRate: false
    }
  }
}
