/// The gamma function and its incomplete forms.
package enum GammaFunction {
  /// ln(2π) / 2.
  private static let halfLogTwoPi = 0.918_938_533_204_672_7

  /// Coefficients B(2k) / (2k (2k - 1)) of Stirling's series.
  private static let stirling: [Double] = [
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156,
    -3617.0 / 122_400,
  ]

  /// Returns ln Γ(`x`) for a positive `x`.
  ///
  /// Stirling's series from 12 on, where its eighth term is below 1e-17; smaller arguments are moved
  /// up by Γ(x + 1) = x Γ(x). The absolute error is a few units in the last place of the result of
  /// the moved argument.
  package static func logarithm(_ x: Double) -> Double {
    precondition(x > 0, "the gamma function is used for positive numbers alone")
    var moved = x
    var product = 1.0
    while moved < 12 {
      product *= moved
      moved += 1
    }
    let inverse = 1 / moved
    let square = inverse * inverse
    let series = stirling.reversed().reduce(0) { $0 * square + $1 } * inverse
    let value = (moved - 0.5) * RealFunction.log(moved) - moved + halfLogTwoPi + series
    return product == 1 ? value : value - RealFunction.log(product)
  }

  /// Returns the regularised incomplete gamma functions P(`a`, `x`) and Q(`a`, `x`) = 1 - P.
  ///
  /// Both are computed without subtracting the larger one from 1 where the other is small. Method:
  /// the power series below a + 1, above it the continued fraction (Abramowitz and Stegun 6.5.29 and
  /// 6.5.31) evaluated by Lentz's method.
  ///
  /// - Parameters:
  ///   - a: Positive.
  ///   - x: Not negative.
  /// - Returns: P and Q.
  /// - Complexity: O(√`a`) terms near `x` = `a`, fewer elsewhere.
  package static func incomplete(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    guard x > 0 else { return (0, 1) }
    guard x < .infinity else { return (1, 0) }
    let scale = RealFunction.exp(a * RealFunction.log(x) - x - logarithm(a))
    if x < a + 1 {
      let lower = min(1, scale * series(a, x))
      return (lower, 1 - lower)
    }
    let upper = min(1, scale * continuedFraction(a, x))
    return (1 - upper, upper)
  }

  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    var denominator = a
    while term > sum * 1e-17 {
      denominator += 1
      term *= x / denominator
      sum += term
    }
    return sum
  }

  private static func continuedFraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var value = d
    for step in 1...100_000 {
      let numerator = Double(step) * (a - Double(step))
      b += 2
      d = numerator * d + b
      if d.magnitude < tiny { d = tiny }
      c = b + numerator / c
      if c.magnitude < tiny { c = tiny }
      d = 1 / d
      let factor = d * c
      value *= factor
      if (factor - 1).magnitude < 1e-16 { break }
    }
    return value
  }
}
