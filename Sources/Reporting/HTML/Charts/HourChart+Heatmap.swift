import Analysis

/// How many requests took how long in which hour.
extension HourChart {
  /// Shades of the map; each stands for about as many times more requests as the one before.
  private static let shades: [HTML] = ["h1", "h2", "h3", "h4", "h5", "h6"]
  private static let rowHeight = 14.0

  /// The map; empty when the report has no distributions by hour.
  func heatmap(_ all: [HourReport], deploys: [DeployReport]) -> HTML {
    let hours = Self.shown(all)
    guard let axis = axis(hours), let rows = HistogramScale(hours.map(\.histogram), limit: 24)
    else {
      return ""
    }
    let height = Double(rows.cells) * Self.rowHeight
    var plot = Plot(height: height, label: label(rows))
    for row in 0...rows.cells where row % max(1, rows.cells / 6) == 0 {
      plot.tick(y: height - Double(row) * Self.rowHeight, quantity.duration(rows.lower(of: row)))
    }
    for tick in axis.ticks { plot.tick(x: tick.fraction, tick.label) }
    let counts = hours.map { rows.counts($0.histogram) }
    let most = counts.joined().max() ?? 0
    var paths = [HTML](repeating: HTML(), count: Self.shades.count)
    for (hour, cells) in zip(hours, counts) {
      let (start, end) = step(hour, axis)
      for (row, count) in cells.enumerated() where count > 0 {
        let y = height - Double(row + 1) * Self.rowHeight
        paths[Self.shade(count, of: most)] +=
          "M\(at: start) \(at: y)H\(at: end)v\(at: Self.rowHeight)H\(at: start)z"
      }
    }
    for (shade, path) in zip(Self.shades, paths) where !path.isEmpty {
      plot.drawing += "<path class=\"\(shade)\" d=\"\(path)\" shape-rendering=\"crispEdges\"/>\n"
    }
    mark(deploys, axis, on: &plot)
    return plot.html + legend(most)
  }

  private func label(_ rows: HistogramScale) -> String {
    "Requests by hour and duration, from \(quantity.duration(rows.bounds.lower)) to "
      + "\(quantity.duration(rows.bounds.upper))."
  }

  /// The shade of a count: its number of binary digits, in parts of that of the largest.
  static func shade(_ count: Double, of most: Double) -> Int {
    let digits = Double(max(0, most.exponent) + 1)
    let part = Double(max(0, count.exponent)) / digits
    return min(shades.count - 1, Int(part * Double(shades.count)))
  }

  private func legend(_ most: Double) -> HTML {
    let boxes = Self.shades.map { shade in
      HTML(
        "<svg width=\"18\" height=\"12\" aria-hidden=\"true\"><rect class=\"\(shade)\" width=\"18\" height=\"12\"/></svg>"
      )
    }
    return """
      <p class="legend"><span>1 request \(.joined(boxes)) \(text: Quantity.number(most)), each \
      shade a multiple of the one before</span></p>

      """
  }

  /// The numbers of the map: requests by hour and duration.
  func heatmapTable(_ all: [HourReport], byteLimit: Int) -> HTML {
    let hours = Self.shown(all)
    guard let rows = HistogramScale(hours.map(\.histogram), limit: 24) else { return "" }
    var table = HTMLTable(
      "Requests by hour and duration, from",
      [.text("From (\(clock.zone))")]
        + (0..<rows.cells).map { .number(quantity.duration(rows.lower(of: $0))) },
      byteLimit: byteLimit
    )
    for hour in hours {
      let cells = rows.counts(hour.histogram).map { count in
        HTMLTable.Cell(text: count > 0 ? Quantity.count(Int64(exactly: count) ?? .max) : "")
      }
      table.append([.init(text: clock.hour(hour.startMicroseconds, withDate: true))] + cells)
    }
    return table.folded
  }
}
