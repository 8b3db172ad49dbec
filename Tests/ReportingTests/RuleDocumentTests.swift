import Analysis
import Foundation
import Reporting
import Testing

@Suite("The document of rules")
struct RuleDocumentTests {
  /// `UPDATE_GOLDEN=1` writes it anew, and fails all the same.
  @Test("is as the rules are")
  func fresh() throws {
    let url = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/RULES.md")
    let written = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    let text = RuleDocument.markdown(RuleCatalog.pages)
    guard written != text else { return }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    #expect(written == text, "write it anew with UPDATE_GOLDEN=1 and look at the difference")
  }
}
