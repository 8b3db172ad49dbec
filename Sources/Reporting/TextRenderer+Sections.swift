import Analysis
import MetricLog

/// What servers wrote beside requests, and the doubts about the figures.
extension TextRenderer {
  private static let rowLimit = 10

  func releases(_ report: Report, on page: inout TextPage) {
    guard report.releases.count > 1 else { return }
    page.section("Releases")
    let headings = ["release", "requests", "errors", "p50", "p95", "p99", "max", "stmts", "db"]
    var table = self.table(headings, left: [0], flexible: [0])
    for (release, metrics) in report.releases.prefix(Self.rowLimit) {
      let duration = metrics.duration
      let quantiles = [duration.p50, duration.p95, duration.p99, duration.max].map {
        options.cells.duration(duration.count == 0 ? nil : $0)
      }
      let texts =
        [
          options.name(release), Quantity.count(metrics.requests),
          Quantity.percent(metrics.errorRate, decimals: 2),
        ] + quantiles + [
          Quantity.number(metrics.database.statements.mean),
          options.cells.duration(metrics.database.meanNanoseconds),
        ]
      table.rows.append(texts.map { TextTable.Cell($0) })
    }
    page.table(table)
    more(report.releases.count, beyond: Self.rowLimit, on: &page)
  }

  func alerts(_ alerts: [AlertReport], on page: inout TextPage) {
    guard !alerts.isEmpty else { return }
    page.section("Live alerts", note: "raised by the servers themselves")
    let headings = ["severity", "rule", "operation", "count", "worst", "limit", "last"]
    var table = self.table(headings, left: [0, 1, 2, 6], flexible: [1, 2])
    for alert in alerts.prefix(Self.rowLimit) {
      table.rows.append(
        [
          options.name(alert.severity), options.name(alert.rule),
          alert.operation.isEmpty ? Quantity.absent : options.name(alert.operation),
          Quantity.count(alert.count), measured(alert.maxValue, unit: alert.unit),
          measured(alert.threshold, unit: alert.unit),
          options.clock.hour(alert.lastMicroseconds, withDate: true),
        ].map { TextTable.Cell($0) }
      )
    }
    page.table(table)
    more(alerts.count, beyond: Self.rowLimit, on: &page)
  }

  /// A value in a unit that a server chose.
  func measured(_ value: Double, unit: String) -> String {
    switch unit {
    case "ms": options.cells.duration(value * 1e6)
    case "bytes": options.cells.bytes(value)
    default: Quantity.number(value) + (unit.isEmpty ? "" : " " + options.name(unit))
    }
  }

  func deploys(_ deploys: [DeployReport], on page: inout TextPage) {
    guard !deploys.isEmpty else { return }
    page.section("Deploys")
    var table = self.table(
      ["time (\(options.clock.zone))", "service", "env", "host", "release", "note"],
      left: [0, 1, 2, 3, 4, 5],
      flexible: [1, 2, 3, 4, 5]
    )
    for deploy in deploys.prefix(Self.rowLimit) {
      let names = [deploy.service, deploy.env, deploy.host, deploy.release, deploy.note]
      table.rows.append(
        ([options.clock.dateTime(deploy.timeMicroseconds)] + names.map(options.name)).map {
          TextTable.Cell($0)
        }
      )
    }
    page.table(table)
    more(deploys.count, beyond: Self.rowLimit, on: &page)
  }

  func processes(_ processes: [ProcessReport], on page: inout TextPage) {
    guard !processes.isEmpty else { return }
    page.section("Processes", note: "mean and largest of the samples")
    let headings = [
      "host", "release", "samples", "memory", "max", "cpu", "max", "in flight", "max",
    ]
    var table = self.table(headings, left: [0, 1], flexible: [0, 1])
    for process in processes.prefix(Self.rowLimit) {
      table.rows.append(
        ([
          options.name(process.host), options.name(process.release),
          Quantity.count(process.samples),
        ]
          + texts(process.residentBytes, options.cells.bytes, options.cells.bytes)
          + texts(process.cpuMilliPercent, { Quantity.number($0 / 1000) + "%" }, Self.percent)
          + texts(process.inFlight, Quantity.number, Quantity.count)).map { TextTable.Cell($0) }
      )
    }
    page.table(table)
    more(processes.count, beyond: Self.rowLimit, on: &page)
  }

