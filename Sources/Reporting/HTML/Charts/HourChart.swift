import Analysis
import MetricLog

/// Charts of what happened from hour to hour.
struct HourChart: Sendable {
  /// The most stretches of time that a chart shows: a week of hours; of more, the latest.
  static let columnLimit = 168

  let clock: ClockText
  let quantity: Quantity

  /// The stretches that are shown.
  static func shown(_ hours: [HourReport]) -> [HourReport] { Array(hours.suffix(columnLimit)) }

  /// Latency as bands between percentiles.
  func latency(_ all: [HourReport], height: Double, deploys: [DeployReport]) -> HTML {
    let hours = Self.shown(all).filter { $0.metrics.duration.count > 0 }
    let extremes = hours.flatMap { [$0.metrics.duration.p50, $0.metrics.duration.p99] }
    guard let axis = axis(hours), let scale = DurationScale(extremes, height: height) else {
      return ""
    }
    var plot = Plot(height: height, label: latencyLabel(hours))
    for tick in scale.ticks { plot.tick(y: scale.y(tick), quantity.duration(tick)) }
    for tick in axis.ticks { plot.tick(x: tick.fraction, tick.label) }
    for run in Self.runs(hours) {
      let steps = run.map { step($0, axis) }
      func path(_ lower: (DurationSummary) -> Int64, _ upper: (DurationSummary) -> Int64) -> HTML {
        let edges = run.map { hour in
          (
            scale.y(Double(lower(hour.metrics.duration))),
            scale.y(Double(upper(hour.metrics.duration)))
          )
        }
        return Self.band(steps, edges)
      }
      plot.drawing += "<path class=\"b1\" d=\"\(path({ $0.p95 }, { $0.p99 }))\"/>\n"
      plot.drawing += "<path class=\"b2\" d=\"\(path({ $0.p90 }, { $0.p95 }))\"/>\n"
      plot.drawing += "<path class=\"b3\" d=\"\(path({ $0.p50 }, { $0.p90 }))\"/>\n"
      let medians = run.map { scale.y(Double($0.metrics.duration.p50)) }
      plot.drawing += "<path class=\"stroke\" d=\"\(Self.line(steps, medians))\"/>\n"
    }
    mark(deploys, axis, on: &plot)
    for hour in hours { addHover(hour, axis, durationTitle(hour), to: &plot) }
    return plot.html
  }

  /// Requests, and below them the part of them with errors.
  func traffic(_ all: [HourReport], deploys: [DeployReport]) -> HTML {
    let hours = Self.shown(all)
    guard let axis = axis(hours) else { return "" }
    let counts = hours.map { Double($0.metrics.requests) }
    let rates = hours.map { $0.metrics.errorRate ?? 0 }
    let most = counts.max() ?? 0
    let worst = rates.max() ?? 0
    let requests = bars(
      hours,
      axis,
      counts,
      height: 130,
      "bar",
      label: "Requests, at most \(Quantity.count(Int64(most))) in a stretch of time."
    ) { Quantity.number($0) }
    guard worst > 0 else { return requests }
    let errors = bars(
      hours,
      axis,
      rates,
      height: 60,
      "bad",
      label: "Part of the requests with errors, at most \(Quantity.percent(worst, decimals: 2))."
    ) { Quantity.percent($0, decimals: 2) }
    return requests + "<p class=\"note\">Part of them with errors</p>\n" + errors
  }

  // MARK: - Parts

  private func bars(
    _ hours: [HourReport],
    _ axis: TimeAxis,
    _ values: [Double],
    height: Double,
    _ style: StaticString,
    label: String,
    _ text: (Double) -> String
  ) -> HTML {
    let scale = LinearScale(upTo: values.max() ?? 0, height: height)
    var plot = Plot(height: height, label: label)
    for tick in height > 100 ? scale.ticks : [0, scale.high] {
      plot.tick(y: scale.y(tick), text(tick))
    }
    for tick in axis.ticks { plot.tick(x: tick.fraction, tick.label) }
    var path = HTML()
    for (hour, value) in zip(hours, values) where value > 0 {
      let (start, end) = step(hour, axis)
      let gap = min(2, (end - start) / 6)
      let y = scale.y(value)
      path += "M\(at: start + gap) \(at: height)V\(at: y)H\(at: end - gap)V\(at: height)z"
    }
    plot.drawing += "<path class=\"\(attribute: style.description)\" d=\"\(path)\"/>\n"
    for hour in hours { addHover(hour, axis, trafficTitle(hour), to: &plot) }
    return plot.html
  }

