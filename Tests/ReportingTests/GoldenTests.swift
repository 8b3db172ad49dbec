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

  private func check(
    _ path: String, _ actual: String, sourceLocation: SourceLocation = #_sourceLocation
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
