/// The lines of a text report as they are written, none wider than the page.
struct TextPage: Sendable {
  let options: TextOptions
  private(set) var lines: [String] = []

  init(_ options: TextOptions) { self.options = options }

  /// The page as text, with a newline at the end of every line.
  var text: String { lines.joined(separator: "\n") + (lines.isEmpty ? "" : "\n") }

  /// What stands where a text was cut.
  var mark: String { options.mark }

  /// Begins a section: a blank line, a heading, and what the heading is about.
  mutating func section(_ title: String, note: String = "") {
    lines.append("")
    let heading = TextStyle.heading.paint(title, color: options.color)
    guard !note.isEmpty else { return lines.append(heading) }
    let room = options.width - CellWidth.of(title) - 2
    let parts = Self.wrapped(note, width: room)
    lines.append(heading + "  " + TextStyle.faint.paint(parts[0], color: options.color))
    for part in parts.dropFirst() {
      let indent = String(repeating: " ", count: CellWidth.of(title) + 2)
      lines.append(indent + TextStyle.faint.paint(part, color: options.color))
    }
  }

  /// Adds a line that is known to fit and may hold styles.
  mutating func preformatted(_ line: String) { lines.append(line) }

  /// Adds a label, a chart whose blanks count, and what the chart's scale is.
  mutating func labelled(
    chart label: String,
    _ chart: String,
    _ note: String,
    indent: Int = 2,
    labelWidth: Int = 11
  ) {
    let padding = String(repeating: " ", count: max(1, labelWidth - CellWidth.of(label)))
    let room = options.width - indent - labelWidth - CellWidth.of(chart) - 2
    let cut = CellWidth.trimmingEnd(CellWidth.cutEnd(note, to: room, mark: mark))
    lines.append(
      String(repeating: " ", count: indent) + TextStyle.faint.paint(label, color: options.color)
        + padding + chart + "  " + TextStyle.faint.paint(cut, color: options.color)
    )
  }

  /// Adds a line, cut at its end when it is too long.
  mutating func line(_ text: String, indent: Int = 2, style: TextStyle = .plain) {
    let cut = CellWidth.trimmingEnd(
      CellWidth.cutEnd(text, to: options.width - indent, mark: mark)
    )
    let margin = String(repeating: " ", count: indent)
    lines.append(cut.isEmpty ? "" : margin + style.paint(cut, color: options.color))
  }

  /// Adds a text, broken at its spaces; the second and later lines are indented by `indent + hang`.
  mutating func paragraph(
    _ text: String,
    indent: Int = 2,
    hang: Int = 0,
    style: TextStyle = .plain
  ) {
    let room = options.width - indent - hang
    for (index, part) in Self.wrapped(text, width: room).enumerated() {
      let spaces = String(repeating: " ", count: index == 0 ? indent : indent + hang)
      lines.append(spaces + style.paint(part, color: options.color))
    }
  }

  /// Adds a label and its text, the later lines under the first.
  mutating func labelled(
    _ label: String,
    _ text: String,
    indent: Int = 2,
    labelWidth: Int = 11,
    style: TextStyle = .plain
  ) {
    let margin = String(repeating: " ", count: indent)
    let padding = String(repeating: " ", count: max(1, labelWidth - CellWidth.of(label)))
    let room = options.width - indent - labelWidth
    for (index, part) in Self.wrapped(text, width: room).enumerated() {
      let body = style.paint(part, color: options.color)
      let head =
        index == 0
        ? TextStyle.faint.paint(label, color: options.color) + padding
        : String(repeating: " ", count: labelWidth)
      lines.append(margin + head + body)
    }
  }

  /// Adds a table.
  mutating func table(_ table: TextTable) {
    lines += table.lines(width: options.width, color: options.color)
  }

  /// Breaks a text at its spaces into lines of at most `width` cells; longer words are cut.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines = [""]
    var used = 0
    for word in text.split(separator: " ") {
      var rest = Array(String(word).unicodeScalars)[...]
      let cells = CellWidth.of(String(word))
      if used > 0, used + 1 + cells <= width {
        lines[lines.count - 1] += " " + word
        used += 1 + cells
        continue
      }
      while !rest.isEmpty {
        let part = CellWidth.prefix(rest, cells: max(2, width))
        if used > 0 { lines.append("") }
        lines[lines.count - 1] = String(String.UnicodeScalarView(part))
        used = CellWidth.of(lines[lines.count - 1])
        rest = rest[part.endIndex...]
      }
    }
    return lines
  }
}
