import Analysis

/// The night in charts, each with its numbers.
extension HTMLPage {
  static let barLimit = 12
  private static let distributionLimit = 8

  var charts: HTML {
    guard hasRequests else { return "" }
    let parts = HTML.joined([
      latencyChart, heatmapChart, trafficChart, decompositionChart, changedDistributions,
      distributionCharts, cacheChart,
      memoryCharts, poolCharts,
    ])
    guard !parts.isEmpty else { return "" }
    return """
      <h2 id="charts">The night in charts</h2>
      \(hourNote)<div class="charts">
      \(parts)</div>

      """
  }

  /// What stretches and marks are, and what does not fit.
  private var hourNote: HTML {
    let count = report.hours.count
    let shown = HourChart.shown(report.hours).count
    let cut: HTML =
      count > shown
      ? "The latest \(count: shown) of \(count: count) stretches of time; the JSON report has all. "
      : ""
    let deploys: HTML = report.deploys.isEmpty ? "" : "Dashed lines are deploys. "
    return "<p class=\"soft\">\(cut)\(deploys)Times in \(text: options.clock.zone).</p>\n"
  }

  /// A chart with its title and its numbers; nothing when it is empty.
  func figure(
    _ title: HTML,
    _ caption: HTML,
    _ chart: HTML,
    _ table: HTML,
    isWide: Bool = false
  ) -> HTML {
    guard !chart.isEmpty else { return "" }
    return """
      <figure\(isWide ? " class=\"wide\"" : "")>
      <h3>\(title)</h3>
      <figcaption>\(caption)</figcaption>
      \(chart)\(table)</figure>

      """
  }

  // MARK: - Hours

  private var hourChart: HourChart { HourChart(clock: options.clock, quantity: quantity) }

  private var latencyChart: HTML {
    figure(
      "Latency over time",
      "The line is the median; the bands reach to p90, p95 and p99.",
      hourChart.latency(report.hours, height: 220, deploys: report.deploys),
      hourTable,
      isWide: true
    )
  }

  private var hourTable: HTML {
    var table = HTMLTable(
      "By stretch of time",
      [
        .text("From (\(options.clock.zone))"), .number("Requests"), .number("Errors"),
        .number("p50"), .number("p90"), .number("p95"), .number("p99"), .number("Max"),
      ],
      byteLimit: Room.numbers
    )
    for hour in HourChart.shown(report.hours) {
      let duration = hour.metrics.duration
      let quantiles = [duration.p50, duration.p90, duration.p95, duration.p99, duration.max]
      table.append(
        [
          .init(text: options.clock.hour(hour.startMicroseconds, withDate: true)),
          .init(text: Quantity.count(hour.metrics.requests)),
          .init(text: Quantity.percent(hour.metrics.errorRate, decimals: 2)),
        ] + quantiles.map { .init(text: quantity.duration(duration.count > 0 ? $0 : nil)) }
      )
    }
    return table.folded
  }

  private var heatmapChart: HTML {
    figure(
      "How many requests took how long",
      "Each box is a stretch of time and a doubling of the duration; the stronger, the more requests.",
      hourChart.heatmap(report.hours, deploys: report.deploys),
      hourChart.heatmapTable(report.hours, byteLimit: Room.numbers),
      isWide: true
    )
  }

  private var trafficChart: HTML {
    figure(
      "Traffic and errors",
      "Requests by stretch of time; the numbers are those of the latency.",
      hourChart.traffic(report.hours, deploys: report.deploys),
      ""
    )
  }

  // MARK: - Operations

  private func named(_ limit: Int) -> [(name: HTML, report: OperationReport)] {
    operations.filter { !$0.isOther }.prefix(limit).map { (operationName($0, limit: 40), $0) }
  }

  private var decompositionChart: HTML {
    let chart = DecompositionChart(quantity: quantity)
    let operations = named(Self.barLimit)
    return figure(
      "Where the time goes",
      "Bars are as long as an operation's share of all time; parts are told from sampled requests.",
      chart.chart(operations),
      chart.table(operations, byteLimit: Room.numbers)
    )
  }

  private var changedDistributions: HTML {
    guard let comparison = report.comparison, !comparison.durations.isEmpty else { return "" }
    let chart = ChangedDurations(quantity: quantity, durations: comparison.durations)
    let days = ComparisonText(quantity: quantity)
    return figure(
      "Distributions before and after",
      """
      Bars: \(text: days.days(comparison.candidate, dash: "–")); line: \
      \(text: days.days(comparison.baseline, dash: "–")); both in parts of their requests.
      """,
      chart.html,
      chart.table(byteLimit: Room.numbers),
      isWide: true
    )
  }

  private var distributionCharts: HTML {
    let chart = DistributionChart(quantity: quantity)
    let operations = named(Self.distributionLimit)
    return figure(
      "Distributions",
      "Requests by duration on one scale; each bar is a doubling of the duration.",
      chart.charts(operations),
      chart.table(operations, byteLimit: Room.numbers),
      isWide: true
    )
  }
}
