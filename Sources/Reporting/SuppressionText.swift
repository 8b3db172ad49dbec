import Analysis

/// What suppressions did to the findings, in words.
enum SuppressionText {
  /// What stands where there is no finding to show.
  static func nothing(_ report: Report) -> String {
    report.suppression?.hidden.isEmpty == false
      ? "Nothing that is not suppressed." : "No rule found anything wrong."
  }

  /// How many findings are not shown, by severity; `nil` when all are.
  static func hidden(_ suppression: SuppressionReport) -> String? {
    let hidden = suppression.hidden
    guard !hidden.isEmpty else { return nil }
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = hidden.count { $0.severity == severity }
      return count > 0 ? "\(count) \(severity.name)" : nil
    }
    let findings = Quantity.counted(Int64(hidden.count), "finding", "findings")
    return "Suppressed: \(findings) (\(counts.joined(separator: ", ")))"
  }

  /// The suppressions that hide nothing, by what became of them.
  static func idle(
    _ suppression: SuppressionReport
  ) -> [(title: String, suppressions: [Suppression])] {
    [
      ("Expired, so shown again", suppression.expired),
      ("Suppressed and not found here", suppression.unmatched),
    ].filter { !$0.1.isEmpty }
  }
}
