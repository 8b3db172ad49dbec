import Foundation
import Settings
import Testing

@Suite("A settings file")
struct SettingsFileTests {
  @Test("gives each value with its line, and leaves the rest as it was")
  func values() throws {
    let settings = try SettingsBench.load(
      """
      # A comment
      fail_on: high
      history:
        path: /var/nightjar.sqlite
        keep_days: 90
      filters: {envs: [production, "staging"]}
      output:
        color: false
      """
    ).get()
    #expect(settings.text(.failOn) == "high")
    #expect(settings.text(.historyPath) == "/var/nightjar.sqlite")
    #expect(settings.count(.historyKeepDays) == 90)
    #expect(settings.texts(.envs) == ["production", "staging"])
    #expect(!settings.flag(.color))
    #expect(settings.origin(.historyKeepDays).text.hasSuffix("nightjar.yaml:5"))
    #expect(settings.origin(.historyWait) == .standard)
    #expect(settings.number(.historyWait) == 30)
  }

  @Test("may be empty, and its sections may be")
  func empty() throws {
    for text in ["", "# nothing\n", "---\n", "history:\nfilters:\n  # envs: [a]\n"] {
      #expect(try SettingsBench.load(text).get().text(.failOn) == nil)
    }
  }

  /// Each with the place and what to write.
  @Test(
    "says where a mistake is and what to write",
    arguments: [
      ("fial_on: high", "1:1: fial_on: the key is unknown; did you mean fail_on?"),
      (
        "history:\n  pth: a", "2:3: history.pth: the key is unknown; did you mean path?"
      ),
      ("keep_days: 3", "1:1: keep_days: the key is unknown; there is history.keep_days"),
      (
        "history.path: x",
        "1:1: history.path: the key is unknown; each name of history.path stands on a line of its "
          + "own, indented below the one before"
      ),
      ("fail_on: hihg", "1:10: fail_on: \"hihg\" cannot be taken; did you mean high?"),
      (
        "fail_on: 7", "1:10: fail_on: \"7\" cannot be taken; write low, medium, high, critical"
      ),
      (
        "fail_on:",
        "1:1: fail_on: the value is missing; write low, medium, high, critical, or remove the key"
      ),
      (
        "fail_on: [high]",
        "1:10: fail_on: a list stands where one value belongs; write low, medium, high, critical"
      ),
      (
        "history: nightjar.sqlite",
        "1:10: history: \"nightjar.sqlite\" stands where a mapping belongs; write keys below it"
      ),
      (
        "inputs: logs",
        "1:9: inputs: \"logs\" stands where a list belongs; write a list such as [first, second]"
      ),
      (
        "history:\n  keep_days: 0",
        "2:14: history.keep_days: \"0\" cannot be taken; write a whole number from 1 to 1000000"
      ),
      (
        "history:\n  wait: nan",
        "2:9: history.wait: \"nan\" cannot be taken; write a number from 0 to 86400"
      ),
      (
        "output:\n  color: yes",
        "2:10: output.color: \"yes\" cannot be taken; write true or false"
      ),
      (
        "time_zone: Berlin",
        "1:12: time_zone: \"Berlin\" cannot be taken; write a time zone such as Europe/Berlin or UTC"
      ),
      (
        "thresholds:\n  slow_query_ms: {medium: 900, high: 300}",
        "2:32: thresholds.slow_query_ms.high: 300 is below the medium level of 900; a high level is "
          + "at least as high as the medium one"
      ),
      (
        "operations:\n  - operation: A\n    threshold: 3",
        "3:5: threshold: the key is unknown; did you mean thresholds?"
      ),
      (
        "privacy:\n  hide: [hosts, cleints]",
        "2:17: privacy.hide: \"cleints\" cannot be taken; did you mean clients?"
      ),
      (
        "- a\n- b",
        "1:1: a list stands where a mapping belongs; write keys such as \"fail_on: high\""
      ),
      (
        "rules:\n  n_plus_on:\n    enabled: false",
        "2:3: rules.n_plus_on: the key is unknown; did you mean n_plus_one?"
      ),
    ]
  )
  func mistake(text: String, message: String) throws {
    #expect(try SettingsBench.messages(text) == [message])
  }

