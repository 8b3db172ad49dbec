/// Whether two samples have different means, without taking their spreads to be equal.
///
/// Method: Welch, "The generalization of Student's problem", Biometrika 34, 1947.
package struct WelchTest: Sendable {
  /// The difference of the means over its standard error; infinite when neither sample varies.
  package let statistic: Double
  /// Satterthwaite's; not whole.
  package let degreesOfFreedom: Double
  /// Two-sided.
  package let pValue: Double

  /// `nil` when a sample has fewer than two values.
  package init?(_ first: [Double], _ second: [Double]) {
    guard first.count > 1, second.count > 1, let a = Moments(first), let b = Moments(second) else {
      return nil
    }
    let n = Double(first.count)
    let m = Double(second.count)
    let parts = (a.variance / n, b.variance / m)
    let error = parts.0 + parts.1
    let difference = b.mean - a.mean
    guard error > 0 else {
      statistic = difference == 0 ? 0 : difference > 0 ? .infinity : -.infinity
      degreesOfFreedom = n + m - 2
      pValue = difference == 0 ? 1 : 0
      return
    }
    statistic = difference / error.squareRoot()
    // Shares of the error first: the squares of small variances would vanish.
    let shares = (parts.0 / error, parts.1 / error)
    degreesOfFreedom = 1 / (shares.0 * shares.0 / (n - 1) + shares.1 * shares.1 / (m - 1))
    pValue = StudentDistribution(degreesOfFreedom: degreesOfFreedom).twoSided(statistic)
  }
}
