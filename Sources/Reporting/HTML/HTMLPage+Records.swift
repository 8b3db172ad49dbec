import Analysis
import MetricLog

/// What servers wrote beside requests.
extension HTMLPage {
  var records: HTML {
    let parts = HTML.joined([releases, logAlerts, alerts, deploys, cacheEvents, folded])
    guard !parts.isEmpty else { return "" }
    return "<h2 id=\"records\">What servers wrote</h2>\n\(parts)"
  }

  private var releases: HTML {
    guard report.releases.count > 1 else { return "" }
    var table = HTMLTable(
      "Releases",
      [
        .text("Release"), .number("Requests"), .number("Errors"), .number("p50"), .number("p95"),
        .number("p99"), .number("Max"), .number("Statements"), .number("Database"),
      ],
      byteLimit: Room.records
    )
    for (release, metrics) in report.releases {
      let duration = metrics.duration
      let quantiles = [duration.p50, duration.p95, duration.p99, duration.max]
      table.append(
        [
          .init("\(name: release, limit: 40)"), .init(text: Quantity.count(metrics.requests)),
          .init(text: Quantity.percent(metrics.errorRate, decimals: 2)),
        ] + quantiles.map { .init(text: quantity.duration(duration.count == 0 ? nil : $0)) } + [
          .init(text: Quantity.number(metrics.database.statements.mean)),
          .init(text: quantity.duration(metrics.database.meanNanoseconds)),
        ]
      )
    }
    return "<h3 id=\"releases\">Releases</h3>\n\(table.html)"
  }

  private var alerts: HTML {
    guard !report.alerts.isEmpty else { return "" }
    var table = HTMLTable(
      "Alerts that the servers raised themselves",
      [
        .text("Rule"), .text("Severity"), .text("Operation"), .number("Count"), .number("Worst"),
        .number("Limit"), .text("Last (\(options.clock.zone))"),
      ],
      byteLimit: Room.records
    )
    for alert in report.alerts {
      let operation: HTML =
        alert.operation.isEmpty ? "-" : "\(name: alert.operation, limit: 60)"
      table.append([
        .init("\(name: alert.rule, limit: 40)"), .init("\(name: alert.severity, limit: 20)"),
        .init(operation), .init(text: Quantity.count(alert.count)),
        .init(measured(alert.maxValue, unit: alert.unit)),
        .init(measured(alert.threshold, unit: alert.unit)),
        .init(text: options.clock.hour(alert.lastMicroseconds, withDate: true)),
      ])
    }
    return "<h3>Live alerts</h3>\n\(table.html)"
  }

  /// A value in a unit that a server chose.
  func measured(_ value: Double, unit: String) -> HTML {
    switch unit {
    case "ms": "\(text: quantity.duration(value * 1e6))"
    case "bytes": "\(text: quantity.bytes(value))"
    default: "\(text: Quantity.number(value))\(unit.isEmpty ? "" : " \(name: unit, limit: 20)")"
    }
  }

  private var deploys: HTML {
    guard !report.deploys.isEmpty else { return "" }
    var table = HTMLTable(
      "Deploys that servers announced",
      [
        .text("Time (\(options.clock.zone))"), .text("Service"), .text("Env"), .text("Host"),
        .text("Release"), .text("Note"),
      ],
      byteLimit: Room.records
    )
    for deploy in report.deploys {
      let names = [deploy.service, deploy.env, deploy.host, deploy.release, deploy.note]
      table.append(
        [.init(text: options.clock.dateTime(deploy.timeMicroseconds))]
          + names.map { .init("\(name: $0, limit: 60)") }
      )
    }
    return "<h3>Deploys</h3>\n\(table.html)"
  }

  private var cacheEvents: HTML {
    guard !report.cacheEvents.isEmpty else { return "" }
    var table = HTMLTable(
      "Events of caches",
      [
        .text("Cache"), .number("Level"), .text("Event"), .text("Reason"), .number("Events"),
        .number("Keys"),
      ],
      byteLimit: Room.records
    )
    for event in report.cacheEvents {
      table.append([
        .init("\(name: event.name, limit: 40)"), .init(text: String(event.level)),
        .init("\(name: event.event, limit: 40)"), .init("\(name: event.reason, limit: 60)"),
        .init(text: Quantity.count(event.events)), .init(text: Quantity.count(event.keys)),
      ])
    }
    return "<h3>Cache events</h3>\n\(table.html)"
  }

  private var folded: HTML {
    guard !report.folded.isEmpty else { return "" }
    var table = HTMLTable(
      "Names that were too many to keep; shares are estimates",
      [.text("Operation"), .number("Time"), .number("Sampled requests")],
      byteLimit: Room.records
    )
    for operation in report.folded {
      table.append([
        .init(Self.name(operation.name)),
        .init(text: "~" + Quantity.percent(operation.shareOfTime)),
        .init(text: Quantity.count(Int64(operation.sampled))),
      ])
    }
    return "<h3>Folded into (other)</h3>\n\(table.html)"
  }
}
