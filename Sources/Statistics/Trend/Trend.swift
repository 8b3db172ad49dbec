/// Whether a row of days rises or falls, however its days depend on each other.
///
/// Method: Mann 1945 and Kendall 1970, slope of Theil and Sen, with the variance of the score
/// multiplied by what a first-order autoregression of the detrended days implies. The coefficient is
/// corrected for its bias first; without that, the test of a month calls one quiet series in five a
/// trend (`docs/METHODS.md`, "Trend").
package struct Trend: Sendable {
  /// Fewer days say nothing.
  package static let leastDays = 14
  /// From so many days on, what is usual for each weekday is taken away.
  package static let weekdayDays = 21

  /// The days that had a value.
  package let days: Int
  /// The days from the first to the last.
  package let span: Int
  /// Kendall's score: pairs of days that rose minus those that fell.
  package let score: Int
  /// The variance of the score if the days were independent, corrected for ties.
  package let scoreVariance: Double
  /// The correlation of a day with the next, after the slope was taken away and corrected for bias;
  /// in 0...0.95.
  package let autocorrelation: Double
  /// What the autocorrelation multiplies the variance by.
  package let varianceFactor: Double
  /// The change a day, in the values' unit.
  package let slope: Double
  /// The slope's interval of 95 %.
  package let interval: ConfidenceInterval
  /// The standardised score.
  package let statistic: Double
  /// Two-sided.
  package let pValue: Double

  /// `nil` when fewer than ``leastDays`` days have a value.
  ///
  /// - Parameter series: One value for each day, in any order; days without one are left out and
  ///   stay gaps.
  /// - Complexity: O(*n*²) for up to 400 days.
  package init?(_ series: [DailyValue]) {
    let series = series.sorted { $0.day < $1.day }
    guard series.count >= Self.leastDays, let first = series.first, let last = series.last else {
      return nil
    }
    let adjusted = Self.withoutWeekdays(series)
    let times = adjusted.map { Double($0.day - first.day) }
    let values = adjusted.map(\.value)
    var (rho, factor) = (0.0, 1.0)
    let line = TheilSenSlope(x: times, y: values) { slope in
      rho = Self.autocorrelation(adjusted, slope: slope)
      factor = Self.varianceFactor(rho, count: series.count)
      return factor
    }
    guard let line else { return nil }
    let kendall = KendallCorrelation(times, values)
    days = series.count
    span = last.day - first.day + 1
    slope = line.slope
    score = kendall.score
    scoreVariance = kendall.scoreVariance
    (autocorrelation, varianceFactor) = (rho, factor)
    interval = line.interval
    let deviation = (factor * kendall.scoreVariance).squareRoot()
    statistic =
      deviation > 0 ? Double(kendall.score - kendall.score.signum()) / deviation : 0
    pValue = NormalDistribution.twoSided(statistic)
  }

  /// The relative change a week that the slope of logarithms is: 0.02 for two per cent.
  package var weeklyChange: Double { RealFunction.expm1(7 * slope) }

  /// The days without what weekdays add to a running median of seven.
  ///
  /// As they are when there are fewer than three weeks.
  static func withoutWeekdays(_ series: [DailyValue]) -> [DailyValue] {
    guard let first = series.first, let last = series.last,
      last.day - first.day + 1 >= weekdayDays
    else { return series }
    let course = Smoothing.runningMedian(series.map(\.value), reach: 3)
    var rests = [[Double]](repeating: [], count: 7)
    for (day, level) in zip(series, course) { rests[day.weekday].append(day.value - level) }
    let effects = WeekdayEffects(rests).effects
    return series.map {
      DailyValue(day: $0.day, value: $0.value - (effects[$0.weekday] ?? 0))
    }
  }

  /// (n r + 2) / (n - 4), r being the correlation of neighbouring days' rests: the bias of a
  /// detrended series' correlation is about -(2 + 4 r) / n.
  private static func autocorrelation(_ series: [DailyValue], slope: Double) -> Double {
    let rests = series.map { $0.value - slope * Double($0.day - series[0].day) }
    guard let mean = Moments(rests)?.mean else { return 0 }
    let squares = rests.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    var products = 0.0
    var neighbours = 0.0
    for index in 1..<series.count where series[index].day == series[index - 1].day + 1 {
      products += (rests[index] - mean) * (rests[index - 1] - mean)
      neighbours += 1
    }
    guard squares > 0, neighbours > 0 else { return 0 }
    let n = Double(series.count)
    // Gaps take products away but not squares.
    let r = products * (n - 1) / neighbours / squares
    return min(0.95, max(0, (n * r + 2) / (n - 4)))
  }

  /// 1 + 2 Σ (1 - k/n) ρ^k, k from 1 to n - 1.
  private static func varianceFactor(_ rho: Double, count: Int) -> Double {
    var power = 1.0
    var sum = 0.0
    for lag in 1..<count {
      power *= rho
      sum += (1 - Double(lag) / Double(count)) * power
    }
    return 1 + 2 * sum
  }
}
