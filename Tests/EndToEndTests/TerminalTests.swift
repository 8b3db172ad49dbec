import Foundation
import TestSupport
import Testing

/// What a person at a terminal sees, and a file does not.
@Suite("On a terminal", .enabled(if: PythonScript.hasModule("pty"), "there is no Python"))
struct TerminalTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    _ = try scratch.copySamples()
  }

  /// Runs the command with some of its channels on a terminal; returns what the terminal got.
  private func terminal(
    _ channels: String,
    _ arguments: String,
    environment: [String: String] = ["TERM": "xterm"]
  ) throws -> String {
    let script = PythonScript.project.appending(
      path: "Tests/EndToEndTests/Fixtures/run_in_terminal.py"
    )
    let python =
      FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
      ? "/usr/bin/python3" : "python3"
    let outcome = try scratch.shell(
      "\(python) '\(script.path)' \(channels) $NIGHTJAR \(arguments)",
      environment: environment
    )
    try #require(outcome.status == 0, "\(outcome.errors)\(outcome.text)")
    return outcome.text
  }

  @Test("there is colour, unless it is declined")
  func color() throws {
    #expect(try terminal("output", "analyze logs").contains("\u{1B}[1m"))
    let plain = [
      try terminal("output", "analyze logs --no-color"),
      try terminal("output", "analyze logs", environment: ["TERM": "xterm", "NO_COLOR": "1"]),
      try terminal("output", "analyze logs", environment: ["TERM": "dumb"]),
      try scratch.nightjar(["analyze", "logs"]).text,
      try scratch.nightjar(["analyze", "logs"], environment: ["TERM": "xterm"]).text,
    ]
    for text in plain { #expect(!text.contains("\u{1B}")) }
    let empty = try terminal("output", "analyze logs", environment: ["NO_COLOR": ""])
    #expect(empty.contains("\u{1B}[1m"), "an empty NO_COLOR declines nothing")
  }

  @Test("the report is as wide as the terminal")
  func width() throws {
    let lines = try terminal("output", "analyze logs --no-color").split(separator: "\n")
    #expect((81...100).contains(lines.map(\.count).max() ?? 0))
  }

  @Test("a long run shows how far it is, and wipes it away")
  func progress() throws {
    let made = try scratch.nightjar(["generate", "-q", "-o", "big", "--requests", "8000"])
    try #require(made.status == 0, "\(made.errors)")
    let slow = "analyze big --threads 1 --block-size 8 -o text=report.txt"
    let shown = try terminal("errors", slow)
    let steps = shown.split(separator: "\r")
    #expect(steps.count >= 2)
    #expect(steps.dropLast().allSatisfy { $0.contains("s left") }, "\(shown)")
    #expect(steps.contains { $0.contains("MB/s") && $0.contains("#") && $0.contains(" %, ") })
    #expect(shown.hasSuffix("\r\u{1B}[K"), "it is wiped away")
    #expect(try terminal("errors", slow + " --quiet") == "")
    #expect(try terminal("errors", slow, environment: ["TERM": "dumb"]) == "")
    #expect(try scratch.nightjar(slow.split(separator: " ").map(String.init)).errors == "")
  }
}
