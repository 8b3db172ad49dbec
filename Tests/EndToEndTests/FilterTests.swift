import Foundation
import TestSupport
import Testing

/// Which requests a report is about.
@Suite("Filters")
struct FilterTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    let scenario = PythonScript.project.appending(
      path: "Tests/EndToEndTests/Fixtures/everything.yaml"
    )
    let made = try scratch.nightjar(["generate", scenario.path, "-o", "logs", "--quiet"])
    try #require(made.status == 0, "\(made.errors)")
  }

  private func report(_ arguments: String...) throws -> JSONTree {
    let outcome = try scratch.nightjar(["analyze", "logs", "--format", "json"] + arguments)
    return try outcome.json()
  }

  private func requests(_ report: JSONTree) -> Double { report.totals?.requests?.number ?? -1 }

  @Test("by service, environment, release and operation admit what the whole report says")
  func names() throws {
    let all = try report()
    let operations = try #require(all.operations?.elements)
    func sum(_ isIncluded: (JSONTree) -> Bool) -> Double {
      operations.filter(isIncluded).compactMap(\.requests?.number).reduce(0, +)
    }
    let shop = try report("--service", "shop")
    #expect(requests(shop) == sum { $0.service?.string == "shop" })
    #expect(requests(shop) > 0 && requests(shop) < requests(all))
    let durations = operations.filter { $0.service?.string == "shop" }.map(\.duration_ms)
    #expect(shop.operations?.elements.map(\.duration_ms) == durations)
    #expect(try requests(report("--env", "staging")) == sum { $0.env?.string == "staging" })
    #expect(try requests(report("--env", "staging", "--env", "production")) == requests(all))
    #expect(try requests(report("--env", "staging", "--service", "shop")) == 0)
    for (name, shown) in [("List", "List"), ("", "(anonymous)")] {
      let one = try report("--operation", shown)
      #expect(requests(one) == sum { ($0.name?.string ?? "") == name } && requests(one) > 0)
      #expect(one.selection?.operations?.elements.compactMap(\.string) == [shown])
    }
    #expect(
      try requests(report("--operation", "List", "--operation", "Made1"))
        == sum { ["List", "Made1"].contains($0.name?.string) }
    )
    for release in try #require(all.releases?.elements) {
      let name = try #require(release.release?.string)
      #expect(try requests(report("--release", name)) == release.requests?.number)
    }
  }

  @Test("by time hold their start and not their end")
  func times() throws {
    let all = try report()
    let hours = try #require(all.hours?.elements)
    func sum(_ range: Range<Int>) -> Double {
      hours[range].compactMap(\.requests?.number).reduce(0, +)
    }
    #expect(hours.count == 8)
    #expect(try requests(report("--since", "2026-11-23")) == sum(2..<8))
    #expect(try requests(report("--until", "2026-11-23")) == sum(0..<2))
    #expect(
      try requests(report("--since", "2026-11-23T01:00", "--until", "2026-11-23T04:00:00+01:00"))
        == sum(3..<5)
    )
    #expect(
      try requests(report("--since", "2026-11-23T01:00:00", "--until", "2026-11-23T02:00Z"))
        == sum(3..<4)
    )
    #expect(try requests(report("--since", "1h")) == 0)
    let none = try scratch.nightjar(["analyze", "logs", "--service", "nobody"])
    #expect(none.status == 0)
    #expect(none.text.contains("No request was read that the selection admits."))
    #expect(none.text.contains("Selected: service nobody"))
  }

  @Test("count what they leave out, and change no account of lines")
  func accounts() throws {
    let all = try report()
    let part = try report("--operation", "List")
    #expect(part.input?.lines == all.input?.lines)
    #expect(part.input?.files == all.input?.files)
    #expect((part.input?.unselected?.number ?? 0) > 0)
  }

  @Test("make digests of a part, and are refused where records are no longer single")
  func digests() throws {
    let digest = try scratch.nightjar(["digest", "logs", "--service", "stock", "-o", "s.digest"])
    #expect(digest.status == 0)
    let part = try report("--service", "stock")
    let again = try scratch.nightjar(["analyze", "s.digest", "--format", "json"]).json()
    #expect(again.operations == part.operations)
    #expect(again.totals == part.totals)
    let refused = try scratch.nightjar(["analyze", "s.digest", "--operation", "List"])
    #expect(refused.status == 2)
    #expect(refused.errors.contains("s.digest is a digest: filters apply to logs only"))
  }
}
