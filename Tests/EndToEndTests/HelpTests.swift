import Foundation
import TestSupport
import Testing

/// The help of every command, and the completions.
@Suite("Help")
struct HelpTests {
  private let scratch: Scratch
  static let commands = [
    "analyze", "digest", "merge", "validate", "compare", "trends", "history", "generate", "explain",
    "rules", "limits", "notify", "config",
  ]
  static let subcommands =
    [
      "list", "show", "verify", "prune", "export", "import", "baseline", "roll-up", "alerts",
      "runs",
    ]
    .map { "history " + $0 } + ["config check", "config show"]

  init() throws { scratch = try Scratch() }

  @Test("lists every command")
  func list() throws {
    let help = try scratch.nightjar(["--help"]).text
    let listed = help.components(separatedBy: "SUBCOMMANDS:\n").last ?? ""
    let names = listed.split(separator: "\n").filter { $0.prefix { $0 == " " }.count == 2 }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.dropLast() == Self.commands[...], "the last line says where more help is")
    #expect(help.contains("EXIT CODES"))
  }

  @Test(
    "shows examples whose options exist and whose lines are whole",
    arguments: commands + subcommands
  )
  func examples(command: String) throws {
    let help = try scratch.nightjar(
      command.split(separator: " ").map(String.init) + ["--help"],
      environment: ["COLUMNS": "80"]
    ).text
    let parts = help.components(separatedBy: "EXAMPLES\n")
    let examples = try #require(parts.count == 2 ? parts[1] : nil, "\(command)")
      .components(separatedBy: "\n\n").prefix { !$0.contains("USAGE:") }.joined(separator: "\n")
    let lines = examples.split(separator: "\n")
    #expect(lines.contains { $0.contains("nightjar \(command) ") }, "\(command)")
    for line in lines {
      #expect(line.hasPrefix("  "), "broken by the width: \(line)")
      try DocumentedCommand.all(in: String(line)).forEach { try $0.expectToExist(scratch) }
    }
    #expect(help.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("offers completions that shells can read", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let script = try scratch.nightjar(["--generate-completion-script", shell])
    #expect(script.status == 0)
    for command in Self.commands { #expect(script.text.contains(command)) }
    #expect(script.text.contains("max-rejected"))
    try scratch.write("completion", script.output)
    guard try scratch.shell("command -v \(shell)").status == 0 else { return }
    let check = try scratch.shell("\(shell) -n completion")
    #expect(check.status == 0, "\(check.errors)")
  }
}
