import Analysis

/// A report in one sentence: whether there is something to do.
struct ReportVerdict: Sendable {
  /// How urgent it is.
  enum Level: Sendable {
    /// Nothing was read that could be judged.
    case silent
    /// Nothing to do.
    case calm
    /// Something to look at when there is time.
    case watch
    /// A severe finding, or something got worse.
    case act
  }

  let level: Level
  /// One or two sentences of our own words.
  let text: String

  init(_ report: Report) {
    guard report.totals.requests > 0 else {
      (level, text) = (.silent, "No request was read that the selection admits.")
      return
    }
    let worst = report.findings.map(\.severity).max()
    let regressions = report.comparison?.count(.regression) ?? 0
    if regressions > 0 || worst.map({ $0 >= .high }) == true {
      level = .act
    } else {
      level = (worst ?? .low) >= .medium ? .watch : .calm
    }
    text = [Self.change(report.comparison), Self.findings(report.findings)].compactMap { $0 }
      .joined(separator: " ")
  }

  /// What to do first: the severest findings, of equal ones the most expensive.
  static func first(_ count: Int, of findings: [Finding]) -> [Finding] {
    let ranked = findings.enumerated().sorted { left, right in
      let (a, b) = (left.element.severity, right.element.severity)
      return a != b ? a > b : left.offset < right.offset
    }
    return ranked.prefix(count).map(\.element)
  }

  private static func findings(_ findings: [Finding]) -> String {
    guard !findings.isEmpty else { return "No rule found anything wrong." }
    let things = Quantity.counted(Int64(findings.count), "thing", "things")
    return "\(things) to fix: \(FindingText.counts(findings))."
  }

  /// `nil` when there is nothing to compare with, or too little.
  private static func change(_ comparison: Comparison?) -> String? {
    guard let comparison else { return nil }
    let judged = comparison.changes.contains { $0.reason != "not_enough_days" }
    guard judged else { return nil }
    let worse = comparison.count(.regression)
    let better = comparison.count(.improvement)
    switch (worse, better) {
    case (0, 0): return "Nothing got measurably worse or better than in the days before."
    case (0, _):
      return Quantity.counted(Int64(better), "metric", "metrics")
        + " got better than in the days before, none worse."
    default:
      return Quantity.counted(Int64(worse), "metric", "metrics")
        + " got worse than in the days before" + (better > 0 ? ", \(better) better." : ".")
    }
  }
}
