import Foundation
import TestSupport
import Testing

/// Suppressed findings as a nightly job meets them.
@Suite("Suppressions")
struct SuppressionTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("hide findings from the report and from --fail-on, until they expire")
  func effect() throws {
    _ = try scratch.copySamples()
    let analyze = ["analyze", "logs", "--fail-on", "high"]
    let open = try scratch.nightjar(analyze + ["--format", "json"])
    #expect(open.status == 1)
    let findings = try JSONTree(open.output).findings?.elements ?? []
    let bad = findings.filter { ["high", "critical"].contains($0.severity?.string) }
      .compactMap { $0.id?.string }
    #expect(!bad.isEmpty)
    func file(until: String) -> String {
      "suppressions:\n"
        + bad.map { "  - {id: \($0), reason: reviewed, until: \(until)}\n" }.joined()
    }
    try scratch.write("s.yaml", file(until: "9999-01-01"))
    let hidden = try scratch.nightjar(analyze + ["--suppress", "s.yaml", "--format", "json"])
    #expect(hidden.status == 0, "\(hidden.errors)")
    let tree = try JSONTree(hidden.output)
    #expect(tree.findings?.elements.count == findings.count - bad.count)
    #expect(tree.suppressed?.hidden?.elements.compactMap { $0.id?.string } == bad)
    try scratch.write("nightjar.yaml", "suppressions: [s.yaml]\n")
    let text = try scratch.nightjar(analyze)
    #expect(text.status == 0)
    #expect(text.text.contains("Suppressed: \(bad.count) finding"))
    let explained = try scratch.nightjar(["explain", bad[0], "logs"])
    #expect(explained.status == 0, "who asks for it is shown it")
    try scratch.write("s.yaml", file(until: "2020-01-01"))
    let expired = try scratch.nightjar(analyze)
    #expect(expired.status == 1)
    #expect(expired.text.contains("Expired, so shown again: \(bad[0])"))
    try scratch.write("s.yaml", "suppressions:\n  - {id: nonsense, reason: x}\n")
    let wrong = try scratch.nightjar(["config", "check"])
    #expect(wrong.status == 2)
    #expect(wrong.errors.hasPrefix("s.yaml:2:5: suppressions: \"nonsense\" is no identifier"))
  }
}
