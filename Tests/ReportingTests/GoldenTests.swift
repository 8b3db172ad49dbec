import Analysis
import Reporting
import TestSupport
import Testing

@Suite("Golden reports")
struct GoldenTests {
  @Test("a normal night is rendered as it was checked by hand")
  func normal() {
    let report = SampleReport.normal
    let run = RunMeasurement(wallSeconds: 1.234, threads: 2)
    check("normal/expected.json", json(report))
    check("normal/expected.txt", text(report, TextOptions(run: run)))
    check("normal-wide/expected.txt", text(report, TextOptions(width: 160)))
    check("normal-ascii/expected.txt", text(report, TextOptions(unicode: false)))
    check("normal-color/expected.txt", text(report, TextOptions(color: true)))
  }

  @Test("a report without requests says why")
  func empty() {
    check("empty/expected.json", json(SampleReport.empty))
    check("empty/expected.txt", text(SampleReport.empty, TextOptions()))
  }

  @Test("hostile names are shown, not obeyed")
  func hostile() {
    check("hostile/expected.json", json(SampleReport.hostile))
    check("hostile/expected.txt", text(SampleReport.hostile, TextOptions()))
    check("hostile-ascii/expected.txt", text(SampleReport.hostile, TextOptions(unicode: false)))
  }

  @Test("several services are told apart, and sampled requests are told as such")
  func services() {
    check("services/expected.txt", text(SampleReport.services, TextOptions()))
    check("services-wide/expected.txt", text(SampleReport.services, TextOptions(width: 160)))
  }

  @Test("one finding is explained with everything that it is made of")
  func explanation() {
    let renderer = TextRenderer(TextOptions())
    check("explain/expected.txt", renderer.render(SampleReport.findings[0]))
    let hostile = SampleReport.finding(naming: SampleReport.hostileNames[0])
    check("explain-hostile/expected.txt", renderer.render(hostile))
  }

  @Test("rejected lines are listed so that an editor finds them")
  func rejections() {
    for (format, name) in [(RejectionListRenderer.Format.text, "txt"), (.jsonLines, "jsonl")] {
      let renderer = RejectionListRenderer(format)
      let lines = SampleReport.rejectedLines + SampleReport.hostile.input.rejectedLines
      let bytes = lines.flatMap(renderer.render) + renderer.renderSummary(SampleReport.input)
      check("rejections/expected.\(name)", String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test("short texts for chats and scrapers are as they were checked by hand")
  func documents() {
    let options = DocumentOptions(logs: ["logs/night", "it's"])
    let markdown = MarkdownRenderer(options)
    let reports = [
      ("normal", SampleReport.normal), ("empty", SampleReport.empty),
      ("hostile", SampleReport.hostile),
    ]
    for (name, report) in reports { check("\(name)/expected.md", markdown.render(report)) }
    for (name, report) in reports.prefix(2) {
      let metrics = OpenMetricsRenderer().render(report)
      check("\(name)/expected.prom", String(decoding: metrics, as: UTF8.self))
    }
  }

  @Test("a page is as it was checked by hand, style and script left out")
  func page() {
    let options = DocumentOptions(logs: ["logs/night"])
    for (name, report) in [("empty", SampleReport.empty), ("services", SampleReport.services)] {
      let page = String(decoding: HTMLRenderer(options).render(report), as: UTF8.self)
        .replacing(/(?s)<style>.*<\/style>/, with: "<style></style>")
        .replacing(/(?s)<script>.*<\/script>/, with: "<script></script>")
        .replacing(/sha256-[^']*/, with: "sha256-")
      check("\(name)/expected.html", page)
    }
  }

  private func check(
    _ path: String,
    _ actual: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    do {
      try GoldenFile(path).check(actual)
    } catch {
      Issue.record(error, sourceLocation: sourceLocation)
    }
  }

  private func json(_ report: Report) -> String {
    String(decoding: JSONRenderer().render(report), as: UTF8.self)
  }

  private func text(_ report: Report, _ options: TextOptions) -> String {
    TextRenderer(options).render(report)
  }
}
