import Foundation
import TestSupport
import Testing

/// Holds reports to a slow and exact recount of the same logs, in Python and without our code.
@Suite(
  "The report and a recount",
  .enabled(if: PythonScript.hasModule("numpy"), "python3-numpy is not installed")
)
struct RecountTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Generates logs into `logs`, analyzes and recounts them, and compares.
  private func expectEqual(
    generating arguments: [String],
    _ analyzing: [String] = [],
    strict: Bool = false,
    atLeast figures: Int
  ) throws {
    let made = try scratch.nightjar(["generate"] + arguments + ["--output", "logs"])
    try #require(made.status == 0, "\(made.errors)")
    try expectEqual("logs", analyzing, strict: strict, atLeast: figures)
  }

  private func expectEqual(
    _ logs: String,
    _ analyzing: [String],
    strict: Bool,
    atLeast figures: Int
  ) throws {
    let report = try scratch.nightjar(["analyze", logs, "--format", "json"] + analyzing)
    try #require(report.status == 0, "\(report.errors)")
    try scratch.write("report.json", report.output)
    let log = scratch.folder.appending(path: logs).path
    let recount = try PythonScript("Tests/Conformance/recount.py")
      .run((strict ? ["--strict"] : []) + [log])
    try #require(recount.isSuccess, "\(recount.text)")
    try scratch.write("recount.json", recount.output)
    let comparison = try PythonScript("Tests/Conformance/compare_report.py")
      .run([scratch.url("report.json").path, scratch.url("recount.json").path])
    #expect(comparison.isSuccess, "\(comparison.text)")
    let compared = comparison.text.split(separator: " ").compactMap { Int($0) }.first ?? 0
    #expect(compared >= figures, "\(comparison.text)")
  }

  private static let scenario =
    PythonScript.project.appending(path: "Tests/EndToEndTests/Fixtures/everything.yaml").path

  @Test("agree on a shop's night of 30,000 requests")
  func shop() throws {
    let shop = PythonScript.project.appending(path: "samples/shop.yaml").path
    try expectEqual(generating: [shop, "--requests", "30000"], atLeast: 15_000)
  }

  @Test("agree on sampled logs with lost and doubled lines")
  func everything() throws {
    try expectEqual(
      generating: [Self.scenario, "--requests", "20000", "--gzip", "--member", "100KB"],
      ["--threads", "3"],
      atLeast: 5000
    )
  }

  @Test("agree on every rejected line and its reason")
  func rejections() throws {
    let text = try String(contentsOf: URL(filePath: Self.scenario), encoding: .utf8)
      .replacing("{duplicates: 0.02,", with: "{rejected: 0.1, duplicates: 0.02,")
    try scratch.write("damaged.yaml", text)
    try expectEqual(
      generating: ["damaged.yaml", "--requests", "6000"],
      ["--max-rejected", "50"],
      strict: true,
      atLeast: 3000
    )
    let report = try JSONTree(scratch.read("report.json"))
    #expect((report.input?.rejections?.elements.count ?? 0) >= 6)
  }

  @Test(
    "have the form that the schemas in docs describe",
    .enabled(if: PythonScript.hasModule("jsonschema"), "python3-jsonschema is not installed")
  )
  func schema() throws {
    let damaged = try scratch.shell("cp -r '\(Samples.logs.path)' logs; echo '{' >logs/bad.jsonl")
    try #require(damaged.status == 0)
    for filter in [[], ["--service", "nobody"], ["nowhere.jsonl", "--top", "2"]] {
      let report = try scratch.nightjar(["analyze", "logs", "--format", "json"] + filter)
      try expectValid(report, "report")
    }
    for logs in [["logs"], ["logs", "--service", "nobody"]] {
      let limits = try scratch.nightjar(["limits"] + logs + ["--depth", "4", "--format", "json"])
      try expectValid(limits, "limits")
    }
    _ = try scratch.shell("$NIGHTJAR history import logs --history h.sqlite --quiet")
    let alerts = try scratch.nightjar([
      "history", "alerts", "--history", "h.sqlite", "--format", "json",
    ])
    try expectValid(alerts, "alerts")
  }

  private func expectValid(_ outcome: Nightjar.Outcome, _ schema: String) throws {
    try scratch.write("document.json", outcome.output)
    let schema = PythonScript.project.appending(path: "docs/\(schema).schema.json")
    let check = try scratch.shell(
      """
      ${PYTHON:-/usr/bin/python3} -c 'import json, jsonschema, sys
      document, schema = (json.load(open(path)) for path in sys.argv[1:])
      jsonschema.Draft202012Validator(schema).validate(document)' document.json '\(schema.path)'
      """
    )
    #expect(check.status == 0, "\(check.errors)")
  }

  @Test(
    "agree on a real server's logs, and with what was counted beside them",
    .enabled(
      if: PythonScript.hasBookshopLogs,
      "the logs of the bookshop run are not beside the project"
    )
  )
  func bookshop() throws {
    try FileManager.default.createSymbolicLink(
      at: scratch.url("logs"),
      withDestinationURL: PythonScript.bookshopLogs
    )
    try expectEqual("logs", [], strict: false, atLeast: 5000)
    let expected = PythonScript.bookshopLogs.deletingLastPathComponent()
      .appending(path: "expected.json")
    let check = try PythonScript("Tests/Conformance/check_bookshop.py")
      .run([scratch.url("recount.json").path, expected.path])
    #expect(check.isSuccess, "\(check.text)")
  }
}
