import Analysis

/// How many requests took how long, as bars between powers of two.
struct DistributionChart: Sendable {
  private static let height = 70.0
  private static let cellLimit = 24

  let quantity: Quantity

  /// The distribution of one operation; empty when nothing was recorded.
  func chart(of operation: OperationReport) -> HTML {
    guard let scale = HistogramScale([operation.histogram], limit: Self.cellLimit) else {
      return ""
    }
    return "<div>\n\(bars(operation.histogram, scale, operation.metrics.duration))</div>\n"
  }

  /// Distributions of several operations on one scale, each with its name.
  func charts(_ operations: [(name: HTML, report: OperationReport)]) -> HTML {
    let histograms = operations.map(\.report.histogram)
    guard let scale = HistogramScale(histograms, limit: Self.cellLimit) else { return "" }
    var minis = HTML()
    for (name, report) in operations where !report.histogram.isEmpty {
      let chart = bars(report.histogram, scale, report.metrics.duration)
      minis += "<div><p>\(name)</p>\n\(chart)</div>\n"
    }
    return "<div class=\"minis\">\n\(minis)</div>\n"
  }

  private func bars(
    _ histogram: [HistogramBar],
    _ scale: HistogramScale,
    _ duration: DurationSummary
  ) -> HTML {
    let counts = scale.counts(histogram)
    let most = counts.max() ?? 0
    guard most > 0 else { return "" }
    let width = 100 / Double(scale.cells)
    var bars = HTML()
    for (cell, count) in counts.enumerated() where count > 0 {
      let height = max(1, count / most * Self.height)
      bars += """
        <rect class="bar" x="\(at: Double(cell) * width + width / 14)%" \
        y="\(at: Self.height - height)" width="\(at: width * 6 / 7)%" height="\(at: height)"><title>\
        \(text: span(cell, scale)): \(text: Quantity.count(Int64(exactly: count) ?? .max))</title></rect>

        """
    }
    let label =
      "Durations: median \(quantity.duration(duration.p50)), p95 "
      + "\(quantity.duration(duration.p95)), p99 \(quantity.duration(duration.p99))."
    let (low, high) = scale.bounds
    return """
      <svg class="mini" height="\(at: Self.height)" role="img" aria-label="\(attribute: label)">
      \(bars)<line class="grid" x1="0" x2="100%" y1="\(at: Self.height)" y2="\(at: Self.height)"/></svg>
      <p class="ends"><span>\(text: quantity.duration(low))</span><span>p50&nbsp;\
      \(words: quantity.duration(duration.p50)) · \
      p95&nbsp;\(words: quantity.duration(duration.p95))</span>\
      <span>\(text: quantity.duration(high))</span></p>

      """
  }

  private func span(_ cell: Int, _ scale: HistogramScale) -> String {
    quantity.duration(scale.lower(of: cell)) + "–" + quantity.duration(scale.lower(of: cell + 1))
  }

  /// The numbers of several distributions.
  func table(_ operations: [(name: HTML, report: OperationReport)], byteLimit: Int) -> HTML {
    let histograms = operations.map(\.report.histogram)
    guard let scale = HistogramScale(histograms, limit: Self.cellLimit) else { return "" }
    var table = HTMLTable(
      "Requests by duration, from",
      [.text("Operation")]
        + (0..<scale.cells).map { .number(quantity.duration(scale.lower(of: $0))) },
      byteLimit: byteLimit
    )
    for (name, report) in operations {
      let cells = scale.counts(report.histogram).map { count in
        HTMLTable.Cell(text: count > 0 ? Quantity.count(Int64(exactly: count) ?? .max) : "")
      }
      table.append([.init(name)] + cells)
    }
    return table.folded
  }
}
