internal import Analysis

/// The keys of one rule.
package struct RuleKeys: Sendable {
  package let id: String
  package let enabled: SettingKey
  package let severity: SettingKey
  package let thresholds: [SettingKey]
  /// The names of the thresholds on the rule's page, in the order of ``thresholds``.
  package let names: [String]

  /// The keys of every rule, in the order of the rules.
  package static let all: [RuleKeys] = RuleCatalog.pages.map(RuleKeys.init)

  private init(_ page: RulePage) {
    id = page.id
    enabled = SettingKey(
      "rules.\(page.id).enabled",
      .flag,
      standard: .flag(true),
      "Whether the rule is asked: \(page.title)."
    )
    severity = SettingKey(
      "rules.\(page.id).severity",
      .word(Severity.allCases.map(\.name)),
      "The severity of all findings of the rule, instead of the one that follows from their cost."
    )
    names = page.thresholds.map(\.name)
    thresholds = page.thresholds.map { threshold in
      SettingKey(
        "rules.\(page.id).\(threshold.name)",
        .number(-1e18...1e18),
        unit: threshold.unit,
        standard: .number(threshold.value),
        threshold.meaning
      )
    }
  }
}
