package import Analysis
import MetricLog

/// What is wrong, in the order of the report: its first screen.
extension TextRenderer {
  private static let describedLimit = 5
  private static let listedLimit = 20

  func findings(_ report: Report, on page: inout TextPage) {
    let findings = report.findings
    guard report.totals.requests > 0 || !findings.isEmpty else { return }
    page.section("What to fix first", note: findingsNote(findings))
    defer { if let suppression = report.suppression { self.suppression(suppression, on: &page) } }
    guard !findings.isEmpty else {
      return page.line(SuppressionText.nothing(report))
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
    return FindingText.counts(findings) + "; nightjar explain ID shows how each was found"
  }

  private func headline(_ finding: Finding, number: Int, on page: inout TextPage) {
    let prose = ProseText(options)
    let cost = words.cost(finding)
    page.paragraph(
      "\(number). \(finding.severity.name): \(prose(finding.title))"
        + (cost.isEmpty ? "" : " (\(cost))"),
      hang: 3,
      style: finding.severity >= .high ? .alarm : .strong
    )
  }

  private var words: FindingText { FindingText(quantity: options.prose) }

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
    for measurement in finding.evidence {
      page.labelled(measurement.name, words.measurement(measurement), labelWidth: 26)
    }
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
    for (label, name) in FindingText.subjects(finding) {
      let isOurs = label == "operation" && finding.operation?.name.isEmpty == true
      let shown = label == "operation" ? options.name(name) : options.text(name)
      page.labelled(label, isOurs ? name : shown)
    }
  }

  private func saving(_ finding: Finding, on page: inout TextPage) {
    guard let saving = finding.saving else { return }
    page.section("Predicted saving")
    page.labelled("time", words.saving(saving))
    if let p95 = words.p95(saving) { page.labelled("p95", p95) }
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
        "\(options.clock.dateTime(example.timeMicroseconds))"
          + " \(options.prose.duration(example.nanoseconds)),"
          + " writer \(options.name(example.writer)) seq \(example.seq)\(trace)\(place(example))"
      )
    }
  }
}
