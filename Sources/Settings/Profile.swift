internal import Analysis

/// Thresholds of alerts that belong together.
package enum Profile: String, CaseIterable, Sendable {
  /// What servers go by unless told otherwise.
  case standard = "default"
  /// About half of it, for services that have to be quick.
  case strict
  /// The numbers of the Django library rail-django-graphql, whose users may know them.
  case rail

  /// What the profile is, for people.
  package var meaning: String {
    switch self {
    case .standard: "the levels that servers raise live alerts at unless told otherwise"
    case .strict: "about half of the default, for services that have to be quick"
    case .rail:
      "the numbers of rail-django-graphql: request times, error rates and memory of its monitor, "
        + "complexity, statements, pool and connection levels of its documentation, where the high "
        + "level of a connection's wait is twice the medium one"
    }
  }

  /// The levels in the units of settings, `medium` and `high`.
  private var levels: [AlertRule: (Double, Double)] {
    switch self {
    case .standard: [:]
    case .strict:
      [
        .slowQuery: (500, 2000), .highComplexity: (50, 100), .highMemory: (20, 50),
        .manyStatements: (5, 20), .repeatedStatement: (2, 10), .connectionWait: (50, 200),
        .poolExhaustion: (70, 90), .cacheHitRateFall: (5, 15), .errorRate: (1, 5),
      ]
    case .rail:
      [
        .slowQuery: (1000, 5000), .highComplexity: (100, 200), .highMemory: (100, 500),
        .manyStatements: (50, 100), .repeatedStatement: (3, 20), .connectionWait: (100, 200),
        .poolExhaustion: (80, 100), .errorRate: (5, 15),
      ]
    }
  }

  /// The values that the profile gives.
  var values: [(SettingKey, SettingValue)] {
    AlertKeys.all.flatMap { keys in
      levels[keys.rule].map {
        [(keys.medium, .number($0.0)), (keys.high, .number($0.1))]
      } ?? []
    }
  }
}
