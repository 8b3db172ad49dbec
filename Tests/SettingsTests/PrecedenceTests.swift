import Analysis
import Settings
import Testing

@Suite("Settings of several origins")
struct PrecedenceTests {
  private static let medium = SettingCatalog.keys.first {
    $0.path == "thresholds.slow_query_ms.medium"
  }

  @Test("give way to one another: default, profile, file, environment, option")
  func order() throws {
    let key = try #require(Self.medium)
    func value(_ text: String, _ environment: [String: String] = [:]) throws -> (Double?, String) {
      let settings = try SettingsBench.load(text, environment: environment).get()
      return (settings.number(key), settings.origin(key).name)
    }
    let variable = ["NIGHTJAR_THRESHOLDS_SLOW_QUERY_MS_MEDIUM": "77"]
    let file = "profile: strict\nthresholds:\n  slow_query_ms: {medium: 700}\n"
    #expect(try value("") == (1000, "default"))
    #expect(try value("profile: strict") == (500, "profile"))
    #expect(try value(file) == (700, "file"))
    #expect(try value(file, variable) == (77, "environment"))
    var settings = try SettingsBench.load(file, environment: variable).get()
    settings.set(key, option: "--slow", .number(5))
    #expect(settings.number(key) == 5)
    #expect(settings.origin(key) == .option("--slow"))
    settings.set(key, option: "--slow", nil)
    #expect(settings.number(key) == 5)
  }

  @Test("say which variable is wrong")
  func variable() throws {
    let result = try SettingsBench.load("", environment: ["NIGHTJAR_HISTORY_WAIT": "soon"])
    guard case .failure(let mistakes) = result else { return #expect(Bool(false)) }
    #expect(
      mistakes.messages == [
        "NIGHTJAR_HISTORY_WAIT: \"soon\" cannot be taken for history.wait; write a number from 0 to "
          + "86400"
      ]
    )
  }

  @Test("come from the file that is named, or the first that exists")
  func file() {
    let places = ["/nowhere/a.yaml", "/dev/null", "/dev/zero"]
    func file(_ option: String?, _ variable: String?) -> String? {
      let environment = variable.map { ["NIGHTJAR_CONFIG": $0] } ?? [:]
      return Settings.Surroundings(environment: environment, usualPlaces: places).file(
        option: option
      )
    }
    #expect(file("x.yaml", "y.yaml") == "x.yaml")
    #expect(file(nil, "y.yaml") == "y.yaml")
    #expect(file(nil, "") == nil)
    #expect(file(nil, nil) == "/dev/null")
    let usual = Settings.Surroundings(environment: ["HOME": "/h", "XDG_CONFIG_HOME": "relative"])
    #expect(
      usual.usualPlaces == [
        "nightjar.yaml", "/h/.config/nightjar/nightjar.yaml", "/etc/nightjar/nightjar.yaml",
      ]
    )
  }
}

@Suite("What settings mean to the analysis")
struct MeaningTests {
  @Test("is the usual numbers when nothing is said")
  func usual() throws {
    let settings = try SettingsBench.load("").get()
    #expect(settings.alertThresholds == AlertThresholds())
    #expect(settings.ruleSettings == RuleSettings())
    #expect(settings.hiddenNames.isEmpty)
  }

  @Test("is a profile's numbers: those of rail-django-graphql")
  func rail() throws {
    let thresholds = try SettingsBench.load("profile: rail").get().alertThresholds
    #expect(thresholds.profile == "rail")
    #expect(thresholds[.slowQuery] == AlertLevels(medium: 1000, high: 5000))
    #expect(thresholds[.highComplexity] == AlertLevels(medium: 100, high: 200))
    #expect(thresholds[.highMemory] == AlertLevels(medium: 100e6, high: 500e6))
    #expect(thresholds[.manyStatements] == AlertLevels(medium: 50, high: 100))
    #expect(thresholds[.errorRate] == AlertLevels(medium: 5, high: 15))
  }

  @Test("is stricter in every respect with the strict profile")
  func strict() throws {
    let strict = try SettingsBench.load("profile: strict").get().alertThresholds
    for rule in AlertRule.allCases {
      #expect(strict[rule].medium < AlertThresholds()[rule].medium, "\(rule)")
      #expect(strict[rule].high < AlertThresholds()[rule].high, "\(rule)")
    }
  }

  @Test("has levels for single operations, the first that fits")
  func exceptions() throws {
    let thresholds = try SettingsBench.load(
      """
      thresholds: {many_statements: {enabled: false}, high_memory_mb: {high: 10}}
      operations:
        - {operation: "*Report", env: staging, thresholds: {slow_query_ms: {enabled: false}}}
        - operation: "*Report"
          thresholds: {slow_query_ms: {medium: 4000}, many_statements: {medium: 100}}
        - {operation: "(anonymous)", thresholds: {slow_query_ms: {high: 300}}}
      """
    ).get().alertThresholds
    func levels(_ rule: AlertRule, _ env: String, _ name: String) -> AlertLevels {
      thresholds.levels(rule, service: "shop", env: env, operation: name)
    }
    #expect(levels(.slowQuery, "staging", "DayReport") == .off)
    #expect(levels(.slowQuery, "production", "DayReport") == AlertLevels(medium: 4000, high: 5000))
    #expect(levels(.manyStatements, "production", "DayReport").medium == 100)
    #expect(levels(.slowQuery, "production", "Report2").medium == 1000)
    #expect(levels(.slowQuery, "production", "") == AlertLevels(medium: 300, high: 300))
    #expect(levels(.manyStatements, "production", "Home") == .off)
    #expect(thresholds[.highMemory] == AlertLevels(medium: 10e6, high: 10e6))
  }

  @Test("changes rules")
  func rules() throws {
    let rules = try SettingsBench.load(
      """
      rules:
        n_plus_one: {min_slope: 0.5, severity: low}
        slow_field: {enabled: false}
      severities: {high: 0.2}
      """
    ).get().ruleSettings
    #expect(rules.thresholds == ["n_plus_one": ["min_slope": 0.5]])
    #expect(rules.severities == ["n_plus_one": .low])
    #expect(rules.disabledRules == ["slow_field"])
    #expect((rules.mediumShare, rules.highShare, rules.criticalShare) == (0.01, 0.2, 0.25))
  }

  @Test("has no two keys of one path, and no key that is a section as well")
  func catalog() {
    let paths = SettingCatalog.keys.map(\.path)
    #expect(Set(paths).count == paths.count)
    for path in paths { #expect(!paths.contains { $0.hasPrefix(path + ".") }, "\(path)") }
    let variables = SettingCatalog.keys.compactMap(\.environmentVariable)
    #expect(Set(variables).count == variables.count)
    for key in SettingCatalog.keys where key.standard != nil && !key.type.isList {
      #expect(key.type.value(of: key.standard?.text ?? "") == key.standard, "\(key.path)")
    }
  }
}
