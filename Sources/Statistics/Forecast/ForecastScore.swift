/// How far forecasts were from what came, in the measures of the M4 competition.
package enum ForecastScore {
  /// Returns the symmetric mean absolute percentage error, 0...200; a point that is 0 in both is 0.
  package static func smape(_ actual: [Double], _ forecast: [Double]) -> Double {
    mean(actual, forecast) { value, guess in
      let scale = value.magnitude + guess.magnitude
      return scale > 0 ? 200 * (value - guess).magnitude / scale : 0
    }
  }

  /// The mean absolute error as a multiple of what repeating the last season would have had.
  ///
  /// - Parameters:
  ///   - actual: What came.
  ///   - forecast: What was expected.
  ///   - history: What came before.
  ///   - season: The period of the naive forecast.
  /// - Returns: `nil` when the history repeats itself exactly or is shorter than a season.
  package static func mase(
    _ actual: [Double],
    _ forecast: [Double],
    history: [Double],
    season: Int
  ) -> Double? {
    scale(history, season).map { mean(actual, forecast) { ($0 - $1).magnitude } / $0 }
  }

  /// The mean scaled interval score at 95 %: width, and twenty times the distance of what came from
  /// the interval on each side, doubled.
  ///
  /// - Parameters:
  ///   - actual: What came.
  ///   - intervals: What was expected.
  ///   - history: What came before.
  ///   - season: The period of the naive forecast.
  /// - Returns: `nil` when the history repeats itself exactly or is shorter than a season.
  package static func msis(
    _ actual: [Double],
    _ intervals: [ConfidenceInterval],
    history: [Double],
    season: Int
  ) -> Double? {
    precondition(actual.count == intervals.count, "each value has an interval")
    let total = zip(actual, intervals).reduce(0) { sum, pair in
      let (value, interval) = pair
      let outside = max(0, interval.lower - value) + max(0, value - interval.upper)
      return sum + interval.upper - interval.lower + 40 * outside
    }
    return scale(history, season).map { total / Double(max(1, actual.count)) / $0 }
  }

  /// Returns the overall weighted average: the mean of both measures, each over that of Naive2.
  package static func owa(
    _ score: (smape: Double, mase: Double),
    naive: (smape: Double, mase: Double)
  ) -> Double {
    (score.smape / naive.smape + score.mase / naive.mase) / 2
  }

  private static func scale(_ history: [Double], _ season: Int) -> Double? {
    guard season > 0, history.count > season else { return nil }
    let scale = mean(Array(history.dropFirst(season)), Array(history.dropLast(season))) {
      ($0 - $1).magnitude
    }
    return scale > 0 ? scale : nil
  }

  private static func mean(
    _ first: [Double],
    _ second: [Double],
    _ term: (Double, Double) -> Double
  ) -> Double {
    precondition(first.count == second.count, "each value has a forecast")
    let sum = zip(first, second).reduce(0) { $0 + term($1.0, $1.1) }
    return sum / Double(max(1, first.count))
  }
}
