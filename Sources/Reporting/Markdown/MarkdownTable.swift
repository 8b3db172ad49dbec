/// A table as GitHub, GitLab and most chats read it; cells are Markdown already.
struct MarkdownTable: Sendable {
  /// How a column is set.
  enum Alignment: Sendable {
    case left, right
  }

  private let columns: [(heading: String, alignment: Alignment)]
  private var rows: [[String]] = []

  init(_ columns: [(heading: String, alignment: Alignment)]) { self.columns = columns }

  /// Adds a row of as many cells as there are columns.
  mutating func append(_ row: [String]) {
    precondition(row.count == columns.count, "a row of a table has a cell for every column")
    rows.append(row)
  }

  /// The lines of the table.
  var lines: [String] {
    let rules = columns.map { $0.alignment == .left ? "---" : "---:" }
    return ([columns.map(\.heading), rules] + rows).map {
      "| " + $0.joined(separator: " | ") + " |"
    }
  }
}
