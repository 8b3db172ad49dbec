internal import Analysis

/// The keys of one alert's levels.
package struct AlertKeys: Sendable {
  let rule: AlertRule
  package let medium: SettingKey
  package let high: SettingKey
  package let enabled: SettingKey

  /// The keys of every alert, in the order of the alerts.
  package static let all: [AlertKeys] = AlertRule.allCases.map { AlertKeys($0, isException: false) }

  /// The keys of an entry of `operations`.
  static let exceptionKeys: [SettingKey] =
    [
      SettingKey("operation", .text, "A name or a pattern of names."),
      SettingKey("service", .text, "Only operations of this service."),
      SettingKey("env", .text, "Only operations of this environment."),
    ]
    + exceptions.flatMap { [$0.medium, $0.high, $0.enabled] }

  /// The alerts that single operations can have levels of their own for.
  static let exceptions = AlertRule.allCases.filter(\.isAboutRequests)
    .map { AlertKeys($0, isException: true) }

  private init(_ rule: AlertRule, isException: Bool) {
    self.rule = rule
    let levels = AlertThresholds()[rule]
    let name = "thresholds." + rule.settingName
    func key(_ level: String, _ value: Double) -> SettingKey {
      SettingKey(
        "\(name).\(level)",
        .number(0...1e18),
        unit: rule.settingUnit,
        standard: isException ? nil : .number(value / rule.settingScale),
        "\(rule.title.capitalizedFirst): above this an alert is of severity \(level)."
      )
    }
    medium = key("medium", levels.medium)
    high = key("high", levels.high)
    enabled = SettingKey(
      "\(name).enabled",
      .flag,
      standard: isException ? nil : .flag(true),
      "Whether there are such alerts."
    )
  }

  /// The levels that a look-up of keys gives; `nil` when it says nothing about them.
  ///
  /// - Parameters:
  ///   - standard: What holds where nothing is said.
  ///   - number: The number of a key, if it has one.
  ///   - flag: The truth of a key, if it has one.
  /// - Returns: Levels in the rule's unit.
  func levels(
    standard: AlertLevels,
    number: (SettingKey) -> Double?,
    flag: (SettingKey) -> Bool?
  ) -> AlertLevels? {
    if flag(enabled) == false { return .off }
    let (low, top) = (number(medium), number(high))
    guard low != nil || top != nil || flag(enabled) == true else { return nil }
    let scale = rule.settingScale
    let highLevel = top.map { $0 * scale } ?? standard.high
    // Who says only what is bad does not want to hear of less as well.
    let mediumLevel = low.map { $0 * scale } ?? min(standard.medium, highLevel)
    return AlertLevels(medium: mediumLevel, high: highLevel)
  }
}

extension AlertRule {
  /// The rule's name among settings, with its unit.
  package var settingName: String {
    switch self {
    case .slowQuery, .connectionWait: rawValue + "_ms"
    case .highMemory: rawValue + "_mb"
    case .poolExhaustion, .errorRate: rawValue + "_percent"
    case .cacheHitRateFall: rawValue + "_points"
    case .highComplexity, .manyStatements, .repeatedStatement: rawValue
    }
  }

  /// The unit in which settings give levels.
  var settingUnit: String { self == .highMemory ? "MB (10⁶ bytes)" : unit }

  /// What a level of settings is multiplied by to be in the rule's unit.
  var settingScale: Double { self == .highMemory ? 1e6 : 1 }
}

extension String {
  /// The text with its first letter in upper case.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
