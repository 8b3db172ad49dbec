import Analysis

/// A row of days as a line, with the levels between its changes and a fan of what is to be expected.
struct TrendChart: Sendable {
  private static let height = 130.0
  /// The most days that are drawn; of more, the latest.
  private static let dayLimit = 180

  let quantity: Quantity
  private var words: ComparisonText { ComparisonText(quantity: quantity) }

  /// The chart; empty when there are fewer than two days.
  func chart(_ series: SeriesTrend) -> HTML {
    let points = series.points.suffix(Self.dayLimit)
    let foreseen = series.forecast?.points ?? []
    let days = points.map(\.day) + foreseen.map(\.day)
    guard points.count > 1, let axis = Self.axis(days) else { return "" }
    let levels =
      points.map(\.level) + foreseen.flatMap { [$0.level, $0.upper ?? $0.level] }
      + [series.forecast?.crossing?.limit ?? 0]
    let scale = LinearScale(upTo: levels.max() ?? 0, height: Self.height)
    var plot = Plot(height: Self.height, label: label(series))
    for tick in scale.ticks {
      plot.tick(y: scale.y(tick), tick == 0 ? "0" : words.level(series.metric, tick))
    }
    for tick in axis.ticks { plot.tick(x: tick.fraction, tick.label) }
    plot.drawing += fan(foreseen, axis, scale) + segments(series, axis, scale)
    plot.drawing +=
      "<path class=\"stroke\" d=\"\(line(points.map { ($0.day, $0.level) }, axis, scale))\"/>\n"
    addMarks(series, axis, scale, to: &plot)
    for point in points {
      let start = axis.fraction(point.day.startMicroseconds)
      let end = axis.fraction(point.day.advanced(by: 1).startMicroseconds)
      let level = words.level(series.metric, point.level)
      plot.hover(from: start, to: end, "\(text: point.day.text): \(text: level)")
    }
    return plot.html
  }

  /// The days of the line and of the fan, in UTC as the history has them.
  private static func axis(_ days: [Day]) -> TimeAxis? {
    TimeAxis(
      days.map {
        ($0.startMicroseconds, $0.advanced(by: 1).startMicroseconds - $0.startMicroseconds)
      },
      clock: .utc
    )
  }

  private func label(_ series: SeriesTrend) -> String {
    let levels = series.points.map(\.level)
    return "Day by day, from \(words.level(series.metric, levels.min())) to "
      + "\(words.level(series.metric, levels.max()))."
  }

  // MARK: - Drawing

  /// The middle of a day, in the drawing's coordinates.
  private func x(_ day: Day, _ axis: TimeAxis) -> Double {
    let start = axis.fraction(day.startMicroseconds)
    return (start + axis.fraction(day.advanced(by: 1).startMicroseconds)) / 2 * Plot.width
  }

  /// A line through the days, broken where days have no value.
  private func line(
    _ points: [(day: Day, level: Double)],
    _ axis: TimeAxis,
    _ scale: LinearScale
  ) -> HTML {
    var path = HTML()
    var last: Day?
    for (day, level) in points {
      let follows = last.map { $0.advanced(by: 1) == day } ?? false
      path += follows ? "L" : "M"
      path += "\(at: x(day, axis)) \(at: scale.y(level))"
      // A day without neighbours would be a point that nobody sees.
      if !follows { path += "h0.1" }
      last = day
    }
    return path
  }

  /// The interval of 95 % and the course that is expected.
  private func fan(
    _ points: [SeriesForecast.Point],
    _ axis: TimeAxis,
    _ scale: LinearScale
  ) -> HTML {
    guard points.count > 1 else { return "" }
    var area = HTML()
    for point in points {
      area += area.isEmpty ? "M" : "L"
      area += "\(at: x(point.day, axis)) \(at: scale.y(point.upper ?? point.level))"
    }
    for point in points.reversed() {
      area += "L\(at: x(point.day, axis)) \(at: scale.y(point.lower ?? point.level))"
    }
    let course = line(points.map { ($0.day, $0.level) }, axis, scale)
    return """
      <path class="b2" d="\(area)z"/>
      <path class="before size" d="\(course)"/>

      """
  }

  /// The level between two changes, where both are steps.
  private func segments(_ series: SeriesTrend, _ axis: TimeAxis, _ scale: LinearScale) -> HTML {
    let steps = series.changes.filter { $0.kind == .step && $0.standing != .watch }
    var path = HTML()
    var start = 0.0
    for (index, step) in steps.enumerated() {
      let end = axis.fraction(step.day.startMicroseconds) * Plot.width
      path += "M\(at: max(0, start)) \(at: scale.y(step.before))H\(at: max(0, end))"
      start = end
      guard index == steps.count - 1, let last = series.points.last else { continue }
      path += "M\(at: max(0, start)) \(at: scale.y(step.after))H\(at: x(last.day, axis))"
    }
    return path.isEmpty ? "" : "<path class=\"before\" d=\"\(path)\"/>\n"
  }

  private func addMarks(
    _ series: SeriesTrend,
    _ axis: TimeAxis,
    _ scale: LinearScale,
    to plot: inout Plot
  ) {
    for change in series.changes where change.standing != .watch {
      guard axis.contains(change.day.startMicroseconds) else { continue }
      let effect = words.percent(change.effect)
      plot.mark(
        x: axis.fraction(change.day.startMicroseconds),
        "\(text: change.day.text): \(text: effect)"
      )
    }
    if let limit = series.forecast?.crossing?.limit {
      plot.limit(y: scale.y(limit), "\(text: words.level(series.metric, limit))")
    }
  }

  // MARK: - Numbers

  /// The days of the line and of the fan.
  func table(_ series: SeriesTrend, byteLimit: Int) -> HTML {
    var table = HTMLTable(
      "Day by day; expected days with their interval of 95 %",
      [
        .text("Day (UTC)"), .number("Level"), .number("At least"), .number("At most"),
        .number("Of"),
      ],
      byteLimit: byteLimit
    )
    for point in series.points.suffix(Self.dayLimit) {
      table.append([
        .init(text: point.day.text), .init(text: words.level(series.metric, point.level)),
        .init(text: ""), .init(text: ""), .init(text: Quantity.count(point.count)),
      ])
    }
    for point in series.forecast?.points ?? [] {
      let ends = [point.lower, point.upper].map { end in
        HTMLTable.Cell(text: end.map { words.level(series.metric, $0) } ?? Quantity.absent)
      }
      table.append(
        [.init(text: point.day.text), .init(text: words.level(series.metric, point.level))] + ends
          + [.init(text: "expected")]
      )
    }
    return table.folded
  }
}
