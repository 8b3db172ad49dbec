package import Analysis

/// The output of `nightjar limits` for people.
package struct LimitsRenderer: Sendable {
  private let options: TextOptions

  package init(_ options: TextOptions = TextOptions()) { self.options = options }

  /// Renders a report as lines that are no wider than the page.
  package func render(_ report: LimitReport) -> String {
    var page = TextPage(options)
    let name = TextStyle.heading.paint("What a limit would do", color: options.color)
    var period = "no requests"
    if let first = report.firstMicroseconds, let last = report.lastMicroseconds {
      period = options.clock.range(first, last, dash: options.dash)
    }
    page.preformatted(name + "  " + period)
    page.paragraph(
      "\(Quantity.count(report.requests)) requests, which took"
        + " \(options.prose.duration(report.nanoseconds)), of it"
        + " \(options.prose.duration(report.databaseNanoseconds)) in statements;"
        + " \(Quantity.count(report.alreadyRefused)) of them were refused already.",
      indent: 0
    )
    if report.measures.isEmpty { page.line("There is nothing that a limit could be set to.") }
    for measure in report.measures { self.measure(measure, report, on: &page) }
    return page.text
  }

  private func measure(_ measure: LimitMeasure, _ report: LimitReport, on page: inout TextPage) {
    let title = measure.kind.rawValue.prefix(1).uppercased() + measure.kind.rawValue.dropFirst()
    page.section(
      title,
      note: "recorded by \(Quantity.count(measure.recorded)) requests, at most"
        + " \(value(measure.largest, measure.kind))"
    )
    let largest = measure.largestOperations.map {
      "\(operation($0.operation)) \(value($0.value, measure.kind))"
    }
    page.paragraph("Largest: " + largest.joined(separator: options.dot), hang: 9)
    proposal(measure, on: &page)
    table(measure, report, on: &page)
    for candidate in measure.candidates where candidate.refused.likely > 0 {
      concerned(candidate, measure.kind, on: &page)
    }
  }

  private func proposal(_ measure: LimitMeasure, on page: inout TextPage) {
    guard let proposal = measure.proposal else {
      return page.line("No cap can be proposed: no request ended without an error.")
    }
    let added =
      measure.kind == .depth
      ? "\(Quantity.number(proposal.headroom)) levels more"
      : "\(Quantity.percent(proposal.headroom - 1)) more"
    page.paragraph(
      "Proposed: \(value(proposal.cap, measure.kind)), above every request that ended without an"
        + " error (the largest: \(value(proposal.largestLegitimate, measure.kind))) and \(added)."
        + " None of \(Quantity.count(proposal.legitimate)) such requests is refused by it; with 95 %"
        + " confidence at most \(Quantity.percent(proposal.shareAbove)) of such requests is above"
        + " the largest seen.",
      hang: 10,
      style: .strong
    )
  }

  private func table(_ measure: LimitMeasure, _ report: LimitReport, on page: inout TextPage) {
    var headings = ["cap", "refused", "share", "without error", "time saved"]
    if measure.kind != .time { headings.append("in statements") }
    headings.append("above")
    var table = TextTable(
      headings.map { $0 == "above" ? .left : .right },
      flexible: [headings.count - 1],
      mark: options.mark
    )
    table.rows = [headings.map { TextTable.Cell($0, .faint) }]
    for candidate in measure.candidates {
      table.rows.append(row(candidate, measure, report).map { TextTable.Cell($0) })
    }
    page.table(table)
  }

  private func row(
    _ candidate: LimitCandidate,
    _ measure: LimitMeasure,
    _ report: LimitReport
  ) -> [String] {
    let share = Double(candidate.refused.likely) / Double(max(1, measure.recorded))
    var texts = [
      value(candidate.cap, measure.kind), count(candidate.refused), Quantity.percent(share),
      count(candidate.refusedWithoutError), options.cells.duration(candidate.savedNanoseconds),
    ]
    if measure.kind != .time {
      texts.append(options.cells.duration(candidate.savedDatabaseNanoseconds))
    }
    return texts + [words(candidate.reason)]
  }

  private func count(_ count: AlertCount) -> String {
    guard count.basis != .exact else { return Quantity.count(count.likely) }
    return (options.unicode ? "≈" : "~") + Quantity.count(count.likely)
  }

  private func words(_ reason: LimitCandidate.Reason) -> String {
    switch reason {
    case .asked: "asked for"
    case .p90: "1 in 10"
    case .p95: "1 in 20"
    case .p99: "1 in 100"
    case .p999: "1 in 1,000"
    case .proposed: "proposed"
    }
  }

  /// Whom a cap concerns, on one line.
  private func concerned(_ candidate: LimitCandidate, _ kind: LimitKind, on page: inout TextPage) {
    let operations = candidate.operations.prefix(3).map { slice in
      "\(slice.operation.map(operation) ?? "") \(Quantity.percent(slice.share))"
    }
    let clients = candidate.clients.prefix(3).map { slice in
      let names = [slice.client, slice.version].filter { !$0.isEmpty }.map(options.name)
      return "\(names.joined(separator: " ")) \(Quantity.percent(slice.share))"
    }
    let parts = [operations, clients].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }
    page.paragraph(
      "\(value(candidate.cap, kind)) refuses of " + parts.joined(separator: "; of client "),
      hang: 4,
      style: .faint
    )
  }

  private func operation(_ operation: LimitSlice.Operation) -> String {
    if operation.isOther { return "(other)" }
    return operation.name.isEmpty ? "(anonymous)" : options.name(operation.name)
  }

  private func value(_ value: Double, _ kind: LimitKind) -> String {
    if kind == .time { return options.cells.duration(value * 1e6) }
    return Int64(exactly: value).map { Quantity.count($0) } ?? Quantity.number(value)
  }
}
