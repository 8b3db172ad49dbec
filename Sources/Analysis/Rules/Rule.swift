/// Something that can be wrong with a service, and how it is seen in a digest.
protocol Rule: Sendable {
  /// What the rule is, for people and for tests.
  var page: RulePage { get }

  /// What is wrong in this sense; each finding has everything but id, severity and daily figures,
  /// which follow from it.
  func findings(in input: RuleInput) -> [Finding]
}

/// A rule's page: what it means, when it fires, and logs on which it must and must not.
package struct RulePage: Sendable {
  package var id: String
  package var title: String
  /// Paragraphs for people.
  package var meaning: [String]
  package var thresholds: [Threshold]
  package var examples: [RuleExample]
}

/// A number that decides whether a rule fires, which settings can change.
package struct Threshold: Sendable {
  package var name: String
  /// The value in force unless settings have another.
  package var value: Double
  package var unit: String
  package var meaning: String

  @inline(never)
  init(_ name: String, _ value: Double, _ unit: String, _ meaning: String) {
    self.name = name
    self.value = value
    self.unit = unit
    self.meaning = meaning
  }
}

/// A small log on which a rule must fire, or must not: its test and its documentation.
package struct RuleExample: Sendable {
  package var title: String
  /// Whether the rule finds something in the log.
  package var fires: Bool
  /// Writes the log.
  let write: @Sendable (inout SyntheticLog) -> Void

  /// A log on which the rule fires.
  @inline(never)
  static func fires(
    _ title: String,
    _ write: @escaping @Sendable (inout SyntheticLog) -> Void
  ) -> RuleExample {
    RuleExample(title: title, fires: true, write: write)
  }

  /// A log on which the rule does not fire.
  @inline(never)
  static func silent(
    _ title: String,
    _ write: @escaping @Sendable (inout SyntheticLog) -> Void
  ) -> RuleExample {
    RuleExample(title: title, fires: false, write: write)
  }

  /// The log as a settled digest.
  package func digest() -> Digest { log().digest() }

  /// How much the log's day has, and those before it; `nil` for most examples.
  package var volumes: LogVolumes? { log().volumes }

  private func log() -> SyntheticLog {
    var log = SyntheticLog()
    write(&log)
    return log
  }
}
