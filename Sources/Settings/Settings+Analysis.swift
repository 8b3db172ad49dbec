package import Analysis

extension Settings {
  /// The numbers that rules go by.
  package var ruleSettings: RuleSettings {
    var rules = RuleSettings()
    rules.mediumShare = number(.mediumShare) ?? rules.mediumShare
    rules.highShare = number(.highShare) ?? rules.highShare
    rules.criticalShare = number(.criticalShare) ?? rules.criticalShare
    for keys in RuleKeys.all {
      if !flag(keys.enabled) { rules.disabledRules.insert(keys.id) }
      rules.severities[keys.id] = text(keys.severity).flatMap { Severity(name: $0) }
      for (key, name) in zip(keys.thresholds, keys.names) where origin(key).isSaid {
        rules.thresholds[keys.id, default: [:]][name] = number(key)
      }
    }
    return rules
  }

  /// The levels whose crossing is foreseen.
  package var trendLimits: TrendLimits {
    TrendLimits(rules: ruleSettings, alerts: alertThresholds)
  }

  /// The levels of alerts.
  package var alertThresholds: AlertThresholds {
    let usual = AlertThresholds()
    var levels: [AlertRule: AlertLevels] = [:]
    for keys in AlertKeys.all {
      // A medium level above the high one of a default pushes that up; the other way round the same.
      let medium = number(keys.medium).map { $0 * keys.rule.settingScale }
      let high = number(keys.high).map { $0 * keys.rule.settingScale }
      let isHighSaid = origin(keys.high).isSaid && !origin(keys.medium).isSaid
      var both = AlertLevels(
        medium: medium ?? usual[keys.rule].medium,
        high: high ?? usual[keys.rule].high
      )
      if isHighSaid, let high { both = AlertLevels(medium: min(both.medium, high), high: high) }
      levels[keys.rule] = flag(keys.enabled) ? both : .off
    }
    var thresholds = AlertThresholds(profile: text(.profile) ?? "", levels: levels)
    thresholds.exceptions = entries(.exceptions).map { exception($0, thresholds) }
    return thresholds
  }

  private func exception(
    _ entry: SettingEntry,
    _ thresholds: AlertThresholds
  ) -> AlertThresholds.Exception {
    var levels: [AlertRule: AlertLevels] = [:]
    for keys in AlertKeys.exceptions {
      levels[keys.rule] = keys.levels(
        standard: thresholds[keys.rule],
        number: { entry.number($0.path) },
        flag: { entry.flag($0.path) }
      )
    }
    return AlertThresholds.Exception(
      operation: NamePattern(entry.text("operation") ?? "*"),
      service: entry.text("service").map { NamePattern($0) },
      env: entry.text("env").map { NamePattern($0) },
      levels: levels
    )
  }

  /// The kinds of names that are not shown.
  package var hiddenNames: Set<HiddenName> {
    Set(texts(.privacyHide).compactMap { HiddenName(rawValue: $0) })
  }
}
