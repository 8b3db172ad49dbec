package import Analysis
import MetricLog

/// The report as gauges, for the node exporter's textfile collector or any reader of OpenMetrics.
///
/// Units are base units (seconds, bytes, ratios in 0...1) and end the names. The number of series is
/// bounded: those of operations by the operations that the report lists, the others being one,
/// `(rest)`; those of hosts by ``hostLimit``.
package struct OpenMetricsRenderer: Sendable {
  /// The most rows of processes, and of pools, that are written; the first in the report's order.
  package static let hostLimit = 100

  package init() {}

  /// Renders a report as UTF-8 that ends with `# EOF`.
  package func render(_ report: Report) -> [UInt8] {
    var text = OpenMetricsText()
    let families =
      period(report) + input(report.input) + totals(report) + operations(report)
      + findings(report.findings) + comparison(report.comparison) + history(report.history)
      + processes(report.processes.prefix(Self.hostLimit))
    for family in families { text.append(family) }
    text.finish()
    return Array(text.text.utf8)
  }

  // MARK: - What was read

  private func period(_ report: Report) -> [MetricFamily] {
    var start = MetricFamily(
      "period_start_timestamp",
      unit: "seconds",
      help: "Start of the first request of the report, since 1970."
    )
    start.add(microseconds: report.input.firstMicroseconds)
    var end = MetricFamily(
      "period_end_timestamp",
      unit: "seconds",
      help: "Start of the last request of the report, since 1970."
    )
    end.add(microseconds: report.input.lastMicroseconds)
    return [start, end]
  }

  private func input(_ input: InputReport) -> [MetricFamily] {
    let total = input.total
    var bytes = MetricFamily("input", unit: "bytes", help: "Size of the input as it is stored.")
    bytes.add(total.storedBytes)
    var lines = MetricFamily("input_lines", help: "Lines read, by what became of them.")
    lines.add(total.acceptedLines, [("outcome", "accepted")])
    lines.add(total.rejectedLines, [("outcome", "rejected")])
    lines.add(total.blank, [("outcome", "blank")])
    var rejected = MetricFamily("rejected_lines", help: "Rejected lines by reason.")
    for (reason, count) in total.rejectionCounts { rejected.add(count, [("reason", reason.name)]) }
    var unread = MetricFamily("incomplete_inputs", help: "Inputs not read to their end.")
    unread.add(
      Int64(input.files.count { file in file.problems.contains { $0.kind.losesInput } })
    )
    var records = MetricFamily(
      "doubtful_records",
      help: "Records read twice (counted once), missing from their numbering, dropped by servers."
    )
    records.add(input.duplicates, [("doubt", "duplicate")])
    records.add(input.missing, [("doubt", "missing")])
    records.add(input.droppedByWriters, [("doubt", "dropped")])
    return [bytes, lines, rejected, unread, records]
  }

  // MARK: - What is said of it

  private func findings(_ findings: [Finding]) -> [MetricFamily] {
    var counts = MetricFamily("findings", help: "Findings by severity.")
    for severity in Severity.allCases {
      let count = findings.count { $0.severity == severity }
      counts.add(Int64(count), [("severity", severity.name)])
    }
    var rules = MetricFamily("rule_findings", help: "Findings by rule.")
    let byRule = Dictionary(grouping: findings, by: \.rule).sorted { $0.key < $1.key }
    for (rule, found) in byRule { rules.add(Int64(found.count), [("rule", LabelValue.name(rule))]) }
    return [counts, rules]
  }

  private func comparison(_ comparison: Comparison?) -> [MetricFamily] {
    guard let comparison else { return [] }
    var changes = MetricFamily(
      "compared_metrics",
      help: "Metrics of operations compared with the days before, by verdict."
    )
    let outcomes: [Comparison.Outcome] = [.regression, .improvement, .unchanged, .inconclusive]
    for outcome in outcomes {
      changes.add(Int64(comparison.count(outcome)), [("verdict", outcome.rawValue)])
    }
    return [changes]
  }

  private func history(_ history: HistoryReport?) -> [MetricFamily] {
    guard let history else { return [] }
    var days = MetricFamily("history_days", help: "Days that the history holds.")
    days.add(Int64(history.storedDays))
    var records = MetricFamily("history_records", help: "Records of this run, by novelty.")
    records.add(history.newRecords, [("novelty", "new")])
    records.add(history.knownRecords, [("novelty", "known")])
    guard let upkeep = history.upkeep, !upkeep.isPostponed else { return [days, records] }
    var size = MetricFamily("history_bytes", help: "Bytes of the history, and what it may have.")
    size.add(upkeep.bytesAfter, [("bound", "used")])
    if let budget = upkeep.budgetBytes { size.add(budget, [("bound", "budget")]) }
    return [days, records, size]
  }
}
