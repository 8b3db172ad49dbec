import Foundation
import TestSupport
import Testing

/// What changed between two sets of logs, and since the days before.
@Suite("Comparing")
struct CompareTests {
  private let scratch: Scratch

  /// Fifteen days of 20 requests; in the last seven `Item` takes 30 % longer.
  init() throws {
    scratch = try Scratch()
    for day in 1...15 {
      var lines = ""
      var random = SeededGenerator(seed: UInt64(day))
      for index in 0..<40 {
        let name = index % 2 == 0 ? "Item" : "List"
        let scale = (name == "Item" && day > 8 ? 1.3 : 1) * (1 + 0.02 * random.unit())
        let milliseconds = Double(100 + 5 * (index / 2)) * scale
        let time = "2026-03-\(day < 10 ? "0" : "")\(day)T03:00:\(index + 10)Z"
        lines += #"{"v":1,"type":"request","time":"\#(time)","service":"shop","env":"test","#
        lines += #""host":"a","release":"1","writer":"w\#(day)","seq":\#(index + 1),"#
        lines += #""operation":{"name":"\#(name)","kind":"query"},"duration_ms":\#(milliseconds)}"#
        lines += "\n"
      }
      try scratch.write("\(day > 8 ? "after" : "before")/\(day).jsonl", lines)
    }
  }

  private func changes(_ comparison: JSONTree?, _ verdict: String) -> Set<String> {
    let changes = comparison?.changes?.elements ?? []
    return Set(
      changes.filter { $0.verdict?.string == verdict }.compactMap { change in
        change["name"]?.string.flatMap { name in change.metric?.string.map { "\(name) \($0)" } }
      }
    )
  }

  @Test("finds the operation that got slower, in logs and in digests")
  func logs() throws {
    let run = try scratch.nightjar(["compare", "after", "--with", "before", "--format", "json"])
    let comparison = try run.json()
    #expect(changes(comparison, "regression") == ["Item p50", "Item mean"])
    #expect(changes(comparison, "improvement") == [])
    #expect(comparison.candidate?.days?.elements.count == 7)
    let text = try scratch.nightjar([
      "compare", "after", "--with", "before", "--fail-on-regression",
    ])
    #expect(text.status == 1 && text.text.contains("Item mean") && text.text.contains("+30"))
    let back = try scratch.nightjar([
      "compare", "before", "--with", "after", "--fail-on-regression",
    ])
    #expect(back.status == 0 && back.text.contains("0 regressions"))
    let few = try scratch.nightjar(["compare", "after/9.jsonl", "--with", "before"])
    #expect(few.text.contains("for want of days") && few.status == 0)
  }

  @Test("the latest days with those before is part of the report with a history")
  func history() throws {
    let first = ["analyze", "before", "--history", "h.sqlite", "--fail-on", "critical"]
    #expect(try scratch.nightjar(first).status == 0)
    let second = ["analyze", "after", "--history", "h.sqlite"]
    let report = try scratch.nightjar(second + ["--format", "json"]).json()
    #expect(changes(report.comparison, "regression") == ["Item p50", "Item mean"])
    let text = try scratch.nightjar(second + ["--fail-on", "critical"])
    #expect(text.status == 1)
    #expect(text.text.contains("What changed") && text.text.contains("2026-03-09"))
    let alone = try scratch.nightjar(["analyze", "after", "--format", "json"]).json()
    #expect(alone.comparison == nil)
  }
}
