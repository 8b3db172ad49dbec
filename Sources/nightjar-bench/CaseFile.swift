/// Programs that answer the same question and are compared with one another.
struct CaseGroup: Sendable {
  /// A short name without spaces, the first part of each printed line.
  var name: String
  /// What is asked, for the table's heading.
  var title: String
  /// The programs; ratios are to the first.
  var cases: [Case] = []
}

/// One program of a group.
struct Case: Sendable {
  var name: String
  /// A command line of the shell.
  var command: String
}

/// A list of cases as text.
///
/// ```
/// # a comment
/// == gzip: one gzip file
/// nightjar: nightjar analyze --format json one.jsonl.gz
/// igzip: igzip -dc one.jsonl.gz
/// ```
struct CaseFile {
  /// A line that is no heading, no case and no comment.
  struct Malformed: Error, CustomStringConvertible {
    var line: Int
    var text: String

    var description: String {
      "line \(line) is neither `== NAME: TITLE` nor `NAME: COMMAND`: \(text)"
    }
  }

  private(set) var groups: [CaseGroup] = []

  init(_ text: String) throws(Malformed) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") {
      let isHeading = line.hasPrefix("== ")
      guard let (name, rest) = Self.parts(isHeading ? line.dropFirst(3) : line),
        isHeading || !groups.isEmpty
      else { throw Malformed(line: index + 1, text: String(line)) }
      if isHeading {
        groups.append(CaseGroup(name: name, title: rest))
      } else {
        groups[groups.count - 1].cases.append(Case(name: name, command: rest))
      }
    }
  }

  private static func parts(_ line: Substring) -> (String, String)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let name = line[..<colon]
    let rest = line[line.index(after: colon)...].drop { $0 == " " }
    guard !name.isEmpty, !rest.isEmpty, !name.contains(" ") else { return nil }
    return (String(name), String(rest))
  }
}
