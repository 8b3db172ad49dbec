import Analysis

/// The words and numbers of findings, the same in every format.
struct FindingText: Sendable {
  let quantity: Quantity

  /// How many findings there are of each severity, the worst first; empty when there are none.
  static func counts(_ findings: [Finding]) -> String {
    Severity.allCases.reversed().compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.name)"
    }.joined(separator: ", ")
  }

  /// Whether ``cost(_:)`` tells a saving.
  static func saves(_ finding: Finding) -> Bool { (finding.saving?.nanoseconds ?? 0) > 0 }

  /// What following the recommendation saves, or what the thing costs; empty when neither is time.
  func cost(_ finding: Finding) -> String {
    if let saving = finding.saving, saving.nanoseconds > 0 {
      return "saves \(quantity.duration(saving.nanosecondsPerDay)) a day,"
        + " \(Quantity.percent(saving.shareOfTime)) of the time"
    }
    guard finding.costNanoseconds > 0 else { return "" }
    return "costs \(quantity.duration(finding.costNanoseconds)) in this period"
  }

  /// A number of the evidence, with its interval.
  func measurement(_ measurement: Measurement) -> String {
    let value = text(measurement.value, measurement.unit)
    guard let low = measurement.low, let high = measurement.high else { return value }
    return value + " (\(text(low, measurement.unit)) to \(text(high, measurement.unit)))"
  }

  private func text(_ value: Double, _ unit: Measurement.Unit) -> String {
    switch unit {
    case .nanoseconds: quantity.duration(value)
    case .nanosecondsPerDay: quantity.duration(value) + " a day"
    case .bytes: quantity.bytes(value)
    case .count: Quantity.count(Int64(exactly: value.rounded()) ?? .max)
    case .share: Quantity.percent(value, decimals: 2)
    case .number: Quantity.number(value)
    }
  }

  /// The saving in a sentence.
  func saving(_ saving: Saving) -> String {
    "\(quantity.duration(saving.nanoseconds)) in this period,"
      + " \(quantity.duration(saving.nanosecondsPerDay)) a day,"
      + " \(Quantity.percent(saving.shareOfTime)) of the environment's time"
  }

  /// The p95 now and with the saving; `nil` where it cannot be told for single requests.
  func p95(_ saving: Saving) -> String? {
    guard let before = saving.p95Before, let after = saving.p95After else { return nil }
    return "\(quantity.duration(before)) now, \(quantity.duration(after)) without,"
      + " over the sampled requests"
  }

  /// The things that a finding is about, with their names as the log has them; none is empty.
  static func subjects(_ finding: Finding) -> [(label: String, name: String)] {
    let subject = finding.subject
    let parts = [
      ("service", finding.service), ("env", finding.env),
      ("operation", finding.operation.map { $0.name.isEmpty ? "(anonymous)" : $0.name } ?? ""),
      ("field", subject.field), ("statement", subject.statement), ("text", subject.statementText),
      ("cache", subject.cache), ("code", subject.errorCode), ("limit", subject.limit),
      ("host", subject.host), ("pool", subject.pool), ("release", subject.release),
    ]
    return parts.filter { !$0.1.isEmpty }
  }
}
