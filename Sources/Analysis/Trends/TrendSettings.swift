/// What a trend analysis looks at.
package struct TrendSettings: Sendable, Equatable {
  /// The metrics; all by default.
  package var metrics = ComparisonMetric.allCases
  /// Only the operations of these names; empty for all.
  ///
  /// An operation that is named is tested however small it is.
  package var operations: [String] = []
  /// The p95 that an operation is expected to stay below, in nanoseconds.
  ///
  /// By default that from which the rule `slow_operation` fires.
  package var p95LimitNanoseconds: Double
  /// What is expected is said for so many days, of short histories for fewer.
  package var horizonDays = 30

  package init(rules: RuleSettings = RuleSettings()) {
    let page = SlowOperationRule().page
    p95LimitNanoseconds = RuleThresholds(page, rules)["p95_ms"] * 1e6
  }
}
