/// How far apart two neighbouring periods lie when nothing was changed: a series' own noise floor.
package struct PlaceboGate: Sendable, Equatable {
  /// Fewer pairs of periods say nothing.
  package static let leastPairs = 5
  /// More are not looked at.
  package static let mostPairs = 20

  /// 1.4826 times the median distance of the placebo differences from their median.
  package let noise: Double
  /// How many pairs of periods were compared.
  package let pairs: Int

  /// `nil` when there are fewer than ``leastPairs`` pairs.
  ///
  /// The pairs are spread evenly over the history, the latest first; neighbouring ones overlap when
  /// the history is short, so their number is not one of independent trials.
  ///
  /// - Parameters:
  ///   - count: How many values the history has, in order of time.
  ///   - length: How many of them the statistic needs.
  ///   - isBroken: Whether something was changed among the values at these places.
  ///   - statistic: What is tested, for the values at these places.
  package init?(
    count: Int,
    length: Int,
    isBroken: (Range<Int>) -> Bool = { _ in false },
    statistic: (Range<Int>) -> Double?
  ) {
    guard length > 0, count >= length else { return nil }
    let stretches = (0...(count - length)).reversed().map { $0..<($0 + length) }
    let quiet = stretches.filter { !isBroken($0) }
    let step = max(1, (quiet.count + Self.mostPairs - 1) / Self.mostPairs)
    let differences = stride(from: 0, to: quiet.count, by: step).compactMap { statistic(quiet[$0]) }
    guard differences.count >= Self.leastPairs,
      let deviation = Median.absoluteDeviation(of: differences)
    else { return nil }
    noise = Median.normalConsistency * deviation
    pairs = differences.count
  }

  /// What a difference must reach to count.
  package var threshold: Double { 2 * noise }
}
