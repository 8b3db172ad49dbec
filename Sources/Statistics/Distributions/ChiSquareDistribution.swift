/// The chi-square distribution.
package struct ChiSquareDistribution: Sendable {
  /// Positive; whole or not.
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Returns the probability of a draw of at most `x`.
  package func cumulative(_ x: Double) -> Double {
    GammaFunction.incomplete(degreesOfFreedom / 2, x / 2).lower
  }

  /// Returns the probability of a draw above `x`: the p value of a statistic.
  package func upperTail(_ x: Double) -> Double {
    GammaFunction.incomplete(degreesOfFreedom / 2, x / 2).upper
  }

  /// Returns the number that a draw does not exceed with probability `p`; infinite at 1.
  package func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p <= 0 ? 0 : .infinity }
    var bound = max(1, degreesOfFreedom)
    while cumulative(bound) < p { bound *= 2 }
    // The smaller side decides, so that both tails keep their digits.
    return MonotoneInverse.search(low: 0, high: bound) { x in
      p < 0.5 ? cumulative(x) >= p : upperTail(x) <= 1 - p
    }
  }
}
