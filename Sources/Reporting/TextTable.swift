/// A table for a terminal: right-aligned numbers, names that give way when the lines get too long.
struct TextTable: Sendable {
  /// One cell: text that is safe to show, and its style.
  struct Cell: Sendable {
    var text: String
    var style = TextStyle.plain

    init(_ text: String, _ style: TextStyle = .plain) {
      self.text = text
      self.style = style
    }
  }

  /// How a column stands.
  enum Alignment: Sendable { case left, right }

  /// The columns' alignments: every row has as many cells.
  var alignments: [Alignment]
  /// The columns that are cut when the table is too wide, the widest first.
  var flexible: Set<Int>
  var rows: [[Cell]] = []
  /// Spaces between two columns.
  var gap = 2
  /// Spaces before the first column.
  var indent = 2
  /// What stands where a text was cut.
  var mark: String

  init(_ alignments: [Alignment], flexible: Set<Int>, mark: String) {
    self.alignments = alignments
    self.flexible = flexible
    self.mark = mark
  }

  /// Whether the table fits, given that each flexible column keeps `minimum` cells.
  func fits(width: Int, minimum: Int) -> Bool {
    let natural = naturalWidths()
    let least = natural.indices.map {
      flexible.contains($0) ? min(natural[$0], minimum) : natural[$0]
    }
    return total(least) <= width
  }

  /// The table's lines, none wider than `width` as long as every column can keep a cell.
  func lines(width: Int, color: Bool) -> [String] {
    let widths = fittedWidths(width)
    return rows.map { line($0, widths: widths, color: color) }
  }

  private func naturalWidths() -> [Int] {
    alignments.indices.map { column in rows.map { CellWidth.of($0[column].text) }.max() ?? 0 }
  }

  /// The width of a line; a column of no width takes no gap either.
  private func total(_ widths: [Int]) -> Int {
    let shown = widths.filter { $0 > 0 }
    return indent + shown.reduce(0, +) + gap * max(0, shown.count - 1)
  }

  private func fittedWidths(_ width: Int) -> [Int] {
    var widths = naturalWidths()
    while total(widths) > width {
      // Flexible columns give way down to a readable rest; only then the others do.
      let readable = widths.indices.filter { flexible.contains($0) && widths[$0] > 6 }
      let candidates = readable.isEmpty ? widths.indices.filter { widths[$0] > 1 } : readable
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
    }
    return widths
  }

  private func line(_ row: [Cell], widths: [Int], color: Bool) -> String {
    let last = row.lastIndex { !$0.text.isEmpty } ?? 0
    var line = String(repeating: " ", count: indent)
    var isFirst = true
    for column in row.indices where column <= last && widths[column] > 0 {
      if !isFirst { line += String(repeating: " ", count: gap) }
      isFirst = false
      let cut = CellWidth.cutMiddle(row[column].text, to: widths[column], mark: mark)
      let text = column == last ? CellWidth.trimmingEnd(cut) : cut
      let padding = String(repeating: " ", count: widths[column] - CellWidth.of(text))
      let painted = row[column].style.paint(text, color: color)
      switch alignments[column] {
      case .left: line += painted + (column == last ? "" : padding)
      case .right: line += padding + painted
      }
    }
    return CellWidth.trimmingEnd(line)
  }
}