  func axis(_ hours: [HourReport]) -> TimeAxis? {
    TimeAxis(hours.map { ($0.startMicroseconds, $0.lengthMicroseconds) }, clock: clock)
  }

  /// The left and right end of a stretch, in the drawing's coordinates.
  func step(_ hour: HourReport, _ axis: TimeAxis) -> (start: Double, end: Double) {
    let end = hour.startMicroseconds.addingReportingOverflow(hour.lengthMicroseconds).partialValue
    return (axis.fraction(hour.startMicroseconds) * Plot.width, axis.fraction(end) * Plot.width)
  }

  /// Deploys as lines; several at one time are one.
  func mark(_ deploys: [DeployReport], _ axis: TimeAxis, on plot: inout Plot) {
    let times = Dictionary(grouping: deploys, by: { $0.timeMicroseconds / 60_000_000 })
    for (_, together) in times.sorted(by: { $0.key < $1.key }).prefix(40) {
      guard let first = together.first, axis.contains(first.timeMicroseconds) else { continue }
      plot.mark(
        x: axis.fraction(first.timeMicroseconds),
        "\(text: clock.dateTime(first.timeMicroseconds)) deploy of \(text: first.release)"
      )
    }
  }

  func addHover(_ hour: HourReport, _ axis: TimeAxis, _ title: HTML, to plot: inout Plot) {
    let (start, end) = step(hour, axis)
    plot.hover(from: start / Plot.width, to: end / Plot.width, title)
  }

  private func durationTitle(_ hour: HourReport) -> HTML {
    let duration = hour.metrics.duration
    let quantiles = [
      ("p50", duration.p50), ("p90", duration.p90), ("p95", duration.p95), ("p99", duration.p99),
    ]
    let text = quantiles.map { "\($0.0) \(quantity.duration($0.1))" }.joined(separator: ", ")
    return "\(text: clock.hour(hour.startMicroseconds, withDate: true)): \(text: text)"
  }

  private func trafficTitle(_ hour: HourReport) -> HTML {
    let requests = Quantity.counted(hour.metrics.requests, "request", "requests")
    let errors = Quantity.percent(hour.metrics.errorRate, decimals: 2)
    return """
      \(text: clock.hour(hour.startMicroseconds, withDate: true)): \(text: requests), \
      \(text: errors) with errors
      """
  }

  private func latencyLabel(_ hours: [HourReport]) -> String {
    let medians = hours.map(\.metrics.duration.p50)
    let slow = hours.map(\.metrics.duration.p99)
    return "Latency over time: medians from \(quantity.duration(medians.min())) to "
      + "\(quantity.duration(medians.max())), p99 at most \(quantity.duration(slow.max()))."
  }

  /// Stretches that follow each other without a gap.
  private static func runs(_ hours: [HourReport]) -> [[HourReport]] {
    var runs: [[HourReport]] = []
    for hour in hours {
      if let last = runs.last?.last,
        last.startMicroseconds &+ last.lengthMicroseconds == hour.startMicroseconds
      {
        runs[runs.count - 1].append(hour)
      } else {
        runs.append([hour])
      }
    }
    return runs
  }

  /// A line of steps, as a path.
  static func line(_ steps: [(start: Double, end: Double)], _ heights: [Double]) -> HTML {
    var path = HTML()
    for (index, (step, y)) in zip(steps, heights).enumerated() {
      path += index == 0 ? "M\(at: step.start) \(at: y)" : "V\(at: y)"
      path += "H\(at: step.end)"
    }
    return path
  }

  /// The ground between two lines of steps, as a path.
  private static func band(
    _ steps: [(start: Double, end: Double)],
    _ edges: [(lower: Double, upper: Double)]
  ) -> HTML {
    var path = line(steps, edges.map(\.upper))
    for (step, edge) in zip(steps, edges).reversed() {
      path += "V\(at: edge.lower)H\(at: step.start)"
    }
    return path + "z"
  }
}
