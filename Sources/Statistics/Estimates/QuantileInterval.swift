/// The ranks between which a quantile of the whole lies, judged by a sample of it.
///
/// It says how well the requests seen pin down the quantile they were drawn from, as if they were
/// independent: a label on a number, not a test of a change.
///
/// Method: the exact binomial interval of order statistics. With B ~ Binomial(n, p) the lower rank is
/// the largest l with P(B < l) <= alpha / 2, the upper the smallest u with P(B >= u) <= alpha / 2.
package struct QuantileInterval: Sendable, Equatable {
  /// Counted from 1; `nil` when the sample is too small for a lower end.
  package let lowerRank: Int64?
  /// Counted from 1; `nil` when the sample is too small for an upper end.
  package let upperRank: Int64?

  /// Up to so many values the binomial distribution is used; a normal approximation, widened by one
  /// rank on each side, beyond.
  package static let exactLimit: Int64 = 10_000

  /// - Parameters:
  ///   - rank: The fraction that the quantile asks for, in 0...1.
  ///   - count: The number of independent values, not negative.
  ///   - confidence: That of the interval.
  package init(rank: Double, count: Int64, confidence: Double = 0.95) {
    let tail = (1 - confidence) / 2
    let low: Int64
    let high: Int64
    if count <= Self.exactLimit {
      let binomial = BinomialDistribution(trials: count, probability: rank)
      // P(B < l) grows with l: the last that is small enough comes before the first that is not.
      low =
        MonotoneInverse.search(0...count) { binomial.tails(from: $0).below > tail } - 1
      high = MonotoneInverse.search(0...count) { binomial.tails(from: $0).atLeast <= tail }
    } else {
      let mean = Double(count) * rank
      let half =
        NormalDistribution.quantile(1 - tail) * (mean * (1 - rank)).squareRoot()
      low = Int64((mean - half).rounded(.down)) - 1
      high = Int64((mean + half).rounded(.up)) + 2
    }
    lowerRank = low >= 1 ? low : nil
    upperRank = high <= count ? high : nil
  }

  /// The smallest sample whose interval has two ends: 72 values for p95, 368 for p99.
  ///
  /// - Parameters:
  ///   - rank: The fraction that the quantile asks for, between 0 and 1.
  ///   - confidence: That of the interval.
  /// - Returns: The smallest n with max(p, 1 - p)^n <= alpha / 2.
  package static func smallestCount(rank: Double, confidence: Double = 0.95) -> Int64 {
    precondition(rank > 0 && rank < 1, "a quantile between the ends")
    let tail = RealFunction.log((1 - confidence) / 2)
    return Int64((tail / RealFunction.log(max(rank, 1 - rank))).rounded(.up))
  }

  /// The values at the ranks of a sorted sample, infinite where there is no rank.
  package func values(in sorted: [Double]) -> ConfidenceInterval {
    ConfidenceInterval(
      lower: lowerRank.map { sorted[Int($0) - 1] } ?? -.infinity,
      upper: upperRank.map { sorted[Int($0) - 1] } ?? .infinity
    )
  }
}
