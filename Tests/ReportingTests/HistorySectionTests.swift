import Analysis
import MetricLog
import Reporting
import Testing

@Suite("What changed, and what became of the history")
struct HistorySectionTests {
  private static let hostile = OperationName(
    service: "sh\u{1B}[31mop",
    env: "\u{202E}prod",
    name: "A\nB" + String(repeating: "x", count: 300),
    kind: "query"
  )

  private static var comparison: Comparison {
    var comparison = Comparison()
    for (index, metric) in ComparisonMetric.allCases.enumerated() {
      var change = Comparison.Change(
        operation: hostile,
        metric: metric,
        outcome: index % 2 == 0 ? .regression : .improvement
      )
      (change.baseline, change.candidate) = (0.25, 1e12)
      (change.effect, change.effectLower, change.effectUpper) = (3.25, -0.5, 1e300)
      comparison.changes.append(change)
    }
    comparison.changes.append(
      Comparison.Change(operation: hostile, metric: .p50, outcome: .inconclusive)
    )
    comparison.newOperations = [hostile]
    comparison.untested = 3
    return comparison
  }

  @Test("fit the page and hold nothing that a terminal obeys", arguments: [72, 80, 120])
  func page(width: Int) {
    var history = HistoryReport()
    history.days = (0..<20).map { number in
      var day = HistoryReport.DayReport(day: Day(number: Int32(number)), outcome: .amended)
      (day.newRecords, day.requestsAfter) = (.max / 40, .max)
      return day
    }
    let renderer = TextRenderer(TextOptions(width: width, unicode: false))
    let text = renderer.render(Self.comparison) + renderer.render(history)
    for line in text.split(separator: "\n") { #expect(line.utf8.count <= width, "\(line)") }
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || (0x20..<0x7F).contains($0.value) })
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("5 regressions, 4 improvements, 0 unchanged, 1 inconclusive"))
    #expect(words.contains("3 operations of under 0.1 % of the time not tested"))
    #expect(words.contains("and 12 more days"))
  }

  @Test("say what was done to keep the history small, and what could not be")
  func upkeep() {
    let texts = SampleHistory.upkeeps.map { upkeep in
      var history = HistoryReport()
      history.upkeep = upkeep
      history.outOfLine = SampleHistory.runs(7, rejected: 300).outOfLine
      let text = TextRenderer(TextOptions(width: 72, unicode: false)).render(history)
      for line in text.split(separator: "\n") { #expect(line.utf8.count <= 72, "\(line)") }
      return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(
      texts.allSatisfy { $0.contains("3.00% of the lines were rejected, the median of the last 6") }
    )
    for part in [
      "2 days (2024-10-01 - 2024-10-02) removed", "the hours of 2024-10-04 put together",
      "the days of 2024-W36 put together", "2024-W37 stay apart",
      "the history has 3.00 GiB, it had 4.00 GiB, of a budget of 2.00 GiB: nothing more may be",
    ] {
      #expect(texts[0].contains(part), "\(part) in \(texts[0])")
    }
    #expect(texts[1].contains("another run held the history"))
    #expect(!texts[2].contains("budget"), "what is within its budget is not told")
    let dry = HistoryListRenderer().text(SampleHistory.upkeeps[0], isDry: true)
    #expect(dry.contains("would be removed") && dry.contains("the history would have 3.00 GiB"))
  }

  @Test("list runs, whatever they call themselves", arguments: [72, 80, 140])
  func runs(width: Int) throws {
    let (runs, outOfLine) = SampleHistory.runs(30, rejected: 300)
    #expect(outOfLine.map(\.measure) == [.rejected])
    let renderer = RunListRenderer(TextOptions(width: width, unicode: false))
    let text = renderer.text(runs, last: 20)
    for line in text.split(separator: "\n") { #expect(line.utf8.count <= width, "\(line)") }
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || (0x20..<0x7F).contains($0.value) })
    #expect(text.contains(#"\x1b"#) && text.contains("none"))
    #expect(text.contains("processor") == (width == 140))
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains("out of line: 3.00% of the lines were rejected, the median of the last 14")
    )
    let json = String(decoding: renderer.json(runs, last: 3), as: UTF8.self)
    #expect(json.contains(#""kept": 32"#) && json.contains(#""compared_run": 32"#))
    #expect(renderer.text([], last: 20) == "The history knows of no runs.\n")
  }

  @Test("tell what many days do, whatever things are called", arguments: [72, 80, 120])
  func trends(width: Int) {
    let (trends, comparison) = (SampleHistory.trends, SampleHistory.comparison)
    #expect(trends.notable.count > 2 && !trends.findings.isEmpty && trends.forecasts != nil)
    #expect(trends.series.contains { $0.forecast?.crossing != nil })
    let causes = trends.series.flatMap(\.changes).flatMap(\.causes).map(\.kind)
    #expect(Set(causes).isSuperset(of: [.deploy, .statement, .operationText]))
    #expect(comparison.split?.new ?? 0 != 0 || comparison.split?.vanished ?? 0 != 0)
    #expect(!comparison.texts.isEmpty && comparison.environments?.rows.isEmpty == false)
    let renderer = TextRenderer(TextOptions(width: width, unicode: false))
    var report = Report()
    (report.trends, report.comparison) = (trends, comparison)
    let text =
      renderer.render(trends) + renderer.render(trends, everything: true)
      + renderer.render(report)
    for line in text.split(separator: "\n") { #expect(line.utf8.count <= width, "\(line)") }
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || (0x20..<0x7F).contains($0.value) })
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for part in [
      "at the time: release", "crosses 500", "gone", "rank correlation", "statement gone",
      "requests an hour on 2024-12-01 22:00 - 12-02 01:00 UTC: 0.50 instead of about 4.32k",
      "Mon +12 %, Sat -25 %; weekdays are 64.0% of what varies",
      "another mix of clients, which explains most of it (\\x1b[2Jbatch first of all)",
      "the days before, client \\x1b[2Jweb: 4 days", "texts of a client",
      "whose 2,468 requests were",
      "which release 2 requests belong to", "too many releases to be told apart",
    ] {
      #expect(words.contains(part), "\(part)")
    }
  }

  @Test("are absent from a report without a history")
  func absent() {
    let json = String(decoding: JSONRenderer().render(Report()), as: UTF8.self)
    #expect(json.contains("\"comparison\": null") && !json.contains("\"history\""))
    #expect(!TextRenderer().render(Report()).contains("What changed"))
  }
}
