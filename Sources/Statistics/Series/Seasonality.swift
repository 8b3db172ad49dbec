/// What returns with a period: the median of each phase, after a slower course was taken away.
package struct Seasonality: Sendable {
  /// How many values one round has.
  package let period: Int
  /// What each phase adds; the mean of all is 0.
  package let phases: [Double]
  /// How much of the variation around the slow course the phases explain, in 0...1: 1 - Var(rest) /
  /// Var(phases and rest), after Wang, Smith, Hyndman 2006.
  package let strength: Double

  /// `nil` when there are fewer than two rounds.
  ///
  /// - Parameters:
  ///   - values: Evenly spaced.
  ///   - period: At least 2.
  /// - Complexity: O(*n*).
  package init?(_ values: [Double], period: Int) {
    guard period >= 2, values.count >= 2 * period else { return nil }
    let slow = Smoothing.centeredMean(values, period: period)
    let fast = zip(values, slow).map { $0 - $1 }
    let medians = (0..<period).map { phase in
      Median.of(stride(from: phase, to: fast.count, by: period).map { fast[$0] }) ?? 0
    }
    let center = medians.reduce(0, +) / Double(period)
    phases = medians.map { $0 - center }
    self.period = period
    let rest = fast.indices.map { fast[$0] - medians[$0 % period] }
    let whole = Moments(fast)?.variance ?? 0
    strength = whole > 0 ? max(0, 1 - (Moments(rest)?.variance ?? 0) / whole) : 0
  }

  /// Returns the values without what their phase adds.
  package func removed(from values: [Double]) -> [Double] {
    values.indices.map { values[$0] - phases[$0 % period] }
  }

  /// Returns the period that a series repeats most clearly, if it does so at all.
  ///
  /// Judged by the correlation, `period` apart, of the changes of what a running mean over 13 leaves:
  /// it must be above 0.35, over at least four rounds.
  ///
  /// - Parameters:
  ///   - candidates: Periods to try.
  ///   - values: Evenly spaced.
  /// - Returns: One of the candidates, or `nil`.
  package static func period(among candidates: [Int], of values: [Double]) -> Int? {
    let mean = Smoothing.runningMean(values, width: 13)
    let fast = zip(values, mean).map { $0 - $1 }
    let changes = zip(fast.dropFirst(), fast).map { $0 - $1 }
    var best: (period: Int, correlation: Double)?
    for period in candidates where period > 0 && values.count >= 4 * period {
      let correlation = Moments.correlation(changes, lag: period)
      if correlation > max(0.35, best?.correlation ?? 0) { best = (period, correlation) }
    }
    return best?.period
  }
}
