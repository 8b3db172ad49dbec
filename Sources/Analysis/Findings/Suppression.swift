/// A finding that somebody has looked at and does not want to see for now.
package struct Suppression: Sendable, Equatable {
  /// The finding's identifier.
  package var id: String
  package var reason: String
  /// The last day on which it holds; `nil` when it has no end.
  package var until: Day?

  package init(id: String, reason: String, until: Day?) {
    self.id = id
    self.reason = reason
    self.until = until
  }

  /// Whether it does not hold any more.
  func isExpired(on today: Day) -> Bool { until.map { $0 < today } ?? false }
}

/// What suppressions did to the findings of a report.
package struct SuppressionReport: Sendable, Equatable {
  /// A finding that is not shown.
  package struct Hidden: Sendable, Equatable {
    package var suppression: Suppression
    package var severity: Severity
    package var confidence: Confidence

    package init(suppression: Suppression, severity: Severity, confidence: Confidence) {
      self.suppression = suppression
      self.severity = severity
      self.confidence = confidence
    }
  }

  /// In the order of the findings.
  package var hidden: [Hidden] = []
  /// Suppressions that do not hold any more, whose findings are shown again, in the order given.
  package var expired: [Suppression] = []
  /// Suppressions of findings that are not there, in the order given: mended, of another log, or
  /// mistyped.
  package var unmatched: [Suppression] = []

  package init() {}

  /// Whether a finding is one of those that are not shown.
  package func hides(_ id: String) -> Bool { hidden.contains { $0.suppression.id == id } }

  /// Takes the findings that suppressions hide out of a list.
  ///
  /// - Parameters:
  ///   - findings: The findings, of which those that are shown remain.
  ///   - suppressions: The suppressions, no identifier twice.
  ///   - today: The day by which they expire.
  init(_ findings: inout [Finding], _ suppressions: [Suppression], today: Day) {
    let byID = Dictionary(suppressions.map { ($0.id, $0) }) { first, _ in first }
    let known = Set(findings.map(\.id))
    unmatched = suppressions.filter { !known.contains($0.id) }
    expired = suppressions.filter { known.contains($0.id) && $0.isExpired(on: today) }
    var shown: [Finding] = []
    for finding in findings {
      guard let suppression = byID[finding.id], !suppression.isExpired(on: today) else {
        shown.append(finding)
        continue
      }
      hidden.append(
        Hidden(
          suppression: suppression,
          severity: finding.severity,
          confidence: finding.confidence
        )
      )
    }
    findings = shown
  }
}
