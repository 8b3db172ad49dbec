import Analysis
import Foundation
import Reporting
import Testing

/// What holds for the page of any report, whatever is in it.
@Suite("The page")
struct PageTests {
  private static let seeds: Range<UInt64> = 0..<8

  /// Reports that have everything, nothing, hostile names, and whatever a seed gives.
  private static var reports: [Report] {
    [
      SampleReport.withTrends, SampleReport.normal, SampleReport.empty, SampleReport.hostile,
      SampleReport.services, SampleReport.withHistory,
      Report(),
    ]
      + seeds.map { seed in
        var random = RandomReport(seed: seed)
        return random.report()
      }
  }

  private func page(_ report: Report, logs: [String] = ["logs"]) -> String {
    let options = DocumentOptions(logs: logs)
    return String(decoding: HTMLRenderer(options).render(report), as: UTF8.self)
  }

  @Test("is made of known elements, closed in order, with quoted attributes and nothing that runs")
  func markup() throws {
    for report in Self.reports {
      let page = try PageReader(page(report))
      #expect(page.scripts == 1 && page.styles == 1)
    }
  }

  @Test(
    "would not pass if a name reached the markup",
    arguments: [
      "<p onclick=\"x\">a</p>", "<p class=a>b</p>", "<iframe></iframe>", "<p>a", "<p>a</b></p>",
      "<a href=\"https://example.com\">a</a>", "<p>\u{202e}a</p>", "<p>a < b</p>",
    ]
  )
  func failing(markup: String) {
    #expect(throws: PageReader.Fault.self) { try PageReader(markup) }
  }

  @Test("has every anchor once, and every link leads to one")
  func anchors() throws {
    for report in [SampleReport.normal, SampleReport.services] {
      let page = try PageReader(page(report))
      #expect(Set(page.ids).count == page.ids.count)
      #expect(page.links.count > 5)
      for link in page.links { #expect(page.ids.contains(link), "#\(link)") }
    }
  }

  @Test("has a table for every chart, and a name for every drawing")
  func charts() {
    let page = page(SampleReport.withTrends)
    let figures = page.components(separatedBy: "<figure").dropFirst()
    #expect(figures.count == 11)
    for figure in figures where !figure.contains("Traffic and errors") {
      #expect(figure.contains("<details class=\"numbers\">"), "\(figure.prefix(80))")
    }
    for drawing in page.matches(of: /<svg class="(plot|mini)"[^>]*>/) {
      #expect(drawing.output.0.contains(/role="img" aria-label="[^"]{20,}"/))
    }
  }

  @Test("tells texts, environments, first looks, what is suppressed, and where a request stands")
  func details() throws {
    let page = try PageReader(page(SampleReport.withTrends))
    let text = page.text.replacing(/\s+/, with: " ")
    for piece in [
      "new statement a1b2c3d4e5f60718", "statement a request b1b2c3d4e5f60718 1.02 17.4",
      "text gone 1a1b2c3d4e5f6071", "First look: Search mean +41 % (95 %: +22 % to +63 %) over 19",
      "1 operation with enough requests on both sides, 73.1% of those of production",
      "p95/p50 in staging", "/var/log/shop/a.jsonl:4711",
      "Suppressed: 1 finding (1 high); Expired, so shown again: 1; Suppressed and not found here: 1",
      "slow_field-1 Not shown high 2026-12-12 known; mended soon",
    ] {
      #expect(text.contains(piece), "\(piece)")
    }
    #expect(page.links.contains("comparison") && page.ids.contains("comparison"))
  }

  @Test("says first what was worse before the days that are judged, and what no log arrived for")
  func firstScreen() throws {
    let longer = try PageReader(page(SampleReport.withTrends)).text.replacing(/\s+/, with: " ")
    #expect(longer.contains("1 metric got worse than in the days before, 1 better; 2 metrics got"))
    #expect(
      longer.contains("Worse for longer ProductListWithReviews: p95. Since 2026-11-08 (between")
    )
    var silent = Report()
    silent.day = Day("2026-11-06")
    silent.findings = [SampleReport.findings[0]]
    let page = try PageReader(page(silent))
    #expect(page.text.contains("No request of 2026-11-06 was read. 1 thing to fix: 1 high."))
    #expect(page.ids.contains("do-first") && page.ids.contains("finding-n_plus_one-0123456789ab"))
    #expect(!page.text.contains("selection"))
  }

  @Test("keeps a number and its unit on one line")
  func units() {
    let page = page(SampleReport.withTrends)
    #expect(page.contains("101&nbsp;ms → 208&nbsp;ms, <b>+105&nbsp;%</b>"))
    #expect(page.contains("change of +27&nbsp;% would"))
  }

  @Test("does not call a night clean when what was found is suppressed")
  func suppressed() throws {
    var report = SampleReport.normal
    (report.findings, report.suppression) = ([], SampleReport.suppression)
    let text = try PageReader(page(report)).text
    #expect(!text.contains("No rule found anything wrong"))
    #expect(text.contains("Nothing that is not suppressed."))
    #expect(MarkdownRenderer().render(report).contains("Suppressed: 1 finding (1 high)"))
  }

  @Test("admits the style sheet and the script that it has, by their hashes")
  func policy() throws {
    let page = page(SampleReport.empty)
    for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
      let start = try #require(page.range(of: "<\(element)>"))
      let end = try #require(page.range(of: "</\(element)>"))
      let hash = try Self.sha256(String(page[start.upperBound..<end.lowerBound]))
      let isAdmitted = page.contains("\(directive) 'sha256-\(hash)'")
      #expect(isAdmitted, "write sha256-\(hash) for the \(element)")
    }
    let admitsNothingElse = page.contains("default-src 'none'")
    #expect(admitsNothingElse)
  }

  @Test("stays below two megabytes with 5,000 operations and the longest names")
  func size() throws {
    let report = SampleReport.huge
    let bytes = HTMLRenderer(DocumentOptions(logs: ["logs"])).render(report)
    #expect(bytes.count > 1_000_000)
    #expect(bytes.count <= HTMLRenderer.byteLimit)
    let page = try PageReader(String(decoding: bytes, as: UTF8.self))
    #expect(page.text.contains(/and [0-9,]+ more rows in the JSON report/))
  }

  @Test("tells times in the zone that it is given")
  func zone() throws {
    let clock = ClockText(zone: "Test/Zone") { _ in 19_800 }
    let options = DocumentOptions(clock: clock)
    let page = String(decoding: HTMLRenderer(options).render(SampleReport.normal), as: UTF8.self)
    #expect(page.contains("2026-11-21 05:30"))
    #expect(page.contains("Test/Zone") && !page.contains("UTC"))
    let text = TextRenderer(TextOptions(clock: clock)).render(SampleReport.normal)
    #expect(text.contains("2026-11-21 05:30") && text.contains("Test/Zone"))
  }

  private static func sha256(_ text: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [
      "-c",
      "import base64, hashlib, sys; "
        + "print(base64.b64encode(hashlib.sha256(sys.stdin.buffer.read()).digest()).decode(), end='')",
    ]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let hash = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: hash, as: UTF8.self)
  }
}
