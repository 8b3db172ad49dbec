/// Intervals for statistics of two periods, from drawing whole days again.
///
/// Days are drawn and not requests, because requests of one day resemble each other.
///
/// Method: the percentile interval of Efron 1979 over 999 draws.
package struct DayBlockBootstrap: Sendable {
  private let draws: Int
  private let seed: UInt64

  /// - Parameters:
  ///   - draws: How often days are drawn.
  ///   - seed: Made from what is asked about, so that a run tomorrow draws the same.
  package init(draws: Int = 999, seed: UInt64) {
    precondition(draws > 0, "days are drawn")
    self.draws = draws
    self.seed = seed
  }

  /// Returns the percentile interval of a statistic.
  ///
  /// - Parameters:
  ///   - first: The days of one period.
  ///   - second: The days of the other.
  ///   - confidence: That of the interval.
  ///   - statistic: Of days drawn from both; `nil` when they have none.
  /// - Returns: `nil` when a period has no day, or fewer than half of the draws have a statistic.
  package func interval<Day>(
    _ first: [Day],
    _ second: [Day],
    confidence: Double = 0.95,
    statistic: ([Day], [Day]) -> Double?
  ) -> ConfidenceInterval? {
    let values = samples(first, second, statistic: statistic)
    return Self.percentile(values, of: draws, confidence: confidence)
  }

  /// Returns the statistic of each draw that has one, in the order of drawing.
  package func samples<Day, Value>(
    _ first: [Day],
    _ second: [Day],
    statistic: ([Day], [Day]) -> Value?
  ) -> [Value] {
    guard !first.isEmpty, !second.isEmpty else { return [] }
    var random = SplitMix64(seed: seed)
    func draw(_ days: [Day]) -> [Day] { days.map { _ in days[random.below(days.count)] } }
    return (0..<draws).compactMap { _ in
      let left = draw(first)
      return statistic(left, draw(second))
    }
  }

  /// The values at ranks (B + 1) alpha / 2 from both ends.
  static func percentile(
    _ values: [Double],
    of draws: Int,
    confidence: Double
  ) -> ConfidenceInterval? {
    guard values.count * 2 >= draws, !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let tail = (1 - confidence) / 2 * Double(values.count + 1)
    let rank = min(max(1, Int(tail.rounded(.toNearestOrEven))), (values.count + 1) / 2)
    return ConfidenceInterval(lower: sorted[rank - 1], upper: sorted[values.count - rank])
  }
}
