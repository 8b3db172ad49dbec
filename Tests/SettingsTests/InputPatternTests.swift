import Analysis
import Foundation
import Settings
import TestSupport
import Testing

@Suite("Patterns of inputs")
struct InputPatternTests {
  @Test("stand for the files of a day")
  func files() throws {
    let folder = try TemporaryFolder()
    for name in [
      "web-1/shop-2026-11-22.jsonl.gz", "web-2/shop-2026-11-22.jsonl.gz",
      "web-1/shop-2026-11-21.jsonl.gz", "web-1/.shop-2026-11-22.jsonl.gz", "web-3/other.txt",
    ] {
      let url = folder.url.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data().write(to: url)
    }
    let day = try #require(Day("2026-11-22"))
    func names(_ pattern: String) -> [String] {
      InputPatterns([folder.url.path + "/" + pattern], zone: "UTC").paths(on: day)
        .map { String($0.dropFirst(folder.url.path.count + 1)) }
    }
    let both = ["web-1/shop-2026-11-22.jsonl.gz", "web-2/shop-2026-11-22.jsonl.gz"]
    #expect(names("web-*/shop-{date}.jsonl.gz") == both)
    #expect(names("web-?/*-{yyyy}-{mm}-{dd}.*") == both)
    #expect(names("*/{date}") == [])
    #expect(names("{date}/x.jsonl") == ["2026-11-22/x.jsonl"], "said to be missing when it is read")
  }

  @Test("give every path once")
  func once() throws {
    let day = try #require(Day("2026-11-22"))
    let patterns = InputPatterns(["a-{date}", "b", "a-2026-11-22"], zone: "UTC")
    #expect(patterns.paths(on: day) == ["a-2026-11-22", "b"])
  }

  @Test(
    "begin with yesterday, where the clocks are",
    arguments: [
      ("UTC", "2026-11-25"), ("Pacific/Auckland", "2026-11-25"),
      ("America/Los_Angeles", "2026-11-24"),
    ]
  )
  func yesterday(zone: String, day: String) {
    // 2026-11-26T02:00:00Z: Los Angeles still has the 25th.
    #expect(InputPatterns([], zone: zone).yesterday(of: 1_795_658_400_000_000).text == day)
  }

  @Test("match names as shells do")
  func names() {
    for (pattern, name, fits) in [
      ("*", "", true), ("a*c", "abbc", true), ("a*c", "abbd", false), ("?", "ä", true),
      ("?", "", false), ("**a**b", "xxaxxb", true), ("abc", "abc", true), ("abc", "abcd", false),
    ] {
      #expect(NamePattern(pattern).matches(name) == fits, "\(pattern) \(name)")
    }
    let stars = NamePattern(String(repeating: "*a", count: 40) + "*b")
    #expect(!stars.matches(String(repeating: "a", count: 2000)))
  }
}
