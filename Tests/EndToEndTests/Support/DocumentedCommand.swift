import Foundation
import Testing

/// A call of the command, as help or a page of the documentation shows it.
struct DocumentedCommand {
  /// The command's name, such as `analyze`; empty in `nightjar --version`.
  let name: String
  /// The name of the command's own command, such as `list` of `history`; empty when it has none.
  let subname: String
  /// The options that are used, without their values.
  let options: [String]
  /// The line it is in.
  let line: String

  /// The calls in a line of shell.
  static func all(in line: String) -> [DocumentedCommand] {
    // What `$(…)` runs is no call of ours.
    let words = line.replacing(/\$\([^)]*\)/, with: "VALUE").split(separator: " ").map(String.init)
    return words.indices.filter { isCall(words, $0) }.map { start in
      let rest = words[(start + 1)...].prefix { !["|", "&&", ";", "#", "<", ">"].contains($0) }
      let name = rest.first.flatMap { $0.hasPrefix("-") ? nil : $0 } ?? ""
      let second = rest.dropFirst().first ?? ""
      let subname = ["history", "config"].contains(name) && !second.hasPrefix("-") ? second : ""
      let options = rest.filter { $0.hasPrefix("-") && $0 != "-" }
      return DocumentedCommand(name: name, subname: subname, options: options, line: line)
    }
  }

  private static func isCall(_ words: [String], _ index: Int) -> Bool {
    guard words[index] == "nightjar" || words[index].hasSuffix("/nightjar") else { return false }
    guard index > 0 else { return true }
    let before = words[index - 1]
    return ["$", "|", "&&", ";", "#", "web-02", "*"].contains(before) || before.isEmpty
  }

  /// Expects the command to have the options.
  func expectToExist(_ scratch: Scratch) throws {
    let help = try scratch.nightjar(
      (name == "help" ? [] : [name, subname].filter { !$0.isEmpty }) + ["--help"],
      environment: ["COLUMNS": "1000"]
    )
    #expect(help.status == 0, "\(line)")
    let known = help.text.components(separatedBy: "USAGE:").last ?? ""
    for option in options where option != "--generate-completion-script" {
      let flag = option.split(separator: "=")[0]
      let isKnown = known.split(whereSeparator: { " ,\n[]/".contains($0) }).contains(flag)
      #expect(isKnown, "no option \(flag): \(line)")
    }
  }
}
