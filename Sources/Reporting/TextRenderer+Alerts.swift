import Analysis

/// What was over its threshold in the log, and what servers had raised of it.
extension TextRenderer {
  private static let rowLimit = 10
  private static let lineLimit = 5

  func logAlerts(_ alerts: LogAlerts, on page: inout TextPage) {
    let profile = "profile \(options.name(alerts.profile))"
    page.section("Alerts", note: "over the whole log, by the thresholds of \(profile)")
    guard !alerts.alerts.isEmpty || !alerts.unconfirmed.isEmpty else {
      page.line("Nothing was above its threshold.")
      return
    }
    table(alerts, on: &page)
    examples(alerts.alerts, on: &page)
    reconciliation(alerts, on: &page)
  }

  private func table(_ alerts: LogAlerts, on page: inout TextPage) {
    guard !alerts.alerts.isEmpty else { return }
    let shown = alerts.alerts.prefix(Self.rowLimit)
    let isOneDay =
      Set(
        shown.flatMap { [$0.firstMicroseconds, $0.lastMicroseconds - 1] }
          .map { options.clock.date($0) }
      ).count == 1
    // What does not fit beside the rest in 80 columns is told on wide pages only.
    let isWide = options.width >= 110
    let when = "when (\(options.clock.zone))"
    let headings =
      ["", "alert", "about", "count"] + (isWide ? ["of"] : []) + ["worst"]
      + (isWide ? ["level"] : []) + [when, "live"]
    var table = TextTable(
      headings.map { ["", "alert", "about", when].contains($0) ? .left : .right },
      flexible: [2],
      mark: options.mark
    )
    table.gap = 1
    table.rows = [headings.map { TextTable.Cell($0, .faint) }]
    for alert in shown { table.rows.append(row(alert, isWide: isWide, isOneDay: isOneDay)) }
    page.table(table)
    more(alerts.alerts.count + alerts.more, beyond: Self.rowLimit, on: &page)
    if alerts.alerts.prefix(Self.rowLimit).contains(where: { $0.medium.basis != .exact }) {
      page.line("\(about) estimated; the JSON report has the bounds.", style: .faint)
    }
  }

  /// Stands before a number that is not known exactly.
  private var about: String { options.unicode ? "≈" : "~" }

  private func row(_ alert: LogAlert, isWide: Bool, isOneDay: Bool) -> [TextTable.Cell] {
    let level = alert.severity == .high ? alert.levels.high : alert.levels.medium
    let unit = alert.counted == .stretches ? " h" : ""
    let about = alert.medium.basis == .exact ? "" : self.about
    var cells = [
      TextTable.Cell(alert.severity.rawValue, alert.severity == .high ? .alarm : .plain),
      TextTable.Cell(alert.rule.rawValue), TextTable.Cell(subject(alert)),
      TextTable.Cell(about + count(alert) + unit),
    ]
    if isWide { cells.append(TextTable.Cell(Quantity.count(alert.judged))) }
    cells.append(TextTable.Cell(measured(alert.worst, unit: short(alert.rule))))
    if isWide { cells.append(TextTable.Cell(measured(level, unit: short(alert.rule)))) }
    cells.append(TextTable.Cell(when(alert, withDate: !isOneDay)))
    cells.append(TextTable.Cell(alert.live.map { Quantity.count($0.count) } ?? Quantity.absent))
    return cells
  }

  private func count(_ alert: LogAlert) -> String {
    // Longer stretches than an hour stand for as many hours.
    let hours = alert.counted == .stretches ? alert.resolutionMicroseconds / 3_600_000_000 : 1
    return Quantity.count(alert.medium.likely * max(1, hours))
  }

  private func subject(_ alert: LogAlert) -> String {
    if alert.operation != nil || alert.isOther {
      return displayName(alert.operation?.name ?? "", isOther: alert.isOther)
    }
    let host = alert.host.isEmpty ? "" : " on \(options.name(alert.host))"
    return alert.subject.isEmpty
      ? "\(options.name(alert.service))/\(options.name(alert.env))"
      : options.name(alert.subject) + host
  }

  /// Units that fit into a column; what is counted needs none.
  private func short(_ rule: AlertRule) -> String {
    switch rule {
    case .slowQuery, .connectionWait, .highMemory: rule.unit
    case .poolExhaustion, .errorRate: "%"
    case .cacheHitRateFall: "pp"
    case .highComplexity, .manyStatements, .repeatedStatement: ""
    }
  }

  private func when(_ alert: LogAlert, withDate: Bool) -> String {
    let first = options.clock.hour(alert.firstMicroseconds, withDate: withDate)
    let isSameDay =
      options.clock.date(alert.firstMicroseconds)
      == options.clock.date(max(0, alert.lastMicroseconds - 1))
    let last = options.clock.endHour(alert.lastMicroseconds, withDate: withDate && !isSameDay)
    return first + options.dash + last
  }

  // MARK: - Examples and live alerts

  private func examples(_ alerts: [LogAlert], on page: inout TextPage) {
    for alert in alerts.prefix(Self.rowLimit).filter({ $0.example != nil }).prefix(3) {
      guard let example = alert.example else { continue }
      let trace = example.traceID.isEmpty ? "" : ", trace \(options.name(example.traceID))"
      let value = measured(alert.exampleValue ?? 0, unit: short(alert.rule))
      page.paragraph(
        "\(alert.rule.rawValue) \(subject(alert)): \(value) at"
          + " \(options.clock.dateTime(example.timeMicroseconds)),"
          + " writer \(options.name(example.writer)) seq \(example.seq)\(trace)\(place(example))",
        hang: 4
      )
    }
  }

  private func reconciliation(_ alerts: LogAlerts, on page: inout TextPage) {
    let confirmed = alerts.totals.reduce(0) { $0 + $1.confirmed }
    let onlyInLog = alerts.totals.reduce(0) { $0 + $1.onlyInLog }
    guard confirmed + alerts.unconfirmed.count > 0 else {
      if onlyInLog > 0 { page.line("Servers raised none of them live.", style: .faint) }
      return
    }
    page.paragraph(
      "Raised live by servers: \(confirmed) of these, and \(alerts.unconfirmed.count) that are not"
        + " seen here. Not raised live: \(onlyInLog).",
      style: .faint
    )
    for alert in alerts.unconfirmed.prefix(Self.lineLimit) {
      let operation = alert.operation.isEmpty ? "" : " of \(options.name(alert.operation))"
      page.paragraph(
        "live only: \(options.name(alert.rule))\(operation),"
          + " \(counted(alert.live.count, "time", "times")),"
          + " at most \(measured(alert.live.maxValue, unit: alert.unit)): \(words(alert.reason))",
        hang: 4
      )
    }
    more(alerts.unconfirmed.count, beyond: Self.lineLimit, on: &page)
  }

  private func words(_ reason: UnconfirmedAlert.Reason) -> String {
    switch reason {
    case .belowLevel: "not above the level set here"
    case .switchedOff: "switched off here"
    case .unknownRule: "a rule that is not known here"
    case .averagedOut: "a moment of one process, of which the log keeps whole hours"
    case .notInLog: "the requests are not in this log or its sample"
    }
  }
}
