import Analysis

/// The night in charts, each with its numbers.
extension HTMLPage {
  private static let barLimit = 12
  private static let distributionLimit = 8
  private static let serverLimit = 12

  var charts: HTML {
    guard hasRequests else { return "" }
    let parts = HTML.joined([
      latencyChart, heatmapChart, trafficChart, decompositionChart, distributionCharts, cacheChart,
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

  private func figure(
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

  // MARK: - Caches and servers

  private var cacheChart: HTML {
    let caches = report.caches.filter { $0.counts.hitRate != nil }
    guard !caches.isEmpty else { return "" }
    var table = HTMLTable(
      "Caches by level",
      [
        .text("Cache"), .number("Level"), .number("Hit rate"), .number("Hits"), .number("Misses"),
        .number("Writes"), .number("Evictions"),
      ],
      byteLimit: Room.numbers
    )
    var rows = HTML()
    for (index, cache) in caches.enumerated() {
      let counts = cache.counts
      let name: HTML = cache.isOther ? "(other)" : "\(name: cache.name, limit: 40)"
      let figures = [counts.hits, counts.misses, counts.writes, counts.evictions]
      table.append(
        [
          .init(name), .init(text: String(cache.level)),
          .init(text: Quantity.percent(counts.hitRate)),
        ]
          + figures.map { .init(text: Quantity.count($0)) }
      )
      guard index < Self.barLimit, let rate = counts.hitRate else { continue }
      rows += """
        <span class="label">\(name) level \(text: String(cache.level))</span><span><svg width="100%" \
        height="16" aria-hidden="true"><rect class="rest" width="100%" height="16"/><rect class="db" \
        width="\(at: rate * 100)%" height="16"/></svg></span>\
        <span>\(text: Quantity.percent(rate))</span>

        """
    }
    return figure(
      "Caches by level",
      "The filled part are hits, of all look-ups of the level.",
      "<div class=\"rows\">\n\(rows)</div>\n",
      table.folded
    )
  }

  private var serverChart: ServerChart {
    ServerChart(
      clock: options.clock,
      quantity: quantity,
      length: report.hours.first?.lengthMicroseconds ?? 3_600_000_000
    )
  }

  private var memoryCharts: HTML {
    let chart = serverChart
    let known = report.processes.filter { $0.residentBytes.recorded > 0 }
    let minis = known.prefix(Self.serverLimit).map { process in
      mini(
        "\(name: process.host, limit: 30) \(name: process.release, limit: 20)",
        chart.memory(process)
      )
    }
    return figure(
      "Memory",
      "Mean resident memory of each host and release.\(rest(known.count))",
      minis.isEmpty ? "" : "<div class=\"minis\">\n\(.joined(minis))</div>\n",
      processTable(known).folded
    )
  }

  private var poolCharts: HTML {
    let chart = serverChart
    let pools = report.processes.flatMap { process in process.pools.map { (process, $0) } }
    let minis = pools.prefix(Self.serverLimit).map { process, pool in
      mini("\(name: process.host, limit: 30) \(name: pool.name, limit: 30)", chart.pool(pool))
    }
    return figure(
      "Connection pools",
      """
      Mean connections in use; the dashed line is the pool's size, marked is the part of the time \
      when none was free.\(rest(pools.count))
      """,
      minis.isEmpty ? "" : "<div class=\"minis\">\n\(.joined(minis))</div>\n",
      poolTable(pools).folded,
      isWide: true
    )
  }

  private func mini(_ name: HTML, _ chart: HTML) -> HTML {
    chart.isEmpty ? "" : "<div><p>\(name)</p>\n\(chart)</div>\n"
  }

  private func rest(_ count: Int) -> HTML {
    count > Self.serverLimit ? " The first \(count: Self.serverLimit) of \(count: count)." : ""
  }

  private func processTable(_ processes: [ProcessReport]) -> HTMLTable {
    var table = HTMLTable(
      "Processes: mean and largest of the samples",
      [
        .text("Host"), .text("Release"), .number("Samples"), .number("Memory"), .number("Max"),
        .number("CPU"), .number("Max"), .number("In flight"), .number("Max"),
      ],
      byteLimit: Room.numbers
    )
    for process in processes {
      table.append(
        [
          .init("\(name: process.host, limit: 40)"), .init("\(name: process.release, limit: 40)"),
          .init(text: Quantity.count(process.samples)),
        ] + cells(process.residentBytes, quantity.bytes, quantity.bytes)
          + cells(process.cpuMilliPercent, cpu) { cpu(Double($0)) }
          + cells(process.inFlight, Quantity.number, Quantity.count)
      )
    }
    return table
  }

  private func poolTable(_ pools: [(ProcessReport, PoolReport)]) -> HTMLTable {
    var table = HTMLTable(
      "Connection pools; full: part of the samples with no free connection",
      [
        .text("Host"), .text("Pool"), .number("Size"), .number("In use"), .number("Max"),
        .number("Waiting"), .number("Max"), .number("Full"), .number("Errors"),
      ],
      byteLimit: Room.numbers
    )
    for (process, pool) in pools {
      let errors = pool.errors.recorded == 0 ? Quantity.absent : Quantity.count(pool.errors.sum)
      table.append(
        [
          .init("\(name: process.host, limit: 40)"), .init("\(name: pool.name, limit: 40)"),
          .init(text: Quantity.count(pool.size)),
        ] + cells(pool.inUse, Quantity.number, Quantity.count)
          + cells(pool.waiting, Quantity.number, Quantity.count)
          + [.init(text: Quantity.percent(pool.exhaustedShare)), .init(text: errors)]
      )
    }
    return table
  }

  /// Thousandths of a per cent, as per cent.
  private func cpu(_ thousandths: Double) -> String { Quantity.number(thousandths / 1000) + "%" }

  /// The mean and the largest value, or "-" for both.
  private func cells(
    _ summary: CountSummary,
    _ meanText: (Double) -> String,
    _ maxText: (Int64) -> String
  ) -> [HTMLTable.Cell] {
    guard let mean = summary.mean else {
      return [.init(text: Quantity.absent), .init(text: Quantity.absent)]
    }
    return [.init(text: meanText(mean)), .init(text: maxText(summary.max))]
  }
}