  /// The mean and the largest value, or "-" for both.
  private func texts(
    _ summary: CountSummary,
    _ meanText: (Double) -> String,
    _ maxText: (Int64) -> String
  ) -> [String] {
    guard let mean = summary.mean else { return [Quantity.absent, Quantity.absent] }
    return [meanText(mean), maxText(summary.max)]
  }

  /// Thousandths of a per cent, as per cent.
  private static func percent(_ thousandths: Int64) -> String {
    Quantity.number(Double(thousandths) / 1000) + "%"
  }

  func pools(_ processes: [ProcessReport], on page: inout TextPage) {
    let pools = processes.flatMap { process in process.pools.map { (process, $0) } }
    guard !pools.isEmpty else { return }
    page.section("Connection pools", note: "full: part of the samples with no free connection")
    let headings = [
      "host", "release", "pool", "size", "in use", "max", "waiting", "max", "full", "errors",
    ]
    var table = self.table(headings, left: [0, 1, 2], flexible: [0, 1, 2])
    for (process, pool) in pools.prefix(Self.rowLimit) {
      let errors = pool.errors.recorded == 0 ? Quantity.absent : Quantity.count(pool.errors.sum)
      let isFull = pool.exhausted > 0
      let cells =
        [
          options.name(process.host), options.name(process.release), options.name(pool.name),
          Quantity.count(pool.size),
        ]
        + texts(pool.inUse, Quantity.number, Quantity.count)
        + texts(pool.waiting, Quantity.number, Quantity.count)
      table.rows.append(
        cells.map { TextTable.Cell($0) } + [
          TextTable.Cell(Quantity.percent(pool.exhaustedShare), isFull ? .alarm : .plain),
          TextTable.Cell(errors),
        ]
      )
    }
    page.table(table)
    more(pools.count, beyond: Self.rowLimit, on: &page)
  }

  func cacheEvents(_ events: [CacheEventReport], on page: inout TextPage) {
    guard !events.isEmpty else { return }
    page.section("Cache events")
    var table = self.table(
      ["cache", "level", "event", "reason", "events", "keys"],
      left: [0, 2, 3],
      flexible: [0, 2, 3]
    )
    for event in events.prefix(Self.rowLimit) {
      table.rows.append(
        [
          options.name(event.name), String(event.level), options.name(event.event),
          options.name(event.reason), Quantity.count(event.events), Quantity.count(event.keys),
        ].map { TextTable.Cell($0) }
      )
    }
    page.table(table)
    more(events.count, beyond: Self.rowLimit, on: &page)
  }

  func folded(_ folded: [FoldedOperation], on page: inout TextPage) {
    guard !folded.isEmpty else { return }
    page.section("Folded into (other)", note: "names were too many to keep; shares are estimates")
    var table = self.table(["operation", "time", "sampled"], left: [0], flexible: [0])
    for operation in folded.prefix(Self.rowLimit) {
      table.rows.append(
        [
          displayName(operation.name), "~" + Quantity.percent(operation.shareOfTime),
          Quantity.count(Int64(operation.sampled)),
        ].map { TextTable.Cell($0) }
      )
    }
    page.table(table)
    more(folded.count, beyond: Self.rowLimit, on: &page)
  }

  func caveats(_ caveats: [Caveat], on page: inout TextPage) {
    guard !caveats.isEmpty else { return }
    page.section("Caveats")
    for caveat in caveats { page.paragraph("- " + options.text(caveat.text), hang: 2) }
  }

  /// An empty table with a row of headings.
  private func table(_ headings: [String], left: Set<Int>, flexible: Set<Int>) -> TextTable {
    var table = TextTable(
      headings.indices.map { left.contains($0) ? .left : .right },
      flexible: flexible,
      mark: options.mark
    )
    table.rows = [headings.map { TextTable.Cell($0, .faint) }]
    return table
  }
}
