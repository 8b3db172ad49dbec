/// How many times more often something is so in one group than in another.
package struct RiskRatio: Sendable {
  /// The share in the first group divided by that in the second: 0 when the first has none, infinite
  /// when only the second has none, 1 when neither has any.
  package let ratio: Double
  /// From 0 when the first group has none, to infinity when the second has none.
  package let interval: ConfidenceInterval

  /// `nil` when a group is empty.
  ///
  /// Method: Katz and others, "Obtaining confidence intervals for the risk ratio in cohort studies",
  /// 1978. A count of 0 is taken as a half of both groups' for the end that remains (Walter 1975).
  package init?(_ first: Proportion, _ second: Proportion, confidence: Double = 0.95) {
    guard let a = first.value, let b = second.value else { return nil }
    ratio = a == b ? 1 : a / b
    let shift = first.count == 0 || second.count == 0 ? 0.5 : 0
    let counts = (Double(first.count) + shift, Double(second.count) + shift)
    let totals = (Double(first.total) + shift, Double(second.total) + shift)
    let center = RealFunction.log(counts.0 / totals.0 / (counts.1 / totals.1))
    let variance = max(0, 1 / counts.0 - 1 / totals.0 + 1 / counts.1 - 1 / totals.1)
    let z = NormalDistribution.quantile((1 + confidence) / 2)
    let half = z * variance.squareRoot()
    interval = ConfidenceInterval(
      lower: first.count == 0 ? 0 : RealFunction.exp(center - half),
      upper: second.count == 0 ? .infinity : RealFunction.exp(center + half)
    )
  }
}
