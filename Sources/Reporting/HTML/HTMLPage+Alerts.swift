import Analysis

/// What was over its threshold in the log.
extension HTMLPage {
  var logAlerts: HTML {
    guard let alerts = report.logAlerts, !alerts.alerts.isEmpty else { return "" }
    var table = HTMLTable(
      "Over the whole log, by the thresholds of profile \(alerts.profile)",
      [
        .text("Alert"), .text("Severity"), .text("About"), .number("Times"), .number("Of"),
        .number("Worst"), .number("Level"), .text("First (\(options.clock.zone))"),
        .number("Raised live"),
      ],
      byteLimit: Room.records
    )
    for alert in alerts.alerts {
      let level = alert.severity == .high ? alert.levels.high : alert.levels.medium
      let isExact = alert.medium.basis == .exact
      table.append([
        .init(text: alert.rule.rawValue), .init(text: alert.severity.rawValue),
        .init(subject(of: alert)),
        .init(text: (isExact ? "" : "≈") + Quantity.count(alert.medium.likely)),
        .init(text: Quantity.count(alert.judged)),
        .init(measured(alert.worst, unit: alert.rule.unit)),
        .init(measured(level, unit: alert.rule.unit)),
        .init(text: options.clock.hour(alert.firstMicroseconds, withDate: true)),
        .init(text: alert.live.map { Quantity.count($0.count) } ?? Quantity.absent),
      ])
    }
    let more: HTML = alerts.more > 0 ? HTMLTable.more(alerts.more) : ""
    return "<h3>Alerts</h3>\n\(table.html)\(more)"
  }

  private func subject(of alert: LogAlert) -> HTML {
    if alert.operation != nil || alert.isOther {
      return Self.name(alert.operation?.name ?? "", isOther: alert.isOther, limit: 60)
    }
    guard !alert.subject.isEmpty else {
      return "\(name: alert.service, limit: 40)/\(name: alert.env, limit: 40)"
    }
    let host: HTML = alert.host.isEmpty ? "" : " on \(name: alert.host, limit: 40)"
    return "\(name: alert.subject, limit: 60)\(host)"
  }
}
