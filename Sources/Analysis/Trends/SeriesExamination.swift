internal import Statistics

/// What is found in one row by itself, before it is known how many others were looked at.
struct SeriesExamination: Sendable {
  /// Days of each side that a change is tested with: four weeks.
  private static let mostDays = 28

  /// A change of the stricter tier with the comparison of the days on both sides.
  struct Candidate: Sendable {
    let point: ChangePoint
    /// `nil` when a side is too short to be compared.
    let test: PeriodComparison?
  }

  let row: DaySeries
  let trend: Trend?
  let changes: SeriesChanges
  /// Whether what looks like steps is rather a line, which the detector cannot tell in a short row.
  let isLine: Bool
  let candidates: [Candidate]
  /// Changes that only the looser tier finds.
  let watched: [ChangePoint]
  let forecast: SeriesForecast?

  /// - Parameters:
  ///   - row: The days.
  ///   - deployDays: Days on which the subject's releases changed, which the noise floor leaves out.
  ///   - limit: A transformed value that the row is expected not to get worse than.
  ///   - horizon: Days to expect; 0 for no forecast.
  ///   - seed: Made from what the row is about.
  init(_ row: DaySeries, deployDays: Set<Int>, limit: Double?, horizon: Int, seed: UInt64) {
    self.row = row
    trend = Trend(row.values)
    let values = row.filled.map(\.value)
    let (changes, loose) = ChangePointDetector().tiers(of: values)
    self.changes = changes
    isLine =
      values.count < ChangePointDetector.leastForSlopes && LineOrSteps.isLine(values, changes)
    let strict = changes.changePoints
    candidates = strict.map {
      Candidate(point: $0, test: Self.test($0, row, deployDays: deployDays))
    }
    watched = loose.changePoints.filter { point in
      !strict.contains { $0.location.contains(point.index) || abs($0.index - point.index) <= 2 }
    }
    forecast =
      horizon > 0 ? Self.forecast(row, changes, limit: limit, horizon: horizon, seed: seed) : nil
  }

  private static func test(
    _ point: ChangePoint,
    _ row: DaySeries,
    deployDays: Set<Int>
  ) -> PeriodComparison? {
    let change = row.filled[point.index].day
    let start = row.filled[point.before.range.lowerBound].day
    let end = row.filled[point.after.range.upperBound - 1].day
    let before = row.values.filter { ($0.day >= start) && $0.day < change }.suffix(mostDays)
    let after = row.values.filter { $0.day >= change && $0.day <= end }.prefix(mostDays)
    let test = PeriodComparison(
      baseline: Array(before),
      candidate: Array(after),
      history: row.values,
      changeDays: deployDays
    )
    return test.hasEnoughDays ? test : nil
  }

  // MARK: - What is to come

  private static func forecast(
    _ row: DaySeries,
    _ changes: SeriesChanges,
    limit: Double?,
    horizon: Int,
    seed: UInt64
  ) -> SeriesForecast {
    var result = SeriesForecast()
    let values = row.filled.map(\.value)
    let last = changes.changePoints.last { !$0.isPending && $0.kind == .step }?.index ?? 0
    let start = values.count - last >= Forecast.leastValues ? last : 0
    // Never more than half of what is known, and so few that enough past origins tell the errors.
    let count = values.count - start
    let seen = min(28, count / 2)
    let days = min(horizon, count / 2, count - seen - (Forecast.leastOrigins - 1))
    guard row.isDense, days >= 7,
      let forecast = Forecast(values, season: 7, horizon: days, since: start),
      let error = forecast.error, let naive = forecast.naiveError
    else {
      result.withheld = .tooFewDays
      return result
    }
    result.relativeError = naive > 0 ? error / naive : nil
    guard error < naive else {
      result.withheld = .lastWeekDoesAsWell
      return result
    }
    let metric = row.metric
    result.points = forecast.points.enumerated().map { index, value in
      let interval = forecast.intervals.isEmpty ? nil : forecast.intervals[index]
      return SeriesForecast.Point(
        day: row.day(values.count - 1).advanced(by: Int32(index + 1)),
        level: metric.level(ofTransformed: value),
        lower: interval.map { metric.level(ofTransformed: $0.lower) },
        upper: interval.map { metric.level(ofTransformed: $0.upper) }
      )
    }
    result.crossing = crossing(forecast, values, metric, limit: limit, seed: seed)
    return result
  }

  private static func crossing(
    _ forecast: Forecast,
    _ values: [Double],
    _ metric: ComparisonMetric,
    limit: Double?,
    seed: UInt64
  ) -> SeriesForecast.Crossing? {
    let isUpper = metric.isWorseUpwards
    guard let limit, let now = Median.of(Array(values.suffix(3))),
      isUpper ? now < limit : now > limit,
      let crossing = LimitCrossing(
        forecast,
        limit: limit,
        side: isUpper ? .above : .below,
        seed: seed
      ),
      crossing.isWithinHorizon
    else { return nil }
    return SeriesForecast.Crossing(
      limit: metric.level(ofTransformed: limit),
      probability: crossing.probability,
      early: crossing.early,
      middle: crossing.middle,
      late: crossing.late
    )
  }
}
