import Analysis

/// Where the time goes: a bar for each operation, as long as its share of the time.
struct DecompositionChart: Sendable {
  private static let styles: [HTML] = ["db", "wait", "fields", "rest"]

  let quantity: Quantity

  /// The bars with their legend; empty when no operation has a decomposition.
  func chart(_ operations: [(name: HTML, report: OperationReport)]) -> HTML {
    let known = operations.filter { ($0.report.time?.total ?? 0) > 0 }
    let longest = known.map(\.report.shareOfTime).max() ?? 0
    guard longest > 0 else { return "" }
    var rows = HTML()
    for (name, report) in known {
      guard let time = report.time else { continue }
      rows += """
        <span class="label">\(name)</span><span>\(bar(time, part: report.shareOfTime / longest))\
        </span><span>\(text: Quantity.percent(report.shareOfTime))</span>

        """
    }
    return "\(legend)<div class=\"rows\">\n\(rows)</div>\n"
  }

  private func bar(_ time: TimeDecomposition, part: Double) -> HTML {
    var pieces = HTML()
    var start = 0.0
    for (style, piece) in zip(Self.styles, DecompositionText.parts(time)) {
      let width = Double(piece.nanoseconds) / Double(time.total) * part * 100
      guard width > 0 else { continue }
      pieces += """
        <rect class="\(style)" x="\(at: start)%" y="0" width="\(at: width)%" height="16"><title>\
        \(text: piece.name) \(text: quantity.duration(piece.nanoseconds))</title></rect>
        """
      start += width
    }
    let label = DecompositionText.shares(time).joined(separator: ", ")
    return """
      <svg width="100%" height="16" role="img" aria-label="\(attribute: label)">\(pieces)</svg>
      """
  }

  private var legend: HTML {
    let parts = zip(Self.styles, DecompositionText.parts(TimeDecomposition())).map { style, part in
      HTML(
        """
        <span><svg width="11" height="11" aria-hidden="true"><rect class="\(style)" width="11" \
        height="11"/></svg>\(text: part.name)</span>
        """
      )
    }
    return "<p class=\"legend\">\(.joined(parts))</p>\n"
  }

  /// The numbers of the bars.
  func table(_ operations: [(name: HTML, report: OperationReport)], byteLimit: Int) -> HTML {
    var table = HTMLTable(
      "Where the time goes",
      [
        .text("Operation"), .number("Share of all time"), .number("Database"), .number("Waiting"),
        .number("Fields"), .number("Unexplained"), .number("Sampled requests"),
      ],
      byteLimit: byteLimit
    )
    for (name, report) in operations {
      guard let time = report.time else { continue }
      let parts = DecompositionText.parts(time).map {
        HTMLTable.Cell(text: quantity.duration($0.nanoseconds))
      }
      table.append(
        [.init(name), .init(text: Quantity.percent(report.shareOfTime))] + parts
          + [.init(text: Quantity.count(Int64(time.sampled)))]
      )
    }
    return table.folded
  }
}
