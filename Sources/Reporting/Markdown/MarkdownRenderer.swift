package import Analysis
import MetricLog

/// The report as a short Markdown text, for a chat or a pull request.
///
/// It says how things stand, what changed, the three things to do first, and the operations that take
/// the time; everything else is left to the other formats. Tables are small enough for a phone.
package struct MarkdownRenderer: Sendable {
  /// The most operations in the table.
  package static let operationLimit = 10
  private static let changeLimit = 6
  private static let findingLimit = 3
  /// So many first looks, and as many operations with other texts.
  private static let otherLimit = 3
  private static let caveatLimit = 5

  private let options: DocumentOptions
  private var quantity: Quantity { options.quantity }

  package init(_ options: DocumentOptions = DocumentOptions()) { self.options = options }

  /// Renders a report as lines, with a newline at the end.
  package func render(_ report: Report) -> String {
    let verdict = ReportVerdict(report)
    var blocks = [["## \(title(report))"], ["**\(MarkdownText.words(verdict.text))**"]]
    if report.totals.requests > 0 { blocks.append([figures(report)]) }
    blocks += changes(report.comparison)
    blocks += findings(report)
    blocks += operations(report)
    blocks += caveats(report)
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func title(_ report: Report) -> String {
    guard let first = report.input.firstMicroseconds, let last = report.input.lastMicroseconds
    else { return "Nightjar: " + MarkdownText.words(ReportVerdict.noPeriod(report)) }
    return "Nightjar: " + MarkdownText.words(options.clock.range(first, last, dash: "–"))
  }

  private func figures(_ report: Report) -> String {
    let totals = report.totals
    let duration = totals.duration
    var parts = [
      Quantity.counted(totals.requests, "request", "requests"),
      "\(Quantity.percent(totals.errorRate, decimals: 2)) with errors",
    ]
    if duration.count > 0 {
      parts.append(
        "p50 \(quantity.duration(duration.p50)), p95 \(quantity.duration(duration.p95)), "
          + "p99 \(quantity.duration(duration.p99))"
      )
    }
    if let hits = totals.cache.hitRate { parts.append("\(Quantity.percent(hits)) cache hits") }
    let rejected = report.input.total.rejectedLines
    if rejected > 0 { parts.append(Quantity.counted(rejected, "line", "lines") + " rejected") }
    return MarkdownText.words(parts.joined(separator: " · "))
  }

  // MARK: - What changed

  private func changes(_ comparison: Comparison?) -> [[String]] {
    guard let comparison else { return [] }
    let words = ComparisonText(quantity: quantity)
    let sides = words.sides(comparison, dash: "–")
    var blocks = [
      ["### What changed"], [MarkdownText.words(sides + ": " + words.judged(comparison)) + "."],
    ]
    let changed = comparison.changed
    let others = others(comparison, words)
    guard !changed.isEmpty else { return others.isEmpty ? blocks : blocks + [others] }
    var table = MarkdownTable([
      ("", .left), ("operation", .left), ("metric", .left), ("before", .right), ("now", .right),
      ("change", .right),
    ])
    for change in changed.prefix(Self.changeLimit) {
      table.append([
        change.outcome == .regression ? "worse" : "better",
        MarkdownText.operation(change.operation.name), words.metric(change.metric),
        MarkdownText.words(words.level(change.metric, change.baseline)),
        MarkdownText.words(words.level(change.metric, change.candidate)),
        MarkdownText.words(change.effect.map { words.percent($0) } ?? Quantity.absent),
      ])
    }
    blocks.append(table.lines)
    if changed.count > Self.changeLimit { blocks.append([more(changed.count - Self.changeLimit)]) }
    return others.isEmpty ? blocks : blocks + [others]
  }

  /// What is said beside metrics: first looks, texts and statements, environments.
  private func others(_ comparison: Comparison, _ words: ComparisonText) -> [String] {
    let prose = MarkdownProse(clock: options.clock, quantity: quantity)
    let looks = comparison.provisional.prefix(Self.otherLimit).map {
      "- first look: " + prose(words.provisional($0))
    }
    let texts = comparison.texts.prefix(Self.otherLimit).map { "- " + prose(words.texts($0)) }
    let rest =
      max(0, comparison.provisional.count - Self.otherLimit)
      + max(0, comparison.texts.count - Self.otherLimit)
    let environments = comparison.environments.map { ["- " + prose(words.environments($0))] } ?? []
    return looks + texts + (rest > 0 ? ["- " + more(rest)] : []) + environments
  }

  // MARK: - What to do

  private func findings(_ report: Report) -> [[String]] {
    let hidden = report.suppression.flatMap(SuppressionText.hidden).map { [[$0 + "."]] } ?? []
    guard !report.findings.isEmpty else { return hidden }
    let prose = MarkdownProse(clock: options.clock, quantity: quantity)
    let words = FindingText(quantity: quantity)
    let commands = DeeperCommand(logs: options.logs, selection: report.selection)
    var blocks = [["### Do first"]]
    for (index, finding) in report.findings.prefix(Self.findingLimit).enumerated() {
      let cost = words.cost(finding)
      var lines = [
        "\(index + 1). **\(finding.severity.name)**: \(prose(finding.title))"
          + (cost.isEmpty ? "" : " (\(MarkdownText.words(cost)))")
      ]
      if !finding.recommendation.isEmpty { lines.append("   - \(prose(finding.recommendation))") }
      // What a code span shows as an escape would not be what is pasted.
      if let command = commands.explain(finding), !command.contains(where: { "`|".contains($0) }) {
        lines.append("   - " + MarkdownText.code(command, limit: 600))
      }
      if let example = finding.examples.first { lines.append("   - " + request(example)) }
      blocks.append(lines)
    }
    let rest = report.findings.count - Self.findingLimit
    if rest > 0 { blocks.append([more(rest)]) }
    return blocks + hidden
  }

  /// One request, to be found again.
  private func request(_ example: RequestExample) -> String {
    let time = options.clock.dateTime(example.timeMicroseconds)
    var parts = [MarkdownText.words("\(time), \(quantity.duration(example.nanoseconds))")]
    if !example.traceID.isEmpty { parts.append("trace " + MarkdownText.name(example.traceID)) }
    if let line = example.line {
      let file = SafeText.text(example.file)
      parts.append(MarkdownText.code("\(file):\(line)", limit: 160))
    }
    return "for example " + parts.joined(separator: ", ")
  }

  private func more(_ count: Int) -> String {
    "and \(Quantity.count(Int64(count))) more in the full report"
  }

  // MARK: - Operations and caveats

  private func operations(_ report: Report) -> [[String]] {
    guard report.totals.requests > 0, !report.operations.isEmpty else { return [] }
    var table = MarkdownTable([
      ("\\#", .right), ("operation", .left), ("time", .right), ("requests", .right),
      ("errors", .right), ("p50", .right), ("p95", .right), ("p99", .right),
    ])
    func row(_ rank: String, _ name: String, _ share: Double, _ metrics: Metrics) -> [String] {
      let duration = metrics.duration
      let quantiles = [duration.p50, duration.p95, duration.p99].map {
        quantity.duration(duration.count == 0 ? nil : $0)
      }
      let errors = Quantity.percent(metrics.errorRate, decimals: 2)
      let cells = [Quantity.percent(share), Quantity.count(metrics.requests), errors] + quantiles
      return [rank, name] + cells.map(MarkdownText.words)
    }
    for operation in report.operations.prefix(Self.operationLimit) {
      let name = MarkdownText.operation(operation.name, isOther: operation.isOther)
      table.append(row("\(operation.rank)", name, operation.shareOfTime, operation.metrics))
    }
    if let rest = report.rest {
      let name = "rest: \(Quantity.count(Int64(rest.operations))) more"
      table.append(row("", name, rest.shareOfTime, rest.metrics))
    }
    let order = options.order == .time ? "" : ", by \(MarkdownText.words(options.order.rawValue))"
    return [["### Operations\(order)"], table.lines]
  }

  private func caveats(_ report: Report) -> [[String]] {
    guard !report.caveats.isEmpty else { return [] }
    let lines = report.caveats.prefix(Self.caveatLimit).map { "- " + MarkdownText.words($0.text) }
    let rest = report.caveats.count - Self.caveatLimit
    return [["### Caveats"], lines + (rest > 0 ? ["- " + more(rest)] : [])]
  }
}