  @Test("has all its mistakes told at once, in the order of the lines, but not thousands of them")
  func all() throws {
    let two = try SettingsBench.messages("fail_on: no\nhistory:\n  path: a\ncolor: red\n")
    #expect(two.map { $0.prefix(4) } == ["1:10", "4:1:"])
    let many = (0..<500).map { "key\($0): 1\n" }.joined()
    let messages = try SettingsBench.messages(many)
    #expect(messages.count == SettingsError.problemLimit + 1)
    #expect(messages.last == "and 480 more mistakes")
  }

  @Test("is no danger whatever it holds")
  func hostile() throws {
    let bomb =
      "a: &a [x, x, x, x, x, x, x, x, x]\n"
      + zip("bcdefghijkl", "abcdefghijk").map { name, before in
        "\(name): &\(name) [" + Array(repeating: "*\(before)", count: 9).joined(separator: ", ")
          + "]\n"
      }.joined() + "? *l\n: 1\n"
    let cases = [
      ("fail_on: &a high\nprofile: *a\n", "1:10", "anchors"), (bomb, "1:4", "anchors"),
      ("? &k [*k]\n: 1\n", "1:7", "anchors"),
      (String(repeating: "[", count: 100_000), "1:1", "nested"),
      (String(repeating: "- ", count: 100_000) + "x", "1:1", "nested"),
      (String(repeating: "{a: ", count: 90), "1:1", "nested"),
      ("fail_on: high\n\tprofile: strict", "2:1", "a tab"), ("a: 'b\n", "2:1", "not YAML"),
      ("fail_on: high\nfail_on: low\n", "1:1", "twice"),
      ("fail_on: high\n---\nfail_on: low\n", "2:1", "second document"),
      ("fail_on: hi\u{1}gh\n", "1:12", "control character"),
      ("? [a, b]\n: 1\n", "1:3", "where a key belongs"), ("<<: {a: 1}\n", "1:1", "unknown"),
      ("\"\": 1\n", "1:1", "unknown"),
    ]
    for (text, place, words) in cases {
      let message = try SettingsBench.messages(text).first ?? "none"
      #expect(message.hasPrefix(place + ":"), "\(text.prefix(40)): \(message)")
      #expect(message.contains(words), "\(text.prefix(40)): \(message)")
    }
  }

  @Test("is refused when it is huge or no text")
  func unreadable() throws {
    let huge = [UInt8](repeating: 0x23, count: SettingsText.byteLimit + 1)
    for (bytes, words) in [(huge, "larger than 256 KiB"), ([0x61, 0xff, 0x0a], "not UTF-8")] {
      guard case .failure(let mistakes) = try SettingsBench.load(bytes: bytes) else {
        Issue.record("was taken")
        continue
      }
      #expect(mistakes.messages.count == 1)
      #expect(mistakes.messages[0].contains(words))
    }
    let surroundings = Settings.Surroundings(environment: [:], usualPlaces: [])
    #expect(throws: SettingsError.self) {
      try Settings.load(option: "/nowhere/nightjar.yaml", surroundings)
    }
  }

  @Test("has paths that begin where it stands")
  func paths() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("nightjar-settings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("n.yaml").path
    let text = """
      inputs: [logs, /var/log, "-"]
      history: {path: h.sqlite}
      output: {files: [{format: json, path: out/r.json}]}
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    let surroundings = Settings.Surroundings(environment: [:], usualPlaces: [])
    let settings = try Settings.load(option: file, surroundings)
    #expect(settings.texts(.inputs) == [folder.path + "/logs", "/var/log", "-"])
    #expect(settings.text(.historyPath) == folder.path + "/h.sqlite")
    #expect(settings.entries(.files).map { $0.text("path") } == [folder.path + "/out/r.json"])
  }
}
