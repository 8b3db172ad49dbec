/// Student's t distribution.
package struct StudentDistribution: Sendable {
  /// Positive; whole or not.
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Returns the probability of a draw at least as far from 0 as `t`: the two-sided p value.
  package func twoSided(_ t: Double) -> Double {
    guard t.magnitude < 1e150 else { return 0 }
    let sum = degreesOfFreedom + t * t
    return BetaFunction.incomplete(
      degreesOfFreedom / sum,
      complement: t * t / sum,
      degreesOfFreedom / 2,
      0.5
    ).lower
  }

  /// Returns the probability of a draw of at most `t`.
  package func cumulative(_ t: Double) -> Double {
    let tail = twoSided(t) / 2
    return t < 0 ? tail : 1 - tail
  }

  /// Returns the number that a draw does not exceed with probability `p`; infinite at 0 and 1.
  package func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p <= 0 ? -.infinity : .infinity }
    let tail = 2 * min(p, 1 - p)
    guard tail < 1 else { return 0 }
    var bound = 1.0
    while twoSided(bound) > tail, bound < 1e150 { bound *= 2 }
    let low = bound == 1 ? 0 : bound / 2
    let t = MonotoneInverse.search(low: low, high: bound) { twoSided($0) <= tail }
    return p < 0.5 ? -t : t
  }
}
