import Analysis

/// Memory of processes and use of connection pools from hour to hour, a small chart each.
struct ServerChart: Sendable {
  private static let height = 56.0

  let clock: ClockText
  let quantity: Quantity
  /// Microseconds of a stretch of time.
  let length: Int64

  /// One level over time, with a line for its limit and marks where it was reached.
  private struct Series {
    var starts: [Int64]
    var levels: [Double]
    var largest: Double
    /// A dashed line: the size of a pool.
    var limit: Double?
    /// Parts of the samples at the limit, in 0...1.
    var full: [Double] = []
    var label: String
  }

  /// Memory of the processes of a host.
  func memory(_ process: ProcessReport) -> HTML {
    let hours = process.hours.suffix(HourChart.columnLimit).filter { $0.residentBytes.recorded > 0 }
    let largest = Double(process.residentBytes.max)
    return chart(
      Series(
        starts: hours.map(\.startMicroseconds),
        levels: hours.map { $0.residentBytes.mean ?? 0 },
        largest: largest,
        label: "Mean resident memory over time, at most \(quantity.bytes(largest))."
      ),
      top: "at most " + quantity.bytes(largest)
    )
  }

  /// Connections of a pool in use.
  func pool(_ pool: PoolReport) -> HTML {
    let hours = pool.hours.suffix(HourChart.columnLimit).filter { $0.inUse.recorded > 0 }
    return chart(
      Series(
        starts: hours.map(\.startMicroseconds),
        levels: hours.map { $0.inUse.mean ?? 0 },
        largest: Double(max(pool.size, pool.inUse.max)),
        limit: pool.size > 0 ? Double(pool.size) : nil,
        full: hours.map { Double($0.exhausted) / Double(max(1, $0.samples)) },
        label: "Mean connections in use over time, of \(pool.size); every connection in use in "
          + "\(Quantity.percent(pool.exhaustedShare)) of the samples."
      ),
      top: "size \(Quantity.count(pool.size)), at most \(Quantity.count(pool.inUse.max)) in use"
    )
  }

  private func chart(_ series: Series, top: String) -> HTML {
    let axis = TimeAxis(series.starts.map { ($0, length) }, clock: clock)
    guard let axis, series.largest > 0, let first = series.starts.first,
      let last = series.starts.last
    else { return "" }
    func y(_ value: Double) -> Double { Self.height * (1 - min(1, value / series.largest)) }
    var drawing = HTML()
    var area = HTML()
    var end: Double?
    for (index, start) in series.starts.enumerated() {
      let left = axis.fraction(start) * Plot.width
      let right = axis.fraction(start &+ length) * Plot.width
      // One path for stretches that follow each other: pieces would show their seams.
      if end.map({ left - $0 > 0.5 }) ?? true {
        area += "V\(at: Self.height)M\(at: left) \(at: Self.height)"
      }
      area += "V\(at: y(series.levels[index]))H\(at: right)"
      end = right
      guard series.full.indices.contains(index), series.full[index] > 0 else { continue }
      let full = max(2, series.full[index] * Self.height)
      drawing += """
        <path class="bad" d="M\(at: left) \(at: Self.height)v-\(at: full)H\(at: right)v\(at: full)z"/>
        """
    }
    drawing =
      "<path class=\"b3\" d=\"M0 \(at: Self.height)\(area)V\(at: Self.height)z\"/>" + drawing
    let limit: HTML =
      series.limit.map { limit in
        "<line class=\"size\" x1=\"0\" x2=\"100%\" y1=\"\(at: y(limit))\" y2=\"\(at: y(limit))\"/>"
      } ?? ""
    let withDate = clock.date(first) != clock.date(last)
    return """
      <svg class="mini" height="\(at: Self.height)" role="img" aria-label="\(attribute: series.label)">
      <svg viewBox="0 0 1000 \(at: Self.height)" preserveAspectRatio="none" width="100%" \
      height="\(at: Self.height)">\(drawing)</svg>\(limit)\
      <line class="grid" x1="0" x2="100%" y1="\(at: Self.height)" y2="\(at: Self.height)"/></svg>
      <p class="ends"><span>\(text: clock.hour(first, withDate: withDate))</span><span>\
      \(words: top)</span><span>\(text: clock.endHour(last &+ length, withDate: withDate))</span></p>

      """
  }
}
