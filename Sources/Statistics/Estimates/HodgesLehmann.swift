/// How far one sample lies above another, unmoved by outliers.
package enum HodgesLehmann {
  /// Returns the median of all differences `second` - `first`; `nil` when one is empty.
  ///
  /// - Complexity: O(*n m*). Method: Hodges and Lehmann, "Estimates of location based on rank
  ///   tests", 1963.
  package static func shift(from first: [Double], to second: [Double]) -> Double? {
    Median.of(differences(from: first, to: second))
  }

  /// The shifts that the exact rank test would not refuse.
  ///
  /// With c the largest u such that P(U <= u) is at most half of what the confidence leaves, the
  /// interval goes from the (c + 1)-th smallest difference to the (c + 1)-th largest.
  ///
  /// - Parameters:
  ///   - first: One sample.
  ///   - second: The other.
  ///   - confidence: That of the interval.
  /// - Returns: Open on both sides when the samples are too small for the confidence.
  package static func interval(
    from first: [Double],
    to second: [Double],
    confidence: Double
  ) -> ConfidenceInterval {
    estimate(from: first, to: second, confidences: [confidence]).intervals[0]
  }

  /// The shift and its intervals of several confidences, for the price of one.
  static func estimate(
    from first: [Double],
    to second: [Double],
    confidences: [Double]
  ) -> (shift: Double?, intervals: [ConfidenceInterval]) {
    let open = ConfidenceInterval(lower: -.infinity, upper: .infinity)
    guard !first.isEmpty, !second.isEmpty else { return (nil, confidences.map { _ in open }) }
    let distribution = MannWhitneyDistribution(first.count, second.count)
    var differences = differences(from: first, to: second)
    let shift = Median.place(in: &differences)
    // The median has parted the differences, and the ends lie on both sides of it.
    let middle = differences.count / 2
    let intervals = confidences.map { confidence in
      guard let rank = distribution.largest(withTail: (1 - confidence) / 2) else { return open }
      return ConfidenceInterval(
        lower: Selection.place(rank, in: &differences, within: 0..<max(middle, rank + 1)),
        upper: Selection.place(
          differences.count - 1 - rank,
          in: &differences,
          within: middle..<differences.count
        )
      )
    }
    return (shift, intervals)
  }

  private static func differences(from first: [Double], to second: [Double]) -> [Double] {
    second.flatMap { later in first.map { later - $0 } }
  }
}
