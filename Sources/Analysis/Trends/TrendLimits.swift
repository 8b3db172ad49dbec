/// The levels that rows of days are expected not to cross, as settings have them for findings and alerts.
package struct TrendLimits: Sendable, Equatable {
  /// From which the rule `slow_operation` fires.
  package var p95Nanoseconds: Double
  /// From which the rule `error_rate` fires: a share of the requests.
  package var errorShare: Double
  /// Below which the rule `cache_low` fires: hits over look-ups.
  package var hitRate: Double
  /// Of single requests: an operation whose mean crosses a level raises alerts with every second request.
  package var alerts: AlertThresholds

  /// - Parameters:
  ///   - rules: The thresholds of rules.
  ///   - alerts: The levels of alerts.
  package init(rules: RuleSettings = RuleSettings(), alerts: AlertThresholds = AlertThresholds()) {
    p95Nanoseconds = RuleThresholds(SlowOperationRule().page, rules)["p95_ms"] * 1e6
    errorShare = RuleThresholds(ErrorRateRule().page, rules)["min_rate"]
    hitRate = RuleThresholds(CacheLowRule().page, rules)["max_rate"]
    self.alerts = alerts
  }

  /// The limit of a row in the metric's unit; `nil` where settings have none.
  ///
  /// Statements and memory have one for operations alone, since alerts are about operations.
  func level(_ metric: ComparisonMetric, of subject: TrendSubject) -> Double? {
    let level: Double? =
      switch metric {
      case .p95: p95Nanoseconds
      case .errors: errorShare
      case .hitRate: hitRate
      case .statements: alertLevel(.manyStatements, of: subject)
      case .memory: alertLevel(.highMemory, of: subject)
      case .p50, .p99, .mean, .requests: nil
      }
    return level.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
  }

  private func alertLevel(_ rule: AlertRule, of subject: TrendSubject) -> Double? {
    guard case .operation(let name) = subject else { return nil }
    return alerts.levels(rule, service: name.service, env: name.env, operation: name.name).medium
  }
}
