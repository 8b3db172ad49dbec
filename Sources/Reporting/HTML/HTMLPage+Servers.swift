import Analysis

/// Charts of caches, and of what servers sampled of themselves.
extension HTMLPage {
  /// The most hosts, and pools, that get a drawing.
  private static let serverLimit = 12

  var cacheChart: HTML {
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

  var memoryCharts: HTML {
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

  var poolCharts: HTML {
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
