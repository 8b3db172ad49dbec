package import Analysis
internal import Reporting

/// What a report would have people told, before anyone asks what they know already.
package struct Sightings: Sendable {
  /// The findings and regressions, as notices of unknown change.
  package var notices: [Notice] = []
  /// The environments that the report has all requests of; only there can a finding be gone.
  package var environments: [Report.Environment] = []
  /// Whether the report compares days, without which a regression is not gone but out of sight.
  package var hasComparison = false
  /// The day (UTC) of the last request, or the one that should have had some; `nil` when there is none.
  package var day: Day?

  package init() {}
}

/// Takes out of a report what people are told about.
package struct NoticeBuilder {
  private let renderer = TextRenderer(TextOptions(width: 1000))
  private let reportLink: String?
  private let leastEffect: Double
  /// Rules about a single day: one day without it, and the next time is another event.
  private static let events: Set<String> = ["log_volume", "input_damaged"]
  /// What stands for the rule of a regression, and begins its id.
  static let regressionRule = "regression"

  /// - Parameters:
  ///   - reportLink: The address of the HTML report; `nil` when there is none, and notices then name the
  ///     command that explains them.
  ///   - leastEffect: The least relative change that a regression is told of.
  package init(reportLink: String? = nil, leastEffect: Double = 0) {
    (self.reportLink, self.leastEffect) = (reportLink, leastEffect)
  }

  /// The sightings of a report.
  ///
  /// - Complexity: O(*f* + *c* + *o*), of findings, changes and operations.
  package func sightings(_ report: Report) -> Sightings {
    var sightings = Sightings()
    sightings.notices = report.findings.map(notice)
    if let comparison = report.comparison {
      sightings.hasComparison = true
      sightings.notices += comparison.alarms
        .filter { ($0.effect?.magnitude ?? 0) >= leastEffect }.map(notice)
    }
    if report.selection.operations.isEmpty, report.selection.releases.isEmpty {
      // What is about no environment is gone when it is in no report.
      sightings.environments = report.environments + [.init(service: "", env: "")]
    }
    sightings.day = report.input.lastMicroseconds.map { Day(ofMicroseconds: $0) } ?? report.day
    return sightings
  }

  private func notice(_ finding: Finding) -> Notice {
    var notice = Notice(
      id: finding.id,
      rule: finding.rule,
      severity: finding.severity,
      confidence: finding.confidence,
      service: finding.service,
      env: finding.env,
      operation: finding.operation?.name,
      title: renderer.text(finding.title),
      explanation: renderer.text(finding.explanation),
      recommendation: renderer.text(finding.recommendation),
      costNanoseconds: finding.costNanoseconds,
      savingNanosecondsPerDay: finding.saving?.nanosecondsPerDay,
      link: link(finding.id)
    )
    if Self.events.contains(finding.rule) { notice.daysUntilGone = 1 }
    return notice
  }

  /// A regression is as severe as it is large, and strong: it passed a test that knows of all others.
  private func notice(_ change: Comparison.Change) -> Notice {
    let identity = change.id
    return Notice(
      id: identity,
      rule: Self.regressionRule,
      severity: (change.effect ?? 0) >= 1 ? .critical : .high,
      confidence: .strong,
      service: change.operation.service,
      env: change.operation.env,
      operation: change.operation.name,
      title: renderer.text(change),
      explanation: "",
      recommendation: "",
      costNanoseconds: 0,
      savingNanosecondsPerDay: nil,
      link: link(identity)
    )
  }

  private func link(_ id: String) -> String {
    guard let reportLink else { return "nightjar explain \(id)" }
    return reportLink + "#" + id
  }
}
