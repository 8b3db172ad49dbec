/// What each day of the week adds, no more than the days seen can tell.
///
/// A median of a few days is itself uncertain, and taking it away adds that uncertainty to every day.
/// So the medians are drawn together towards their mean, by as much as chance alone would have spread
/// them; a week without a clear pattern is left as it is.
///
/// Method: the positive-part estimator of James and Stein 1961, towards the mean of the medians.
struct WeekdayEffects: Sendable {
  /// How many of a weekday make it known.
  static let leastWeeks = 3
  /// A pattern of which more than this share may be chance is not taken away at all.
  static let leastReliability = 0.6

  /// Of each weekday, about 0 on average; `nil` for those seen too seldom.
  let effects: [Double?]

  /// - Parameter values: Those of each of the seven weekdays.
  init(_ values: [[Double]]) {
    let known = values.map { $0.count >= Self.leastWeeks ? Median.of($0) : nil }
    let medians = known.compactMap { $0 }
    guard let mean = Moments(medians)?.mean else {
      effects = known
      return
    }
    var rests: [Double] = []
    for (days, median) in zip(values, known) {
      if let median { rests += days.map { ($0 - median).magnitude } }
    }
    let perWeekday = Double(rests.count) / Double(medians.count)
    // Rests from medians of so few days are too small by this factor on average.
    let noise =
      Median.normalConsistency * (Median.of(rests) ?? 0) * perWeekday / (perWeekday - 0.8)
    // A median's variance is π/2 times a mean's.
    let chance = Double.pi / 2 * noise * noise / perWeekday
    let spread = medians.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let excess = max(0, Double(medians.count) - 3) * chance
    let reliability = spread > 0 ? 1 - excess / spread : 0
    let share = reliability >= Self.leastReliability ? reliability : 0
    effects = known.map { median in median.map { share * ($0 - mean) } }
  }
}
