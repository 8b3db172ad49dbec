import Analysis

/// What suppressions did to the findings.
extension JSONRenderer {
  func value(_ suppression: SuppressionReport) -> JSONValue {
    .object([
      ("hidden", .array(suppression.hidden.map(value))),
      ("expired", .array(suppression.expired.map { .object(members($0)) })),
      ("unmatched", .array(suppression.unmatched.map { .object(members($0)) })),
    ])
  }

  private func value(_ hidden: SuppressionReport.Hidden) -> JSONValue {
    .object(
      members(hidden.suppression) + [
        ("severity", .string(hidden.severity.name)),
        ("confidence", .string(hidden.confidence.name)),
      ]
    )
  }

  private func members(_ suppression: Suppression) -> [JSONValue.Member] {
    [
      ("id", .string(suppression.id)),
      ("reason", .string(suppression.reason)),
      ("until", suppression.until.map { .string($0.text) } ?? .null),
    ]
  }
}
