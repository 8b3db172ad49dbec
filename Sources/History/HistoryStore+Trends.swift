package import Analysis

/// What the days of a history do in the long run.
extension HistoryStore {
  /// How many days are looked at unless a range is given: enough for weekdays and a month's forecast,
  /// and not so many that a level of long ago counts.
  package static let trendDays: Int32 = 90

  /// Looks at the days within a range.
  ///
  /// - Parameters:
  ///   - range: The days; `nil` for the latest ``trendDays``.
  ///   - settings: What is looked at.
  ///   - threads: How many rows are looked at at once.
  /// - Returns: An empty report when the history has no such days.
  /// - Throws: ``HistoryError``.
  /// - Complexity: O(*s* *n*²), *s* being the rows and *n* the days.
  package func trends(
    _ range: ClosedRange<Day>? = nil,
    settings: TrendSettings = TrendSettings(),
    threads: Int = 1
  ) throws(HistoryError) -> TrendReport {
    guard let last = try days().last(where: { $0.requests > 0 })?.day else { return TrendReport() }
    let figures = try self.figures(range ?? last.advanced(by: 1 - Self.trendDays)...last)
    var report = TrendAnalysis(figures, settings: settings).build(threads: threads)
    var details: [Day: DayDetails] = [:]
    for day in TrendCauses.daysWanted(report).sorted() {
      for (day, table) in try self.details(day...day) { details[day] = table }
    }
    TrendCauses(figures, details: details).explain(&report)
    if let last = figures.last?.day, settings.looksAtHours {
      let first = last.advanced(by: 1 - settings.hourDays)
      let hours = try self.hours(first.advanced(by: -TrendReport.hourPast)...last)
      report.findHours(hours.map { (day: $0, hours: $1) }, from: first, threads: threads)
    }
    report.forecasts = try forecastRecord(figures)
    report.findings = try findingCourses(figures)
    return report
  }
}
