package import Analysis
import MetricLog

/// The report as text for a terminal or a mail: what was read, then what takes the time.
///
/// The text is right without colour and in 80 columns; a wider page gets longer names and the whole
/// table on one line an operation. Every name from outside is escaped by ``SafeText``.
package struct TextRenderer: Sendable {
  /// How the text is to look.
  package let options: TextOptions

  package init(_ options: TextOptions = TextOptions()) { self.options = options }

  /// Renders a report as lines that are no wider than the page.
  package func render(_ report: Report) -> String {
    var page = TextPage(options)
    title(report, on: &page)
    findings(report, on: &page)
    if let comparison = report.comparison { self.comparison(comparison, on: &page) }
    if let trends = report.trends { self.trends(trends, on: &page) }
    input(report, on: &page)
    if let history = report.history { self.history(history, on: &page) }
    problems(report.input, on: &page)
    rejectedLines(report.input, on: &page)
    totals(report, on: &page)
    operations(report, on: &page)
    closerLook(report, on: &page)
    releases(report, on: &page)
    if let alerts = report.logAlerts { logAlerts(alerts, on: &page) }
    alerts(report.alerts, on: &page)
    deploys(report.deploys, on: &page)
    processes(report.processes, on: &page)
    pools(report.processes, on: &page)
    cacheEvents(report.cacheEvents, on: &page)
    folded(report.folded, on: &page)
    caveats(report.caveats, on: &page)
    return page.text
  }

  private func title(_ report: Report, on page: inout TextPage) {
    var period = ReportVerdict.noPeriod(report)
    if let first = report.input.firstMicroseconds, let last = report.input.lastMicroseconds {
      period = options.clock.range(first, last, dash: options.dash)
    }
    let name = TextStyle.heading.paint("Nightjar", color: options.color)
    page.preformatted(name + "  " + period)
    let selection = selected(report.selection)
    if !selection.isEmpty { page.paragraph("Selected: " + selection, indent: 0, hang: 10) }
  }

  private func selected(_ selection: Selection) -> String {
    var parts: [String] = []
    if let since = selection.sinceMicroseconds {
      parts.append("since \(options.clock.dateTime(since))")
    }
    if let until = selection.untilMicroseconds {
      parts.append("until \(options.clock.dateTime(until))")
    }
    let lists = [
      ("service", selection.services), ("env", selection.envs), ("release", selection.releases),
      ("operation", selection.operations),
    ]
    for (label, names) in lists where !names.isEmpty {
      parts.append(label + " " + names.map(options.name).joined(separator: ", "))
    }
    return parts.joined(separator: "; ")
  }

  /// The name of an operation as it is shown.
  func displayName(_ name: String, isOther: Bool = false) -> String {
    if isOther { return "(other)" }
    return name.isEmpty ? "(anonymous)" : options.name(name)
  }

  /// A number of things, in the singular or plural.
  func counted(_ count: Int64, _ one: String, _ many: String) -> String {
    Quantity.counted(count, one, many)
  }

  /// Says how many rows a list has beyond those shown; the JSON report has them all.
  func more(_ count: Int, beyond limit: Int, on page: inout TextPage) {
    guard count > limit else { return }
    let rest = counted(Int64(count - limit), "more row", "more rows")
    page.line("and \(rest) in the JSON report", style: .faint)
  }
}
