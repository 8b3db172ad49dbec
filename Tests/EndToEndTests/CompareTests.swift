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

  @Test("days, baselines, environments and releases of a history are compared as well")
  func selections() throws {
    let imported = ["history", "import", "before", "after", "--history", "h.sqlite"]
    #expect(try scratch.nightjar(imported).status == 0)
    func compare(_ arguments: [String]) throws -> Nightjar.Outcome {
      try scratch.nightjar(["compare"] + arguments + ["--history", "h.sqlite"])
    }
    let days = try compare([
      "2026-03-09..2026-03-15", "--with", "2026-03-01..2026-03-08", "--format", "json",
    ]).json()
    #expect(changes(days, "regression") == ["Item p50", "Item mean"])
    let split = try #require(days.p95_split)
    let parts = ["traffic_ms", "mix_ms", "speed_ms", "new_ms", "vanished_ms"]
      .compactMap { split[$0]?.number }.reduce(0, +)
    let change = (split.after_ms?.number ?? 0) - (split.before_ms?.number ?? 0)
    #expect(abs(change - parts) < 1e-5 && parts > 10)
    // Without --with the 28 days before are taken, and a name stands for days.
    let usual = try compare(["2026-03-09..2026-03-15"])
    let words = usual.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("the 28 days before: 8 days (2026-03-01"))
    let named = [
      "history", "baseline", "spring", "2026-03-01..2026-03-08", "--history", "h.sqlite",
    ]
    #expect(try scratch.nightjar(named).status == 0)
    let list = try scratch.nightjar(["history", "baseline", "--history", "h.sqlite"])
    #expect(list.text == "spring  2026-03-01..2026-03-08\n")
    let spring = try compare(["2026-03-09..2026-03-15", "--with", "spring", "--format", "json"])
    #expect(try spring.json().changes == days.changes)
    // The same days against themselves, told apart by what they do not have.
    let nothing = try compare(["spring", "--release", "2", "--with", "spring"])
    #expect(nothing.text.contains("no day against"))
    for wrong in [["winter"], ["2026-03-09..2026-03-01"], ["spring", "--with", "last-release"]] {
      let outcome = try compare(wrong)
      #expect(outcome.status == 2 && outcome.output.isEmpty, "\(wrong)")
    }
    #expect(try scratch.nightjar(["compare", "after"]).status == 2)
  }
}
