package import Analysis
import MetricLog

/// What is wrong, the most expensive first: the first screen of a report.
extension TextRenderer {
  private static let describedLimit = 5
  private static let listedLimit = 20

  func findings(_ report: Report, on page: inout TextPage) {
    let findings = report.findings
    guard report.totals.requests > 0 || !findings.isEmpty else { return }
    page.section("What to fix first", note: findingsNote(findings))
    defer { if let suppression = report.suppression { self.suppression(suppression, on: &page) } }
    guard !findings.isEmpty else {
      let hasHidden = report.suppression?.hidden.isEmpty == false
      return page.line(
        hasHidden ? "Nothing that is not suppressed." : "No rule found anything wrong."
      )
    }
    for (index, finding) in findings.prefix(Self.describedLimit).enumerated() {
      headline(finding, number: index + 1, on: &page)
      describe(finding, on: &page)
    }
    let others = findings.dropFirst(Self.describedLimit)
    for (offset, finding) in others.prefix(Self.listedLimit).enumerated() {
      headline(finding, number: Self.describedLimit + offset + 1, on: &page)
    }
    more(findings.count, beyond: Self.describedLimit + Self.listedLimit, on: &page)
  }

  private func findingsNote(_ findings: [Finding]) -> String {
    guard !findings.isEmpty else { return "" }
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = findings.filter { $0.severity == severity }.count
      return count == 0 ? nil : "\(count) \(severity.name)"
    }
    return counts.joined(separator: ", ") + "; nightjar explain ID shows how each was found"
  }

  private func headline(_ finding: Finding, number: Int, on page: inout TextPage) {
    let prose = ProseText(options)
    let cost = costText(finding)
    page.paragraph(
      "\(number). \(finding.severity.name): \(prose(finding.title))"
        + (cost.isEmpty ? "" : " (\(cost))"),
      hang: 3,
      style: finding.severity >= .high ? .alarm : .strong
    )
  }

  /// What following the recommendation saves, or what the thing costs.
  private func costText(_ finding: Finding) -> String {
    if let saving = finding.saving, saving.nanoseconds > 0 {
      return "saves \(options.prose.duration(saving.nanosecondsPerDay)) a day,"
        + " \(Quantity.percent(saving.shareOfTime)) of the time"
    }
    guard finding.costNanoseconds > 0 else { return "" }
    return "\(options.prose.duration(finding.costNanoseconds)) in this period"
  }

  private func describe(_ finding: Finding, on page: inout TextPage) {
    let prose = ProseText(options)
    if !finding.explanation.isEmpty { page.paragraph(prose(finding.explanation), indent: 5) }
    if !finding.recommendation.isEmpty {
      page.paragraph("Do: " + prose(finding.recommendation), indent: 5, hang: 4)
    }
    var facts = [finding.confidence.name, finding.id]
    if !finding.env.isEmpty { facts.insert(options.name(finding.env), at: 1) }
    if let example = finding.examples.first, !example.traceID.isEmpty {
      facts.append("trace \(options.name(example.traceID))\(place(example))")
    }
    page.paragraph(facts.joined(separator: options.dot), indent: 5, style: .faint)
  }
}

/// Everything about one finding, for `nightjar explain`.
extension TextRenderer {
  /// A sentence of a finding, names escaped, numbers scaled.
  package func text(_ prose: Prose) -> String { ProseText(options)(prose) }

  /// Renders a finding with its formula, inputs and counts.
  package func render(_ finding: Finding) -> String {
    var page = TextPage(options)
    let prose = ProseText(options)
    page.preformatted(TextStyle.heading.paint(finding.id, color: options.color))
    page.paragraph(prose(finding.title), style: .strong)
    about(finding, on: &page)
    page.section("What was seen")
    page.paragraph(prose(finding.explanation))
    page.section("What to do")
    page.paragraph(prose(finding.recommendation))
    page.section("Evidence", note: "with 95 % intervals")
    for measurement in finding.evidence { self.measurement(measurement, on: &page) }
    page.section("How it was computed")
    for sentence in finding.calculation { page.paragraph("- " + prose(sentence), hang: 2) }
    saving(finding, on: &page)
    examples(finding, on: &page)
    if !finding.caveats.isEmpty {
      page.section("Caveats")
      for caveat in finding.caveats { page.paragraph("- " + prose(caveat), hang: 2) }
    }
    return page.text
  }

  private func about(_ finding: Finding, on page: inout TextPage) {
    page.labelled("rule", finding.rule)
    page.labelled("severity", "\(finding.severity.name), \(finding.confidence.name)")
    let subject = finding.subject
    var parts = [("service", finding.service), ("env", finding.env)]
    if let operation = finding.operation {
      parts.append(("operation", operation.name.isEmpty ? "(anonymous)" : operation.name))
    }
    parts += [
      ("field", subject.field), ("statement", subject.statement), ("text", subject.statementText),
      ("cache", subject.cache), ("code", subject.errorCode), ("limit", subject.limit),
      ("host", subject.host), ("pool", subject.pool), ("release", subject.release),
    ]
    for (label, name) in parts where !name.isEmpty {
      page.labelled(label, label == "operation" ? displayName(name) : options.text(name))
    }
  }

  private func measurement(_ measurement: Measurement, on page: inout TextPage) {
    func text(_ value: Double) -> String {
      switch measurement.unit {
      case .nanoseconds: options.prose.duration(value)
      case .nanosecondsPerDay: options.prose.duration(value) + " a day"
      case .bytes: options.prose.bytes(value)
      case .count: Quantity.count(Int64(exactly: value.rounded()) ?? .max)
      case .share: Quantity.percent(value, decimals: 2)
      case .number: Quantity.number(value)
      }
    }
    var line = text(measurement.value)
    if let low = measurement.low, let high = measurement.high {
      line += " (\(text(low)) to \(text(high)))"
    }
    page.labelled(measurement.name, line, labelWidth: 26)
  }

  private func saving(_ finding: Finding, on page: inout TextPage) {
    guard let saving = finding.saving else { return }
    page.section("Predicted saving")
    page.labelled(
      "time",
      "\(options.prose.duration(saving.nanoseconds)) in this period,"
        + " \(options.prose.duration(saving.nanosecondsPerDay)) a day,"
        + " \(Quantity.percent(saving.shareOfTime)) of the environment's time"
    )
    if let before = saving.p95Before, let after = saving.p95After {
      page.labelled(
        "p95",
        "\(options.prose.duration(before)) now, \(options.prose.duration(after)) without,"
          + " over the sampled requests"
      )
    }
    page.labelled("method", ProseText(options)(saving.method))
  }

  /// The file and line of an example, if they are known, as editors take them.
  func place(_ example: RequestExample) -> String {
    example.line.map { ", \(options.text(example.file)):\($0)" } ?? ""
  }

  private func examples(_ finding: Finding, on page: inout TextPage) {
    guard !finding.examples.isEmpty else { return }
    page.section("Requests that show it")
    for example in finding.examples {
      let trace = example.traceID.isEmpty ? "" : ", trace \(options.name(example.traceID))"
      page.paragraph(
        "\(ClockText.dateTime(example.timeMicroseconds))"
          + " \(options.prose.duration(example.nanoseconds)),"
          + " writer \(options.name(example.writer)) seq \(example.seq)\(trace)\(place(example))"
      )
    }
  }
}
