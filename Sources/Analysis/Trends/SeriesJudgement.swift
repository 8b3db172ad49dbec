internal import Statistics

/// What is said of one row as one of many.
struct SeriesJudgement {
  private let examination: SeriesExamination
  private let share: Double
  /// After the correction for all rows.
  private let trendPValue: Double
  private let changePValues: [Double]

  private var row: DaySeries { examination.row }
  private var metric: ComparisonMetric { row.metric }

  /// - Parameters:
  ///   - examination: What was found in the row.
  ///   - share: The subject's part of its environment's time.
  ///   - trendPValue: The trend's, adjusted.
  ///   - changePValues: Those of the candidates, adjusted.
  init(
    _ examination: SeriesExamination,
    share: Double,
    trendPValue: Double,
    changePValues: [Double]
  ) {
    self.examination = examination
    self.share = share
    self.trendPValue = trendPValue
    self.changePValues = changePValues
  }

  /// Fills in what is said.
  func complete(_ series: inout SeriesTrend) {
    series.points = row.points
    series.share = share
    series.adjustedPValue = trendPValue
    course(&series)
    weekdays(&series)
    let sure = zip(examination.candidates, changePValues).map { change($0, adjusted: $1) }
    let watched = examination.watched.map { change($0, standing: .watch) }.filter { change in
      change.effect.magnitude >= metric.minimumEffect
        && matters(change.before, change.after, shift: RealFunction.log1p(change.effect))
    }
    let isSlope = series.course == .rising || series.course == .falling
    // The steps of a short row that is a line are its slope told a second time.
    series.changes =
      isSlope && examination.isLine ? [] : (sure + watched).sorted { $0.day < $1.day }
    series.anomalies = anomalies()
    series.forecast = examination.forecast
  }

  private func course(_ series: inout SeriesTrend) {
    guard let trend = examination.trend else { return }
    func weekly(_ slope: Double) -> Double? {
      slope.isFinite ? RealFunction.expm1(7 * slope) : nil
    }
    series.weeklyChange = weekly(trend.slope)
    series.weeklyLower = weekly(trend.interval.lower)
    series.weeklyUpper = weekly(trend.interval.upper)
    let verdict = trend.verdict(
      adjustedPValue: trendPValue,
      series: row.filled,
      changes: examination.changes,
      minimumEffect: metric.minimumEffect
    )
    switch verdict {
    case .trend where isNotable(trend): series.course = trend.slope > 0 ? .rising : .falling
    case .steps where examination.isLine && isNotable(trend):
      series.course = trend.slope > 0 ? .rising : .falling
    case .steps: series.course = .stepped
    case .trend, .none: series.course = .steady
    }
  }

  /// Whether what a trend adds up to matters in absolute terms.
  private func isNotable(_ trend: Trend) -> Bool {
    guard let middle = Median.of(row.values.map(\.value)) else { return false }
    let half = trend.slope * Double(trend.span) / 2
    return matters(
      metric.level(ofTransformed: middle - half),
      metric.level(ofTransformed: middle + half),
      shift: 2 * half
    )
  }

  private func matters(_ before: Double, _ after: Double, shift: Double) -> Bool {
    metric.meetsFloor(before, after)
      && metric.matters(share: share, effect: RealFunction.expm1(shift))
  }

  /// The weekdays' part, Monday first, when it is clear.
  private func weekdays(_ series: inout SeriesTrend) {
    guard row.isDense, let seasonality = examination.changes.seasonality,
      seasonality.period == 7, seasonality.strength > 0.3
    else { return }
    var effects = [Double](repeating: 0, count: 7)
    for (place, day) in row.filled.prefix(7).enumerated() {
      // Day 0 of the calendar was a Thursday.
      effects[(day.weekday + 3) % 7] = RealFunction.expm1(seasonality.phases[place])
    }
    series.weekdays = effects
    series.weekdayStrength = seasonality.strength
  }

  // MARK: - Changes

  private func change(
    _ candidate: SeriesExamination.Candidate,
    adjusted: Double
  ) -> SeriesChange {
    let point = candidate.point
    var change = change(point, standing: .minor)
    guard let test = candidate.test, let shift = test.shift else {
      let isLarge = change.effect.magnitude >= metric.minimumEffect
      let isNew = point.after.range.count < PeriodComparison.leastDays
      if isLarge, isNew, matters(change.before, change.after, shift: point.jump) {
        change.standing = .pending
      }
      return change
    }
    change.adjustedPValue = adjusted
    let floor = max(RealFunction.log1p(metric.minimumEffect), test.gate?.threshold ?? 0)
    let isSure = adjusted <= 0.05 && test.rankPValue <= 0.05 && !test.interval.contains(0)
    if isSure, shift.magnitude >= floor, matters(change.before, change.after, shift: shift) {
      change.standing = point.isPending ? .pending : .confirmed
    }
    change.isWorse = metric.isWorse(shift)
    return change
  }

  private func change(_ point: ChangePoint, standing: SeriesChange.Standing) -> SeriesChange {
    let isStep = point.kind == .step
    let slope = point.after.slope
    // The slope of a few days says nothing of a week: no more is told than was seen.
    let seen = Double(min(7, point.after.range.count - 1)) * slope
    return SeriesChange(
      kind: kind(point.kind),
      standing: standing,
      day: row.day(point.index),
      earliest: row.day(point.location.lowerBound),
      latest: row.day(point.location.upperBound),
      before: metric.level(ofTransformed: point.before.value(at: point.index)),
      after: metric.level(ofTransformed: end(of: point)),
      effect: RealFunction.expm1(isStep ? point.jump : seen),
      isWorse: metric.isWorse(isStep ? point.jump : slope)
    )
  }

  /// The level that a step leads to; of a slope the level it has reached.
  private func end(of point: ChangePoint) -> Double {
    let isSlope = point.kind == .rampStart || point.kind == .bend
    let after = point.after
    return after.value(at: isSlope ? after.range.upperBound - 1 : after.range.lowerBound)
  }

  private func kind(_ kind: ChangePoint.Kind) -> SeriesChange.Kind {
    switch kind {
    case .step: .step
    case .rampStart: .rampStart
    case .rampEnd: .rampEnd
    case .bend: .bend
    }
  }

  // MARK: - Single days

  private func anomalies() -> [SeriesAnomaly] {
    let values = row.filled.map(\.value)
    return examination.changes.spikes.compactMap { place in
      guard row.isKnown(place),
        let level = row.points.first(where: { $0.day == row.day(place) })?.level,
        let around = Median.of(Array(values[max(0, place - 3)..<min(values.count, place + 4)]))
      else { return nil }
      let expected = metric.level(ofTransformed: around)
      let shift = values[place] - around
      let isLarge = shift.magnitude >= RealFunction.log1p(metric.minimumEffect)
      guard isLarge, matters(expected, level, shift: shift) else { return nil }
      return SeriesAnomaly(day: row.day(place), level: level, expected: expected)
    }
  }
}
