package import Analysis

/// What many days do.
extension JSONRenderer {
  /// The value of the key `schema` of trends alone.
  package static let trendSchema = "nightjar.trends/1"

  /// The trends alone, as UTF-8 with a newline at the end.
  package func render(_ trends: TrendReport) -> [UInt8] {
    JSONWriter.document(
      .object([("schema", .string(Self.trendSchema)), ("trends", value(trends))])
    )
  }

  /// The trends, as the report has them.
  func value(_ trends: TrendReport) -> JSONValue {
    .object([
      ("first_day", day(trends.firstDay)),
      ("last_day", day(trends.lastDay)),
      ("days", .integer(trends.days)),
      ("least_days", .integer(TrendReport.leastDays)),
      ("untested_operations", .integer(trends.untestedOperations)),
      ("deploys", .array(trends.deploys.map(value))),
      ("forecast_record", trends.forecasts.map(value) ?? .null),
      ("finding_courses", .array(trends.findings.map(value))),
      ("series", .rows(trends.series.count) { value(trends.series[$0]) }),
    ])
  }

  private func day(_ day: Day?) -> JSONValue { day.map { .string($0.text) } ?? .null }

  private func value(_ deploy: DayDeploy) -> JSONValue {
    .object([
      ("day", .string(deploy.day.text)), ("service", .string(deploy.service)),
      ("env", .string(deploy.env)), ("release", .string(deploy.release)),
    ])
  }

  private func value(_ record: ForecastRecord) -> JSONValue {
    let metrics = record.metrics.sorted { $0.key < $1.key }.map { metric, tally in
      JSONValue.object([("metric", .string(metric.rawValue))] + members(tally))
    }
    return .object(members(record.total) + [("metrics", .array(metrics))])
  }

  private func members(_ tally: ForecastRecord.Tally) -> [JSONValue.Member] {
    [
      ("forecasts", .integer(tally.count)), ("within", .integer(tally.within)),
      ("coverage", .shortest(tally.coverage)),
      ("relative_error", .shortest(tally.relativeError)),
    ]
  }

  private func value(_ course: FindingCourse) -> JSONValue {
    let finding = course.finding
    return .object([
      ("id", .string(finding.id)),
      ("rule", .string(finding.rule)),
      ("state", .string(course.state.rawValue)),
      ("since", .string(course.since.text)),
      ("service", .string(finding.service)),
      ("env", .string(finding.env)),
      ("operation", finding.operation.map { .string($0.name) } ?? .null),
      ("subject", finding.subject.isEmpty ? .null : .string(finding.subject)),
      ("cost_before_ms_per_day", .milliseconds(mean: course.costBefore)),
      ("cost_since_ms_per_day", .milliseconds(mean: course.costSince)),
      ("predicted_saving_ms_per_day", .milliseconds(mean: course.predictedSaving)),
      ("real_saving_ms_per_day", .shortest(course.realSaving.map { $0 / 1e6 })),
    ])
  }

  private func value(_ series: SeriesTrend) -> JSONValue {
    .object(
      subject(series.subject) + [
        ("metric", .string(series.metric.rawValue)),
        ("share_of_time", .shortest(series.share)),
        ("course", .string(series.course.rawValue)),
        ("weekly_change", .shortest(series.weeklyChange)),
        ("weekly_lower", .shortest(series.weeklyLower)),
        ("weekly_upper", .shortest(series.weeklyUpper)),
        ("adjusted_p", .shortest(series.adjustedPValue)),
        ("weekdays", series.weekdays.map { .array($0.map { .shortest($0) }) } ?? .null),
        ("weekday_strength", .shortest(series.weekdayStrength)),
        ("changes", .array(series.changes.map { value($0, series.metric) })),
        ("anomalies", .array(series.anomalies.map { value($0, series.metric) })),
        (
          "hour_anomalies",
          .array(series.hourAnomalies.map { value($0, series.metric) })
        ),
        ("forecast", series.forecast.map { value($0, series.metric) } ?? .null),
        ("points", .array(series.points.map { value($0, series.metric) })),
      ]
    )
  }

  private func subject(_ subject: TrendSubject) -> [JSONValue.Member] {
    switch subject {
    case .environment(let env):
      [("service", .null), ("env", .string(env)), ("name", .null), ("kind", .null)]
    case .operation(let name): names(name)
    }
  }

  private func value(
    _ point: SeriesTrend.Point,
    _ metric: ComparisonMetric
  ) -> JSONValue {
    .object([
      ("day", .string(point.day.text)), ("level", level(metric, point.level)),
      ("count", .integer(point.count)),
    ])
  }

  private func value(_ change: SeriesChange, _ metric: ComparisonMetric) -> JSONValue {
    .object([
      ("day", .string(change.day.text)),
      ("earliest", .string(change.earliest.text)),
      ("latest", .string(change.latest.text)),
      ("kind", .string(change.kind.rawValue)),
      ("standing", .string(change.standing.rawValue)),
      ("before", level(metric, change.before)),
      ("after", level(metric, change.after)),
      ("effect", .shortest(change.effect)),
      ("is_worse", .boolean(change.isWorse)),
      ("adjusted_p", .shortest(change.adjustedPValue)),
      ("causes", .array(change.causes.map(value))),
    ])
  }

  private func value(_ cause: ChangeCause) -> JSONValue {
    .object([
      ("kind", .string(cause.kind.rawValue)), ("day", .string(cause.day.text)),
      ("name", cause.name.isEmpty ? .null : .string(cause.name)),
    ])
  }

  private func value(_ anomaly: SeriesAnomaly, _ metric: ComparisonMetric) -> JSONValue {
    .object([
      ("day", .string(anomaly.day.text)), ("level", level(metric, anomaly.level)),
      ("expected", level(metric, anomaly.expected)),
    ])
  }

  private func value(_ anomaly: HourAnomaly, _ metric: ComparisonMetric) -> JSONValue {
    .object([
      ("start", .time(anomaly.startMicroseconds)), ("hours", .integer(anomaly.hours)),
      ("level", level(metric, anomaly.level)), ("expected", level(metric, anomaly.expected)),
    ])
  }

  private func value(_ forecast: SeriesForecast, _ metric: ComparisonMetric) -> JSONValue {
    .object([
      ("withheld", forecast.withheld.map { .string($0.rawValue) } ?? .null),
      ("relative_error", .shortest(forecast.relativeError)),
      ("points", .array(forecast.points.map { value($0, metric) })),
      ("crossing", forecast.crossing.map { value($0, metric) } ?? .null),
    ])
  }

  private func value(_ point: SeriesForecast.Point, _ metric: ComparisonMetric) -> JSONValue {
    .object([
      ("day", .string(point.day.text)), ("level", level(metric, point.level)),
      ("lower", level(metric, point.lower)), ("upper", level(metric, point.upper)),
    ])
  }

  private func value(
    _ crossing: SeriesForecast.Crossing,
    _ metric: ComparisonMetric
  ) -> JSONValue {
    .object([
      ("limit", level(metric, crossing.limit)),
      ("probability", .shortest(crossing.probability)),
      ("early_days", .integer(crossing.early)),
      ("middle_days", .integer(crossing.middle)),
      ("late_days", .integer(crossing.late)),
    ])
  }
}
