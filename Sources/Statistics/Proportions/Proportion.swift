/// A share of a count, with what the count says about the share behind it.
package struct Proportion: Sendable, Equatable {
  /// How often it was so; in 0...``total``.
  package let count: Int64
  /// How often it could have been so.
  package let total: Int64

  package init(count: Int64, of total: Int64) {
    precondition(total >= 0 && (0...total).contains(count), "a count is part of its total")
    self.count = count
    self.total = total
  }

  /// The share, in 0...1; `nil` of nothing.
  package var value: Double? { total > 0 ? Double(count) / Double(total) : nil }

  /// The logarithm of the odds, with a half added to both counts so that none and all have one.
  ///
  /// Method: Haldane 1955, Anscombe 1956.
  package var logOdds: Double {
    RealFunction.log((Double(count) + 0.5) / (Double(total - count) + 0.5))
  }

  /// Returns Wilson's score interval; 0...1 of nothing.
  ///
  /// Method: Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
  package func interval(confidence: Double = 0.95) -> ConfidenceInterval {
    guard total > 0 else { return ConfidenceInterval(lower: 0, upper: 1) }
    let n = Double(total)
    let successes = Double(count)
    let z = NormalDistribution.quantile((1 + confidence) / 2)
    let scale = n + z * z
    let center = (successes + z * z / 2) / scale
    let half = z / scale * (successes * (n - successes) / n + z * z / 4).squareRoot()
    return ConfidenceInterval(
      lower: count == 0 ? 0 : max(0, center - half),
      upper: count == total ? 1 : min(1, center + half)
    )
  }
}
