/// Logarithms and exponentials from additions, multiplications, divisions and roots.
///
/// Those four are rounded the same way on every machine. The functions of a C library are not: they
/// choose between instruction sets when the program starts, and one last bit would show in a report.
/// Relative errors are below 1e-15 and therefore far below what any statistic here promises.
package enum RealFunction {
  /// ln 2 in two parts; the first has so few bits that its product with an exponent is exact.
  private static let ln2High = Double(bitPattern: 0x3FE6_2E42_FEE0_0000)
  private static let ln2Low = Double(bitPattern: 0x3DEA_39EF_3579_3C76)

  /// Returns the natural logarithm of `x`: minus infinity for 0, not a number below 0.
  package static func log(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return x == 0 ? -.infinity : x > 0 ? x : .nan }
    var exponent = Double(x.exponent)
    var fraction = x.significand
    if fraction > 1.414_213_562_373_095 {
      fraction /= 2
      exponent += 1
    }
    return exponent * ln2High + (logOnePlus(small: fraction - 1) + exponent * ln2Low)
  }

  /// Returns ln(1 + `x`) without losing the digits of a small `x`.
  package static func log1p(_ x: Double) -> Double {
    if x > -0.29, x < 0.41 { return logOnePlus(small: x) }
    let sum = 1 + x
    guard sum > 0, sum < .infinity else { return log(sum) }
    return log(sum) + (x - (sum - 1)) / sum
  }

  /// ln(1 + f), f between -0.3 and 0.42: f - f²/2 + s (f²/2 + R) with s = f / (2 + f), where R is
  /// what remains of the series 2 (s + s³/3 + s⁵/5 …) divided by s.
  private static func logOnePlus(small f: Double) -> Double {
    let s = f / (2 + f)
    let square = s * s
    var series = 2.0 / 25
    for odd in stride(from: 23.0, through: 3.0, by: -2) { series = series * square + 2 / odd }
    let half = f * f / 2
    return f - (half - s * (half + series * square))
  }

  /// Returns e to the power of `x`.
  package static func exp(_ x: Double) -> Double {
    guard x < 709.79 else { return x.isNaN ? x : .infinity }
    guard x > -745.2 else { return 0 }
    let (rest, exponent) = reduced(x)
    return Double(sign: .plus, exponent: exponent, significand: 1 + expMinusOne(small: rest))
  }

  /// Returns e to the power of `x`, minus 1, without losing the digits of a small result.
  package static func expm1(_ x: Double) -> Double {
    x.magnitude < 0.4 ? expMinusOne(small: x) : exp(x) - 1
  }

  /// `x` as `exponent` ln 2 and a rest of at most half of ln 2.
  private static func reduced(_ x: Double) -> (rest: Double, exponent: Int) {
    let exponent = (x / 0.693_147_180_559_945_3).rounded(.toNearestOrEven)
    return (x - exponent * ln2High - exponent * ln2Low, Int(exponent))
  }

  /// e^r - 1 by Taylor's series; 0.4^18 / 18! is below the last bit of r.
  private static func expMinusOne(small r: Double) -> Double {
    var term = 1.0
    for divisor in stride(from: 18.0, through: 2.0, by: -1) { term = 1 + r / divisor * term }
    return r * term
  }

  /// Returns the logarithm of the odds, ln(p / (1 - p)), of a probability in 0...1.
  package static func logit(_ p: Double) -> Double { log(p) - log1p(-p) }
}
