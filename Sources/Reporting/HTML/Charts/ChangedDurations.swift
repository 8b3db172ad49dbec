import Analysis

/// Distributions before and after, of operations that changed.
struct ChangedDurations: Sendable {
  private static let height = 80.0
  private static let cellLimit = 24

  let quantity: Quantity
  let durations: [Comparison.Durations]

  /// The scale that all of them share; `nil` when there is nothing to draw.
  private var scale: HistogramScale? {
    HistogramScale(durations.flatMap { [$0.baseline, $0.candidate] }, limit: Self.cellLimit)
  }

  /// The drawings: bars are the judged period, the line is the one before, each in parts of its requests.
  var html: HTML {
    guard let scale else { return "" }
    let minis = durations.map { durations in
      HTML(
        """
        <div><p>\(HTMLPage.name(durations.operation.name, limit: 40))</p>
        \(drawing(durations, scale))</div>

        """
      )
    }
    return "<div class=\"minis\">\n\(.joined(minis))</div>\n"
  }

  private func drawing(_ durations: Comparison.Durations, _ scale: HistogramScale) -> HTML {
    let (before, after) = (parts(durations.baseline, scale), parts(durations.candidate, scale))
    let most = max(before.max() ?? 0, after.max() ?? 0)
    guard most > 0 else { return "" }
    func y(_ part: Double) -> Double { Self.height * (1 - part / most) }
    let width = Plot.width / Double(scale.cells)
    var bars = HTML()
    var line: HTML = "M0 \(at: Self.height)"
    for cell in 0..<scale.cells {
      let (start, end) = (Double(cell) * width, Double(cell + 1) * width)
      line += "V\(at: y(before[cell]))H\(at: end)"
      guard after[cell] > 0 else { continue }
      let gap = width / 14
      bars +=
        "M\(at: start + gap) \(at: Self.height)V\(at: y(after[cell]))H\(at: end - gap)V\(at: Self.height)z"
    }
    let (low, high) = scale.bounds
    let label =
      "Durations of requests from \(quantity.duration(low)) to \(quantity.duration(high)), "
      + "before as a line and after as bars."
    return """
      <svg class="mini" height="\(at: Self.height)" role="img" aria-label="\(attribute: label)">
      <svg viewBox="0 0 1000 \(at: Self.height)" preserveAspectRatio="none" width="100%" \
      height="\(at: Self.height)"><path class="bar" d="\(bars)"/>\
      <path class="before" d="\(line)V\(at: Self.height)"/></svg></svg>
      <p class="ends"><span>\(text: quantity.duration(low))</span><span></span>\
      <span>\(text: quantity.duration(high))</span></p>

      """
  }

  /// The requests of each cell in parts of all of them.
  private func parts(_ histogram: [HistogramBar], _ scale: HistogramScale) -> [Double] {
    let counts = scale.counts(histogram)
    let sum = counts.reduce(0, +)
    return sum > 0 ? counts.map { $0 / sum } : counts
  }

  /// The numbers: requests by duration, a row for each period.
  func table(byteLimit: Int) -> HTML {
    guard let scale else { return "" }
    var table = HTMLTable(
      "Requests by duration, from",
      [.text("Operation"), .text("Period")]
        + (0..<scale.cells).map { .number(quantity.duration(scale.lower(of: $0))) },
      byteLimit: byteLimit
    )
    for durations in durations {
      for (period, histogram) in [("before", durations.baseline), ("after", durations.candidate)] {
        let cells = scale.counts(histogram).map { count in
          HTMLTable.Cell(text: count > 0 ? Quantity.count(Int64(exactly: count) ?? .max) : "")
        }
        table.append(
          [.init(HTMLPage.name(durations.operation.name, limit: 60)), .init(text: period)] + cells
        )
      }
    }
    return table.folded
  }
}
