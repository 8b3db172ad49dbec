/// The normal distribution of mean 0 and deviation 1.
package enum NormalDistribution {
  /// 1 / √(2π).
  private static let densityAtZero = 0.398_942_280_401_432_7

  /// Returns the density at `z`.
  package static func density(_ z: Double) -> Double {
    densityAtZero * RealFunction.exp(-z * z / 2)
  }

  /// Returns the probability of a draw of at most `z`.
  package static func cumulative(_ z: Double) -> Double { upperTail(-z) }

  /// Returns the probability of a draw above `z`, with full relative precision in the tail.
  package static func upperTail(_ z: Double) -> Double {
    let half = GammaFunction.incomplete(0.5, z * z / 2)
    return z >= 0 ? half.upper / 2 : (1 + half.lower) / 2
  }

  /// Returns the probability of a draw at least as far from 0 as `z`: the two-sided p value.
  package static func twoSided(_ z: Double) -> Double {
    GammaFunction.incomplete(0.5, z * z / 2).upper
  }

  /// Returns the number that a draw does not exceed with probability `p`; infinite at 0 and 1.
  ///
  /// Method: the approximation 26.2.23 of Abramowitz and Stegun, refined by three steps of Halley's.
  package static func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p <= 0 ? -.infinity : .infinity }
    let tail = min(p, 1 - p)
    let t = (-2 * RealFunction.log(tail)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var z = max(0, t - numerator / denominator)
    for _ in 0..<3 {
      let step = (upperTail(z) - tail) / density(z)
      z += step / (1 - z * step / 2)
    }
    return p < 0.5 ? -z : z
  }
}
