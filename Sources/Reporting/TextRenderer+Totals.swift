import Analysis
import MetricLog

/// The figures of all selected requests together.
extension TextRenderer {
  func totals(_ report: Report, on page: inout TextPage) {
    let totals = report.totals
    page.section("Totals")
    guard totals.requests > 0 else {
      return page.line(ReportVerdict.nothing(report))
    }
    page.labelled("requests", requestsText(totals, rate: report.requestsPerSecond))
    if totals.duration.count > 0 { page.labelled("duration", durationText(totals.duration)) }
    if let text = databaseText(totals.database) { page.labelled("database", text) }
    if let text = cacheText(totals.cache) { page.labelled("cache", text) }
    if let text = memoryText(totals.memory) { page.labelled("memory", text) }
    if let text = bodiesText(totals) { page.labelled("bodies", text) }
    if let text = costText(totals) { page.labelled("cost", text) }
    hours(report.hours, on: &page)
  }

  private func requestsText(_ totals: Metrics, rate: Double?) -> String {
    var parts = [Quantity.count(totals.requests)]
    if let rate {
      let unit = RateUnit([rate])
      parts[0] += " (\(unit.text(rate))\(unit.symbol))"
    }
    if totals.requestsWithErrors > 0 {
      parts.append(
        "\(Quantity.count(totals.requestsWithErrors)) with errors"
          + " (\(Quantity.percent(totals.errorRate, decimals: 2))),"
          + " \(counted(totals.errors, "error", "errors")) in all"
      )
    } else {
      parts.append("none with errors")
    }
    if totals.refused > 0 { parts.append("\(Quantity.count(totals.refused)) refused by a limit") }
    return parts.joined(separator: "; ")
  }

  private func durationText(_ duration: DurationSummary) -> String {
    let quantiles = [
      ("p50", duration.p50), ("p90", duration.p90), ("p95", duration.p95), ("p99", duration.p99),
      ("max", duration.max),
    ]
    let text = quantiles.map { "\($0.0) \(options.prose.duration($0.1))" }.joined(separator: ", ")
    return text + "; mean \(options.prose.duration(duration.mean)),"
      + " in all \(options.prose.duration(duration.sum))"
  }

  private func databaseText(_ database: DatabaseMetrics) -> String? {
    guard let mean = database.statements.mean else { return nil }
    var text =
      "\(Quantity.number(mean)) statements a request, at most"
      + " \(Quantity.count(database.statements.max));"
      + " \(options.prose.duration(database.meanNanoseconds)) a request"
    if database.waitNanoseconds > 0 {
      text += ", \(options.prose.duration(database.meanWaitNanoseconds)) waiting for a connection"
    }
    return text + "; in all \(Quantity.count(database.statements.sum)) statements,"
      + " \(options.prose.duration(database.nanoseconds))"
  }

  private func cacheText(_ cache: CacheCounts) -> String? {
    guard cache != CacheCounts() else { return nil }
    var text =
      "\(Quantity.percent(cache.hitRate)) hit: \(Quantity.count(cache.hits)) hits,"
      + " \(Quantity.count(cache.misses)) misses"
    if cache.writes > 0 { text += ", \(Quantity.count(cache.writes)) writes" }
    if cache.evictions > 0 { text += ", \(Quantity.count(cache.evictions)) evictions" }
    return text
  }

  private func memoryText(_ memory: MemoryMetrics) -> String? {
    var parts: [String] = []
    if let mean = memory.meanDeltaBytes {
      parts.append(
        "\(options.prose.growth(mean)) a request,"
          + " at most \(options.prose.growth(Double(memory.maxGrowthBytes)))"
      )
    }
    if memory.maxResidentBytes > 0 {
      parts.append("largest process \(options.prose.bytes(memory.maxResidentBytes))")
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private func bodiesText(_ totals: Metrics) -> String? {
    let parts = [("requests", totals.requestBytes), ("responses", totals.responseBytes)].compactMap
    {
      label,
      bytes in
      bytes.mean.map {
        "\(label) \(options.prose.bytes($0)) on average, at most \(options.prose.bytes(bytes.max))"
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private func costText(_ totals: Metrics) -> String? {
    let parts = [("complexity", totals.complexity), ("depth", totals.depth)].compactMap {
      label,
      count in
      count.mean.map {
        "\(label) \(Quantity.number($0)) on average, at most \(Quantity.count(count.max))"
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Two rows of blocks, one block a stretch of time: the traffic, and how slow it was.
  private func hours(_ hours: [HourReport], on page: inout TextPage) {
    guard options.unicode, hours.count > 1, hours.count <= options.width - 40 else { return }
    let busiest = hours.map(\.metrics.requests).max() ?? 0
    let slowest = hours.map(\.metrics.duration.p95).max() ?? 0
    let span = hourSpan(hours)
    let traffic = Sparkline.draw(hours.map { Double($0.metrics.requests) })
    let latency = Sparkline.draw(hours.map { Double($0.metrics.duration.p95) })
    page.labelled(chart: "traffic", traffic, "at most \(Quantity.count(busiest)) requests  \(span)")
    page.labelled(chart: "p95", latency, "at most \(options.prose.duration(slowest))")
  }

  /// From the first stretch of a list to the end of its last, as times of day.
  func hourSpan(_ hours: [HourReport]) -> String {
    guard let first = hours.first?.startMicroseconds, let last = hours.last else { return "" }
    let end = last.startMicroseconds + last.lengthMicroseconds
    let withDate = options.clock.date(first) != options.clock.date(last.startMicroseconds)
    return options.clock.hour(first, withDate: withDate) + options.dash
      + options.clock.endHour(end, withDate: withDate)
  }
}
