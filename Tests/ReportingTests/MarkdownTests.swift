import Analysis
import Reporting
import Testing

/// What holds for the Markdown of any report, whatever is in it.
@Suite("The Markdown text")
struct MarkdownTests {
  private static let seeds: Range<UInt64> = 0..<30

  @Test("has rows of as many cells as its tables have columns")
  func tables() {
    for report in Self.reports {
      var cells = 0
      for line in MarkdownRenderer().render(report).split(
        separator: "\n",
        omittingEmptySubsequences: false
      ) {
        guard line.hasPrefix("|") else {
          cells = 0
          continue
        }
        let count = line.replacing("\\|", with: "").split(
          separator: "|",
          omittingEmptySubsequences: false
        ).count
        #expect(cells == 0 || count == cells, "\(line)")
        cells = count
      }
    }
  }

  @Test("leaves no name outside of a code span, and nothing that is markup in one")
  func names() {
    var report = SampleReport.hostile
    report.caveats = []
    var spans = 0
    for start in stride(from: 0, to: SampleReport.hostileNames.count, by: 10) {
      report.operations = OperationReports(SampleReport.hostile.operations.dropFirst(start))
      report.findings = Array(SampleReport.hostile.findings.dropFirst(start))
      let text = MarkdownRenderer().render(report)
      spans += text.matches(of: /`[^`\n]+`/).count
      let outside = text.replacing(/`[^`\n]+`/, with: "")
      #expect(!outside.contains("`"))
      for piece in ["script", "cmd", "gnp.exe", "algo", "リスト", "hyphen"] {
        #expect(!outside.contains(piece), "\(piece)")
      }
    }
    #expect(spans > 25)
  }

  @Test("writes nothing but line ends and visible characters, and stays short")
  func characters() {
    for report in Self.reports {
      let text = MarkdownRenderer(DocumentOptions(logs: ["logs"])).render(report)
      let invisible = text.unicodeScalars.filter {
        $0 != "\n" && ($0.value < 0x20 || (0x7f..<0xa0).contains($0.value))
          || (0x200b...0x200f).contains($0.value) || (0x202a...0x202e).contains($0.value)
      }
      #expect(invisible.isEmpty)
      #expect(text.split(separator: "\n").count < 90)
    }
  }

  @Test("tells texts, environments, first looks, what is suppressed, and where a request stands")
  func details() {
    let text = MarkdownRenderer().render(SampleReport.withTrends)
    for piece in [
      "- first look: `Search` mean +41 % (95 %: +22 % to +63 %) over 19 hours",
      "1 new statement (`a1b2c3d4e5f60718`), `b1b2c3d4e5f60718` 1.02 -\\> 17.4 times a request",
      "73.1% of those of `production`", "Suppressed: 1 finding (1 high).",
      "`/var/log/shop/a.jsonl:4711`",
    ] {
      #expect(text.contains(piece), "\(piece)")
    }
  }

  @Test("escapes what Markdown would read as markup in our own words")
  func words() {
    var report = SampleReport.normal
    report.caveats = [Caveat(code: "x", text: "<b>*a*_b_[c](d) #1 @all ~e~ !x")]
    let text = MarkdownRenderer().render(report)
    #expect(text.contains(##"\<b\>\*a\*\_b\_\[c\](d) \#1 \@all \~e\~ \!x"##))
  }

  private static var reports: [Report] {
    [
      SampleReport.normal, SampleReport.empty, SampleReport.hostile, SampleReport.services,
      SampleReport.withTrends, SampleReport.withHistory, Report(),
    ]
      + seeds.map { seed in
        var random = RandomReport(seed: seed)
        return random.report()
      }
  }
}
