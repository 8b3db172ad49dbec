/// The closing table of a group of cases, as text for a terminal and as Markdown.
struct ResultTable {
  var group: CaseGroup
  var runs: [RunSummary]

  private static let headings = [
    "program", "wall s", "interval", "times the first", "CPU s", "peak MB",
  ]

  private var rows: [[String]] {
    runs.map { run in
      let ratio = run.wall.median / runs[0].wall.median
      return [
        run.name,
        Self.seconds(run.wall.median),
        Self.seconds(run.wall.interval.lowerBound) + " – "
          + Self.seconds(run.wall.interval.upperBound),
        ratio.text(decimals: 2),
        Self.seconds(run.cpu.median),
        (run.peakBytes.median / 1e6).text(decimals: 1),
      ]
    }
  }

  /// The table in columns of equal width, its title above.
  var text: String {
    let all = [Self.headings] + rows
    let widths = Self.headings.indices.map { column in
      all.map { $0[column].count }.max() ?? 0
    }
    let lines = all.map { row in
      row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + padding : padding + row[column]
      }.joined(separator: "  ")
    }
    return ([group.title] + lines).joined(separator: "\n") + "\n"
  }

  /// The table and the command lines behind it.
  var markdown: String {
    var lines = ["### \(group.title)", ""]
    lines.append(Self.row(Self.headings))
    lines.append("| --- |" + String(repeating: " ---: |", count: Self.headings.count - 1))
    lines += rows.map(Self.row)
    lines += ["", "```"]
    lines += runs.map { "\($0.name): \($0.command)" }
    lines += ["```", ""]
    return lines.joined(separator: "\n")
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  private static func seconds(_ value: Double) -> String { value.text(decimals: 3) }
}
