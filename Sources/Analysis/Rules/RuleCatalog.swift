/// Every rule.
package enum RuleCatalog {
  /// In the order of their pages.
  static let rules: [any Rule] = [
    NPlusOneRule(), StatementBurstRule(), DuplicateStatementsRule(), SlowStatementRule(),
    SlowFieldRule(), SlowOperationRule(), SometimesTerribleRule(), UnexplainedTimeRule(),
    SlowerFieldRule(), SlowerOperationRule(), CacheLostRule(), CacheFallingRule(), CacheLowRule(),
    CacheThrashingRule(), InvalidationStormRule(), MemoryGrowthRule(), ResidentClimbRule(),
    ComplexityMismatchRule(), ComplexOperationRule(), PoolExhaustedRule(), ConnectionWaitRule(),
    ErrorRateRule(), LargeResponseRule(), LoadSensitivityRule(), RefusedRequestsRule(),
    RecordsLostRule(), LogVolumeRule(), InputDamagedRule(), ClockTroubleRule(),
  ]

  /// The rules' pages, in order.
  package static var pages: [RulePage] { rules.map(\.page) }

  /// The identifiers of the rules that fire on a digest.
  package static func firing(
    on digest: Digest,
    settings: RuleSettings = .init(),
    volumes: LogVolumes? = nil
  ) -> Set<String> {
    Set(RuleEngine(digest, settings, volumes).findings().map(\.rule))
  }

  /// Whether a rule, by itself, finds something in a digest.
  package static func fires(
    _ id: String,
    on digest: Digest,
    settings: RuleSettings = .init(),
    volumes: LogVolumes? = nil
  ) -> Bool {
    let input = RuleInput(digest, settings, volumes)
    return rules.contains { $0.page.id == id && !$0.findings(in: input).isEmpty }
  }
}
