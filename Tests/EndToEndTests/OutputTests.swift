import Foundation
import TestSupport
import Testing

/// Where reports go, whole or not at all.
@Suite("Outputs")
struct OutputTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    _ = try scratch.copySamples()
  }

  @Test("go to several files at once, and then not to standard output")
  func files() throws {
    let outcome = try scratch.nightjar([
      "analyze", "logs", "-o", "json=a.json", "--output", "text=a.txt", "-o", "json=b=c.json",
    ])
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors == "")
    #expect(try scratch.names() == ["a.json", "a.txt", "b=c.json", "logs"])
    let usual = try scratch.nightjar(["analyze", "logs", "--format", "json"])
    #expect(try scratch.read("a.json") == usual.output)
    #expect(try scratch.read("b=c.json") == usual.output)
    let text = String(decoding: try scratch.read("a.txt"), as: UTF8.self)
    #expect(text.hasPrefix("Nightjar  2026-11-21"))
    #expect(text.split(separator: "\n").map(\.count).max() ?? 0 > 80)
    let both = try scratch.nightjar(["analyze", "logs", "-o", "text=d", "--format", "json"])
    #expect(both.output == usual.output && scratch.has("d"))
  }

  @Test("replace a file in one step, keep links and leave devices alone")
  func places() throws {
    try scratch.write("old.json", "old")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url("link.json").path,
      withDestinationPath: "old.json"
    )
    let outcome = try scratch.nightjar([
      "analyze", "logs", "-o", "json=link.json", "-o", "text=/dev/null", "-o", "json=-",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try scratch.read("old.json") == outcome.output)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(
        atPath: scratch.url("link.json").path
      ) == "old.json"
    )
    #expect(try scratch.shell("test -c /dev/null").status == 0)
    let pipe = try scratch.shell(
      "mkfifo pipe; cat pipe >got & $NIGHTJAR analyze logs -o json=pipe; wait; test -p pipe"
    )
    #expect(pipe.status == 0, "\(pipe.errors)")
    #expect(try scratch.read("got") == outcome.output)
  }

  @Test("leave the file of before, and nothing else, when a run fails or is stopped")
  func atomicity() throws {
    try scratch.write("report.json", "before")
    let limited = try scratch.shell(
      "ulimit -f 8; trap '' XFSZ; $NIGHTJAR analyze logs -o json=report.json"
    )
    #expect(limited.status == 2, "\(limited.errors)")
    #expect(limited.errors.contains("report.json: cannot be written"))
    let stopped = try scratch.shell(
      """
      $NIGHTJAR analyze logs - -o json=report.json < <(sleep 3) &
      sleep 0.7; kill -KILL $!; wait $!
      """
    )
    #expect(stopped.status != 0)
    #expect(try scratch.read("report.json") == Data("before".utf8))
    #expect(try scratch.names() == ["logs", "report.json"])
  }

  @Test("list as many operations as --top says, the others as one row")
  func top() throws {
    let three = try scratch.nightjar(["analyze", "logs", "--format", "json", "--top", "3"]).json()
    let all = try scratch.nightjar(["analyze", "logs", "--format", "json"]).json()
    #expect(three.operations?.elements == Array(all.operations?.elements.prefix(3) ?? []))
    #expect(three.rest?.operations?.number == 15)
    let sums = [three.operations?.elements ?? [], [three.rest].compactMap { $0 }].flatMap { $0 }
      .compactMap { $0.requests?.number }
    #expect(sums.reduce(0, +) == 4400)
    #expect(all.rest == nil)
    let text = try scratch.nightjar(["analyze", "logs", "--top", "3"]).text
    #expect(text.contains("(rest: 15 more)"))
    #expect(try scratch.nightjar(["analyze", "logs", "--top", "0"]).text.contains("18 more"))
  }

  @Test("are ordered as --sort says, and say so")
  func sort() throws {
    let orders: [(String, heading: String, value: (JSONTree) -> Double?)] = [
      ("time", "Operations  stmts", { $0.duration_ms?.sum?.number }),
      ("requests", "by requests", { $0.requests?.number }),
      ("errors", "by requests with errors", { $0.requests_with_errors?.number }),
      ("p50", "by p50", { $0.duration_ms?.p50?.number }),
      ("p95", "by p95", { $0.duration_ms?.p95?.number }),
      ("p99", "by p99", { $0.duration_ms?.p99?.number }),
      ("max", "by max", { $0.duration_ms?.max?.number }),
      ("mean", "by mean", { $0.duration_ms?.mean?.number }),
      (
        "statements", "by statements a request",
        { $0.db?.per_request?.statements?.number ?? -1 }
      ),
    ]
    let log = "logs/shop-qovb37.001.jsonl.gz"
    for (order, heading, value) in orders {
      let text = try scratch.nightjar(["analyze", log, "--sort", order]).text
      #expect(text.contains(heading), "\(order)")
      let report = try scratch.nightjar(["analyze", log, "--sort", order, "--format", "json"])
      let values = try #require(try report.json().operations?.elements).map(value)
      #expect(values.count > 12 && !values.contains(nil))
      #expect(values.compactMap { $0 } == values.compactMap { $0 }.sorted(by: >), "\(order)")
    }
  }

  @Test("keep to a width, of --width before COLUMNS")
  func width() throws {
    func widest(_ arguments: [String], columns: String = "") throws -> Int {
      let outcome = try scratch.nightjar(
        ["analyze", "logs/shop-qovb37.001.jsonl.gz"] + arguments,
        environment: columns.isEmpty ? [:] : ["COLUMNS": columns]
      )
      return outcome.lines.map(\.count).max() ?? 0
    }
    #expect(try widest([]) <= 80)
    #expect(try (101...150).contains(widest([], columns: "150")))
    #expect(try widest(["--width", "72"], columns: "150") <= 72)
    #expect(try widest([], columns: "wide") <= 80)
    let ascii = try scratch.nightjar(["analyze", "logs"], environment: ["LC_ALL": "C"])
    #expect(ascii.output.allSatisfy { $0 < 128 })
  }
}
