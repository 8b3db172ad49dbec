import Analysis

/// What many days say beside the rows that are told one by one.
extension TextRenderer {
  /// Rows whose changes are no alarm.
  func watched(_ trends: TrendReport, on page: inout TextPage) {
    let watched = trends.series.filter { series in
      !series.isNotable
        && series.changes.contains { $0.standing == .pending || $0.standing == .watch }
    }
    guard !watched.isEmpty else { return }
    page.section("Worth a look", note: "no alarm: these may be chance, or too new to be sure")
    for series in watched.prefix(Self.seriesLimit) {
      guard
        let change = series.changes.last(where: {
          $0.standing == .pending || $0.standing == .watch
        })
      else { continue }
      page.labelled(
        change.standing == .pending ? "new" : "watch",
        "\(subject(series.subject)) \(metric(series.metric)): \(percent(change.effect)) since "
          + change.day.text
      )
    }
    more(watched.count, beyond: Self.seriesLimit, on: &page)
  }

  /// Days and hours that stood out in rows that have nothing else to say, the latest first.
  func stoodOut(_ trends: TrendReport, on page: inout TextPage) {
    var lines: [(time: Int64, text: String)] = []
    for series in trends.series where !series.isNotable {
      let name = "\(subject(series.subject)) \(metric(series.metric))"
      lines += series.anomalies.map { anomaly in
        let text = "\(anomaly.day.text): \(levels(series.metric, anomaly.level, anomaly.expected))"
        return (anomaly.day.startMicroseconds, "\(name) on \(text)")
      }
      lines += series.hourAnomalies.map { anomaly in
        let name = "\(subject(series.subject)) \(hourly(series.metric))"
        return (anomaly.startMicroseconds, "\(name) on \(hours(anomaly, series.metric))")
      }
    }
    guard !lines.isEmpty else { return }
    page.section("Stood out", note: "single days, and hours of the latest days")
    // Stable, so that what happened at one time stays in the order of the rows.
    let latest = lines.enumerated().sorted {
      ($1.element.time, $0.offset) < ($0.element.time, $1.offset)
    }
    for line in latest.prefix(Self.seriesLimit) { page.labelled("once", line.element.text) }
    more(lines.count, beyond: Self.seriesLimit, on: &page)
  }

  /// A stretch of hours and its level.
  func hours(_ anomaly: HourAnomaly, _ metric: ComparisonMetric) -> String {
    let start = anomaly.startMicroseconds
    let end = start + Int64(anomaly.hours) * 3_600_000_000
    let clock = options.clock
    let last = clock.endHour(end, withDate: clock.date(start) != clock.date(end - 1))
    return "\(clock.date(start)) \(clock.hour(start, withDate: false)) \(options.dash) \(last) "
      + "\(clock.zone): \(levels(metric, anomaly.level, anomaly.expected))"
  }

  /// What an hour has of a metric.
  private func hourly(_ metric: ComparisonMetric) -> String {
    metric == .requests ? "requests an hour" : self.metric(metric)
  }

  private func levels(_ metric: ComparisonMetric, _ level: Double, _ expected: Double) -> String {
    "\(self.level(metric, level)) instead of about \(self.level(metric, expected))"
  }

  /// The rows whose days of the week differ, and by how much, where they have nothing else to say.
  func weekdays(_ trends: TrendReport, on page: inout TextPage) {
    let weekly = trends.series.filter { !$0.isNotable && $0.weekdays != nil }
    guard !weekly.isEmpty else { return }
    page.section("Weekdays", note: "rows that repeat each week")
    for series in weekly.prefix(Self.seriesLimit) {
      guard let effects = series.weekdays, let strength = series.weekdayStrength else { continue }
      let days = zip(Self.weekdayNames, effects).sorted { $0.1 < $1.1 }
      guard let least = days.first, let most = days.last else { continue }
      page.labelled(
        "week",
        "\(subject(series.subject)) \(metric(series.metric)): \(most.0) \(percent(most.1)), \(least.0) "
          + "\(percent(least.1)); weekdays are \(Quantity.percent(strength)) of what varies from day to day"
      )
    }
    more(weekly.count, beyond: Self.seriesLimit, on: &page)
  }

  /// What each day of the week adds, Monday first.
  func weekdays(_ effects: [Double]) -> String {
    zip(Self.weekdayNames, effects).map { "\($0) \(percent($1))" }.joined(separator: ", ")
  }

  private static let weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// How much was looked at, and how earlier forecasts did.
  func judged(_ trends: TrendReport, on page: inout TextPage) {
    page.section("Looked at")
    let tested = trends.series.count { $0.course != .short }
    let operations = Set(
      trends.series.compactMap { series -> OperationName? in
        guard case .operation(let name) = series.subject else { return nil }
        return name
      }
    )
    var text =
      "\(counted(Int64(tested), "row", "rows")) of "
      + "\(counted(Int64(operations.count), "operation", "operations")) and the whole"
    let short = trends.series.count - tested
    if short > 0 {
      text += "; \(short) more have fewer than \(TrendReport.leastDays) days with enough requests"
    }
    if trends.untestedOperations > 0 {
      let untested = counted(Int64(trends.untestedOperations), "operation", "operations")
      text += "; \(untested) of under 0.1 % of the time not tested"
    }
    page.labelled("rows", text)
    let trend = trends.series.count { $0.course == .rising || $0.course == .falling }
    let changes = trends.series.reduce(0) { $0 + $1.confirmedChanges.count }
    page.labelled(
      "found",
      "\(counted(Int64(trend), "trend", "trends")), \(counted(Int64(changes), "change", "changes"))"
    )
    if let record = trends.forecasts?.total, let coverage = record.coverage {
      var text =
        "\(Quantity.percent(coverage)) of \(counted(Int64(record.count), "day", "days")) foreseen in "
        + "the last weeks lay in their interval of 95 %"
      if let error = record.relativeError {
        text += "; the error was \(Quantity.fixed(error, 2)) of repeating last week"
      }
      page.labelled("forecasts", text)
    }
    if !trends.deploys.isEmpty {
      let shown = trends.deploys.suffix(6)
        .map { "\(options.name($0.release)) (\($0.day.text))" }.joined(separator: ", ")
      page.labelled("releases", shown)
    }
  }
}
