import Statistics
import TestSupport

/// Daily logarithms of a latency as an operation has them: a level, weekends, and chance that does not
/// shrink with the number of requests.
struct DailySeries {
  var level = 4.0
  /// What Saturdays and Sundays add.
  var weekend = 0.05
  /// The deviation of a day's effect.
  var dayEffect = 0.05
  /// The deviation of a day's quantile around its effect: p95 of 1,500 lognormal requests.
  var sampling = 0.055
  /// The correlation of a day's effect with the next one's.
  var autocorrelation = 0.0

  /// The days `first`..<`first + count`, from `change` on shifted.
  func days(
    _ count: Int,
    from first: Int = 0,
    shift: Double = 0,
    at change: Int = .max,
    _ random: inout SeededGenerator
  ) -> [DailyValue] {
    var effect = Self.normal(&random)
    let fresh = (1 - autocorrelation * autocorrelation).squareRoot()
    return (first..<(first + count)).map { day in
      effect = autocorrelation * effect + fresh * Self.normal(&random)
      let isWeekend = (2...3).contains((day % 7 + 7) % 7)
      let value =
        level + (isWeekend ? weekend : 0) + dayEffect * effect + sampling * Self.normal(&random)
        + (day >= change ? shift : 0)
      return DailyValue(day: day, value: value)
    }
  }

  /// A draw from the normal distribution.
  static func normal(_ random: inout SeededGenerator) -> Double {
    // Twelve uniform draws: normal enough for a test, and the same in every build.
    (0..<12).reduce(-6.0) { sum, _ in sum + random.unit() }
  }
}
