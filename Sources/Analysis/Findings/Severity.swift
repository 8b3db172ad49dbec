/// How much a finding matters; raw values are in the order of weight.
package enum Severity: Int, CaseIterable, Comparable, Sendable {
  case low, medium, high, critical

  /// The word of reports and of `--fail-on`.
  package var name: String { "\(self)" }

  /// The severity of a word.
  package init?(name: String) {
    guard let severity = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = severity
  }

  package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// How sure a finding is; raw values are in the order of certainty.
package enum Confidence: Int, CaseIterable, Comparable, Sendable {
  case possible, probable, strong

  /// The word of reports.
  package var name: String { "\(self)" }

  package static func < (left: Confidence, right: Confidence) -> Bool {
    left.rawValue < right.rawValue
  }
}
