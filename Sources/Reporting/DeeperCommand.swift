package import Analysis

/// The command lines that answer what a page leaves open, ready to be pasted into a shell.
///
/// Whatever stands in a log may stand in a name, so arguments are quoted, and a name that holds more
/// than visible characters is not offered at all: what is pasted must be what is seen.
package struct DeeperCommand: Sendable {
  /// The logs as the command line named them.
  private let logs: [String]
  /// The filters in force, as options.
  private let filters: [String]

  package init(logs: [String], selection: Selection) {
    self.logs = logs.isEmpty ? ["LOG"] : logs
    var filters: [String] = []
    if let since = selection.sinceMicroseconds {
      filters += ["--since", JSONValue.timeText(since)]
    }
    if let until = selection.untilMicroseconds {
      filters += ["--until", JSONValue.timeText(until)]
    }
    let lists = [
      ("--service", selection.services), ("--env", selection.envs),
      ("--release", selection.releases), ("--operation", selection.operations),
    ]
    for (option, names) in lists { for name in names { filters += [option, name] } }
    self.filters = filters
  }

  /// Shows how a finding came about; `nil` when an argument cannot be shown as it is.
  func explain(_ finding: Finding) -> String? { line(["explain", finding.id] + logs + filters) }

  /// Reports on one operation alone; `nil` for anonymous and folded ones, and as above.
  func analyze(_ operation: OperationReport) -> String? {
    guard !operation.name.isEmpty, !operation.isOther else { return nil }
    var arguments = ["analyze"] + logs + filters + ["--operation", operation.name]
    if !operation.service.isEmpty { arguments += ["--service", operation.service] }
    if !operation.env.isEmpty { arguments += ["--env", operation.env] }
    return line(arguments)
  }

  /// Lists every rejected line.
  var validate: String? { line(["validate"] + logs) }

  /// The whole report for a program.
  var complete: String? { line(["analyze"] + logs + filters + ["--format", "json"]) }

  private func line(_ arguments: [String]) -> String? {
    var line = "nightjar"
    for argument in arguments {
      guard argument.unicodeScalars.allSatisfy({ !SafeText.isUnsafe($0) }) else { return nil }
      line += " " + Self.quoted(argument)
    }
    return line.utf8.count <= Self.longestLine ? line : nil
  }

  /// Longer lines are left out: nobody reads them before pasting.
  private static let longestLine = 600

  /// A word of a POSIX shell.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "="):
        true
      default: false
      }
    }
    if isPlain, !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
