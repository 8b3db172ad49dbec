import Foundation
import TestSupport
import Testing

/// Settings as a user meets them.
@Suite("Settings")
struct ConfigTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("of the sample are without mistakes, and every command takes them")
  func sample() throws {
    try scratch.copySampleFolder()
    let check = try scratch.nightjar(["config", "check", "samples/nightjar.yaml"])
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.text.contains("no mistakes"))
    let nightly = try scratch.nightjar(["config", "check", "samples/cron/nightjar.yaml"])
    #expect(nightly.status == 0, "\(nightly.errors)")
    let report = try scratch.nightjar(["analyze", "--config", "samples/nightjar.yaml"])
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.text.contains("shop"))
    #expect(scratch.has("samples/night.json"))
    #expect(scratch.has("samples/nightjar.sqlite"))
  }

  @Test("with mistakes stop a command before it begins")
  func mistakes() throws {
    try scratch.write("nightjar.yaml", "fail_on: hihg\nhistroy: {}\n")
    for arguments in [["config", "check"], ["config", "show"], ["analyze", "x.jsonl"]] {
      let run = try scratch.nightjar(arguments)
      #expect(run.status == 2)
      #expect(
        run.errors == """
          nightjar.yaml:1:10: fail_on: "hihg" cannot be taken; did you mean high?
          nightjar.yaml:2:1: histroy: the key is unknown; did you mean history?

          """
      )
    }
    let ignored = try scratch.nightjar(["config", "show"], environment: ["NIGHTJAR_CONFIG": ""])
    #expect(ignored.status == 0)
  }

  @Test("are shown with their origins")
  func show() throws {
    try scratch.write("nightjar.yaml", "profile: strict\nhistory:\n  path: days.sqlite\n")
    let run = try scratch.nightjar(
      ["config", "show", "--list", "json", "--since", "24h", "--top", "3"],
      environment: ["NIGHTJAR_FAIL_ON": "high"]
    )
    #expect(run.status == 0, "\(run.errors)")
    let tree = try JSONTree(run.output)
    let origins = try [
      "history.path", "thresholds.many_statements.medium", "fail_on", "filters.since",
      "history.wait",
    ].map { key in
      let row = try #require((tree["settings"]?.elements ?? []).first { $0["key"]?.string == key })
      return row["from"]?.string
    }
    #expect(
      origins == ["nightjar.yaml:3", "profile strict", "NIGHTJAR_FAIL_ON", "--since", "default"]
    )
  }

  @Test("take effect, and options win over them")
  func effect() throws {
    _ = try scratch.copySamples()
    try scratch.write(
      "nightjar.yaml",
      """
      inputs: ["logs/*.gz"]
      filters: {operations: [HomePage]}
      output: {format: json}
      fail_on: low
      rules: {slow_operation: {p95_ms: 0.001}}
      """
    )
    let run = try scratch.nightjar(["analyze"])
    let tree = try JSONTree(run.output)
    #expect((tree["operations"]?.elements ?? []).count <= 1)
    let all = try scratch.nightjar(["analyze", "logs", "--format", "text"])
    #expect(!all.text.hasPrefix("{"))
    let none = try scratch.nightjar(["analyze", "--date", "2026-11-22", "logs"])
    #expect(none.status == 2)
    #expect(none.errors.contains("--date is for the inputs of settings"))
  }

  @Test("hide names, in text and in JSON, and leave identities of findings alone")
  func privacy() throws {
    _ = try scratch.copySamples()
    let open = try scratch.nightjar(["analyze", "logs", "--format", "json"])
    try scratch.write("nightjar.yaml", "privacy: {hide: [clients, hosts, trace_ids]}\n")
    let hidden = try scratch.nightjar(["analyze", "logs", "--format", "json"])
    let text = try scratch.nightjar(["analyze", "logs"])
    let tree = try JSONTree(open.output)
    var names: Set<String> = []
    for operation in (tree["operations"]?.elements ?? []) {
      for key in ["hosts", "clients"] {
        for slice in (operation[key]?.elements ?? []) { names.insert(slice["name"]?.string ?? "") }
      }
      for example in (operation["slowest"]?.elements ?? []) {
        names.insert(example["trace_id"]?.string ?? "")
      }
    }
    names = names.filter { $0.count > 2 && $0 != "(other)" }
    #expect(names.count > 10)
    for name in names {
      #expect(!hidden.text.contains("\"\(name)\""), "\(name)")
      #expect(!text.text.contains("trace \(name)"), "\(name)")
    }
    func ids(_ tree: JSONTree) -> [String] {
      (tree["findings"]?.elements ?? []).map { $0["id"]?.string ?? "" }
    }
    #expect(try ids(JSONTree(hidden.output)) == ids(tree))
    #expect(hidden.text.contains("\"host 1\""))
  }
}
