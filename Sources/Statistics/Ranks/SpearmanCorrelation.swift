/// How closely one quantity rises with another, by ranks.
///
/// Method: Spearman 1904: the correlation of mid-ranks, which is right with ties as well.
package struct SpearmanCorrelation: Sendable {
  /// In -1...1.
  package let coefficient: Double
  /// Two-sided, by Student's t with *n* - 2 degrees of freedom; an approximation for small *n*.
  package let pValue: Double

  /// `nil` for fewer than 3 observations, and when one side is constant.
  ///
  /// - Parameters:
  ///   - x: One value for each observation.
  ///   - y: As many values, in the same order.
  package init?(_ x: [Double], _ y: [Double]) {
    precondition(x.count == y.count, "observations are pairs")
    guard x.count >= 3 else { return nil }
    let first = MidRanks(x).ranks
    let second = MidRanks(y).ranks
    let mean = Double(x.count + 1) / 2
    var product = 0.0
    var squares = (0.0, 0.0)
    for (a, b) in zip(first, second) {
      product += (a - mean) * (b - mean)
      squares.0 += (a - mean) * (a - mean)
      squares.1 += (b - mean) * (b - mean)
    }
    guard squares.0 > 0, squares.1 > 0 else { return nil }
    let r = max(-1, min(1, product / (squares.0.squareRoot() * squares.1.squareRoot())))
    let freedom = Double(x.count - 2)
    coefficient = r
    let rest = (1 - r) * (1 + r)
    pValue =
      rest > 0
      ? StudentDistribution(degreesOfFreedom: freedom).twoSided(r * (freedom / rest).squareRoot())
      : 0
  }
}
