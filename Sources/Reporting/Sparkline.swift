import Analysis

/// Small charts of block characters, one cell a value.
enum Sparkline {
  private static let blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Draws values from 0 up: the largest is a full block, zero is blank, the rest is at least a line.
  static func draw(_ values: [Double], largest: Double? = nil) -> String {
    let top = largest ?? values.max() ?? 0
    guard top > 0, top.isFinite else { return String(repeating: " ", count: values.count) }
    return values.map { value in
      guard value > 0 else { return " " }
      let height = Int((value / top * Double(blocks.count)).rounded(.up))
      return blocks[min(max(height, 1), blocks.count) - 1]
    }.joined()
  }

  /// Draws a course between its lowest and its highest value, neighbours put together where there are
  /// more values than cells.
  static func course(_ values: [Double], cells: Int) -> String {
    let values = values.filter(\.isFinite)
    guard let low = values.min(), let high = values.max(), cells > 0 else { return "" }
    let count = min(cells, values.count)
    return (0..<count).map { cell in
      let part = values[(cell * values.count / count)..<((cell + 1) * values.count / count)]
      let mean = part.reduce(0, +) / Double(part.count)
      let height = high > low ? (mean - low) / (high - low) * Double(blocks.count - 1) : 0
      return blocks[min(max(Int(height.rounded()), 0), blocks.count - 1)]
    }.joined()
  }
}

/// The scale that the distributions of all rows share, so that they can be compared by eye.
struct HistogramScale: Sendable {
  /// The exponent of the first cell's lower bound: 2 to this power, in nanoseconds.
  let first: Int
  /// How many powers of two a cell holds.
  let step: Int
  /// The number of cells.
  let cells: Int

  /// The scale of some distributions, in at most `limit` cells; `nil` when they are empty.
  init?(_ histograms: [[HistogramBar]], limit: Int) {
    let exponents = histograms.joined().filter { $0.requests > 0 }.map(Self.exponent)
    guard let low = exponents.min(), let high = exponents.max(), limit > 0 else { return nil }
    first = low
    step = (high - low) / limit + 1
    cells = (high - low) / step + 1
  }

  /// The bounds of the scale, in nanoseconds.
  var bounds: (lower: Double, upper: Double) {
    (Self.power(first), Self.power(first + step * cells))
  }

  /// The lower bound of a cell, in nanoseconds; that of the cell after the last is the upper end.
  func lower(of cell: Int) -> Double { Self.power(first + step * cell) }

  /// Draws one distribution on this scale.
  func draw(_ histogram: [HistogramBar]) -> String { Sparkline.draw(counts(histogram)) }

  /// The requests of one distribution in each cell.
  func counts(_ histogram: [HistogramBar]) -> [Double] {
    var counts = [Double](repeating: 0, count: cells)
    for bar in histogram where bar.requests > 0 {
      let cell = (Self.exponent(bar) - first) / step
      if counts.indices.contains(cell) { counts[cell] += Double(bar.requests) }
    }
    return counts
  }

  /// The exponent of a bar's lower bound; bars from zero on count as one nanosecond.
  private static func exponent(_ bar: HistogramBar) -> Int {
    Int64.bitWidth - 1 - max(1, bar.lowerNanoseconds).leadingZeroBitCount
  }

  private static func power(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
