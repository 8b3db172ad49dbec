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
    let worst = report.findings.map(\.severity).max()
    guard report.totals.requests > 0 else {
      level = worst == nil ? .silent : .act
      text = Self.nothing(report) + (worst == nil ? "" : " " + Self.findings(report))
      return
    }
    let regressions = report.comparison?.count(.regression) ?? 0
    let longer = Self.worseForLonger(report)
    if regressions > 0 || worst.map({ $0 >= .high }) == true {
      level = .act
    } else {
      level = (worst ?? .low) >= .medium || !longer.isEmpty ? .watch : .calm
    }
    text = [Self.change(report.comparison, longer.count), Self.findings(report)].compactMap { $0 }
      .joined(separator: " ")
  }

  /// Rows of days that got worse before the days that are judged, or get worse bit by bit: the days
  /// before are no measure of them.
  static func worseForLonger(_ report: Report) -> [SeriesTrend] {
    guard let judged = report.comparison?.candidate.days.first else { return [] }
    return (report.trends?.notable ?? []).filter { series in
      series.isWorse && (series.confirmedChanges.last.map { $0.day < judged } ?? true)
    }
  }

  /// How much there is to fix.
  private static func findings(_ report: Report) -> String {
    let findings = report.findings
    guard !findings.isEmpty else { return SuppressionText.nothing(report) }
    let things = Quantity.counted(Int64(findings.count), "thing", "things")
    return "\(things) to fix: \(FindingText.counts(findings))."
  }

  /// What is said of a report without a request.
  static func nothing(_ report: Report) -> String {
    let day = report.day.map { " of \($0.text)" } ?? ""
    return "No request\(day) was read"
      + (report.selection == Selection() ? "." : " that the selection admits.")
  }

  /// The period of a report without a request.
  static func noPeriod(_ report: Report) -> String {
    "no requests" + (report.day.map { " of \($0.text)" } ?? "")
  }

  /// `nil` when there is nothing to compare with, or too little.
  private static func change(_ comparison: Comparison?, _ longer: Int) -> String? {
    guard let comparison else { return nil }
    let judged = comparison.changes.contains { $0.reason != "not_enough_days" }
    guard judged else { return nil }
    let worse = comparison.count(.regression)
    let better = comparison.count(.improvement)
    let metrics = { (count: Int) in Quantity.counted(Int64(count), "metric", "metrics") }
    let before =
      switch (worse, better) {
      case (0, 0): "Nothing got measurably worse or better than in the days before"
      case (0, _): "\(metrics(better)) got better than in the days before, none worse"
      default:
        "\(metrics(worse)) got worse than in the days before"
          + (better > 0 ? ", \(better) better" : "")
      }
    return before + (longer > 0 ? "; \(metrics(longer)) got worse over a longer time." : ".")
  }
}
