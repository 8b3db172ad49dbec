/// The numbers that rules go by.
package struct RuleSettings: Sendable, Equatable {
  /// Other values of thresholds, by rule and name.
  package var thresholds: [String: [String: Double]] = [:]
  /// Rules that are not asked.
  package var disabledRules: Set<String> = []
  /// Rules whose findings have one severity, whatever they cost.
  package var severities: [String: Severity] = [:]
  /// The shares of an environment's time from which a finding is medium, high and critical.
  package var mediumShare = 0.01
  package var highShare = 0.05
  package var criticalShare = 0.25

  package init() {}

  /// The severity of something that costs a share of an environment's time.
  func severity(share: Double) -> Severity {
    if share >= criticalShare { return .critical }
    if share >= highShare { return .high }
    return share >= mediumShare ? .medium : .low
  }
}

/// The thresholds of one rule in force.
struct RuleThresholds: Sendable {
  private let values: [String: Double]

  init(_ page: RulePage, _ settings: RuleSettings) {
    var values: [String: Double] = [:]
    for threshold in page.thresholds {
      values[threshold.name] = settings.thresholds[page.id]?[threshold.name] ?? threshold.value
    }
    self.values = values
  }

  /// A threshold of the rule's page.
  subscript(name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("no threshold \(name)") }
    return value
  }
}
