import Foundation
import Reporting
import Settings
import Testing

@Suite("The document of settings")
struct SettingsDocumentTests {
  /// `UPDATE_GOLDEN=1` writes it anew, and fails all the same.
  @Test("is as the catalog is")
  func fresh() throws {
    let url = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/SETTINGS.md")
    let written = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    let text = SettingsDocument.markdown(SettingCatalog.sections)
    guard written != text else { return }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    #expect(written == text, "write it anew with UPDATE_GOLDEN=1 and look at the difference")
  }

  @Test("shows every key that has a value, and only changed ones when asked")
  func list() {
    var settings = Settings()
    settings.set(.failOn, option: "--fail-on", .text("high\u{1b}[2J"))
    let all = SettingsListRenderer().text(settings)
    for key in settings.keys { #expect(all.contains(key.path), "\(key.path)") }
    #expect(all.contains("high\\x1b[2J"), "names are shown, not obeyed")
    let changed = SettingsListRenderer(onlyChanged: true).text(settings)
    #expect(changed.split(separator: "\n").count == 2)
    #expect(changed.contains("--fail-on"))
  }
}
