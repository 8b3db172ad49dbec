/// The beta function and its incomplete forms.
package enum BetaFunction {
  /// Returns ln B(`a`, `b`) for positive arguments.
  package static func logarithm(_ a: Double, _ b: Double) -> Double {
    GammaFunction.logarithm(a) + GammaFunction.logarithm(b) - GammaFunction.logarithm(a + b)
  }

  /// Returns the regularised incomplete beta function I(`x`; `a`, `b`) and its complement.
  ///
  /// Method: the continued fraction of Abramowitz and Stegun 26.5.8 evaluated by Lentz's method, on
  /// the side of the mean where it converges fast.
  ///
  /// - Parameters:
  ///   - x: In 0...1.
  ///   - complement: 1 - `x`, which the caller often knows with more digits than the difference has.
  ///   - a: Positive.
  ///   - b: Positive.
  /// - Returns: The probabilities below and above `x`.
  /// - Complexity: O(√(`a` + `b`)) terms.
  package static func incomplete(
    _ x: Double,
    complement: Double,
    _ a: Double,
    _ b: Double
  ) -> (lower: Double, upper: Double) {
    guard x > 0 else { return (0, 1) }
    guard complement > 0 else { return (1, 0) }
    let logScale = a * RealFunction.log(x) + b * RealFunction.log(complement) - logarithm(a, b)
    let scale = RealFunction.exp(logScale)
    if x < (a + 1) / (a + b + 2) {
      let lower = min(1, scale * continuedFraction(x, a, b) / a)
      return (lower, 1 - lower)
    }
    let upper = min(1, scale * continuedFraction(complement, b, a) / b)
    return (1 - upper, upper)
  }

  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    if d.magnitude < tiny { d = tiny }
    d = 1 / d
    var value = d
    for step in 1...100_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var factor = 1.0
      for coefficient in [even, odd] {
        d = 1 + coefficient * d
        if d.magnitude < tiny { d = tiny }
        c = 1 + coefficient / c
        if c.magnitude < tiny { c = tiny }
        d = 1 / d
        factor = d * c
        value *= factor
      }
      if (factor - 1).magnitude < 1e-16 { break }
    }
    return value
  }
}
