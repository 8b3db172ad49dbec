/// Logarithm, exponential and normal quantile from additions, multiplications, divisions and roots.
///
/// Those four are rounded the same way on every machine; the functions of the C library are not,
/// and one last bit would change every byte after it. The relative error is below 1e-13.
package enum PortableMath {
  private static let ln2 = 0.693_147_180_559_945_3

  /// Returns e to the power of `x`; `x` is in -700...700.
  package static func exp(_ x: Double) -> Double {
    let halvings = (x / ln2).rounded(.toNearestOrEven)
    let rest = x - halvings * ln2
    var term = 1.0
    term = 1 + rest / 13 * term
    term = 1 + rest / 12 * term
    term = 1 + rest / 11 * term
    term = 1 + rest * (1.0 / 10) * term
    term = 1 + rest * (1.0 / 9) * term
    term = 1 + rest * (1.0 / 8) * term
    term = 1 + rest * (1.0 / 7) * term
    term = 1 + rest * (1.0 / 6) * term
    term = 1 + rest * (1.0 / 5) * term
    term = 1 + rest * (1.0 / 4) * term
    term = 1 + rest * (1.0 / 3) * term
    term = 1 + rest * (1.0 / 2) * term
    term = 1 + rest * term
    let power = UInt64(bitPattern: Int64(halvings) + 1023) << 52
    return term * Double(bitPattern: power)
  }

  /// Returns the natural logarithm of a positive normal number.
  package static func log(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var fraction = x.significand
    if fraction > 1.414_213_562_373_095 {
      fraction /= 2
      exponent += 1
    }
    // 2 artanh((f - 1) / (f + 1)), whose series has odd powers of a number below 0.1716.
    let ratio = (fraction - 1) / (fraction + 1)
    let square = ratio * ratio
    var series = 1.0 / 19
    series = series * square + 1.0 / 17
    series = series * square + 1.0 / 15
    series = series * square + 1.0 / 13
    series = series * square + 1.0 / 11
    series = series * square + 1.0 / 9
    series = series * square + 1.0 / 7
    series = series * square + 1.0 / 5
    series = series * square + 1.0 / 3
    series = series * square + 1
    return exponent * ln2 + 2 * ratio * series
  }

  /// Returns the number that a normal draw does not exceed with probability `p`, in 0..<1 and not 0.
  ///
  /// Source: Acklam's rational approximation, relative error 1.2e-9.
  package static func normalQuantile(_ p: Double) -> Double {
    let tail = 0.02425
    if p < tail { return tailQuantile((-2 * log(p)).squareRoot()) }
    if p > 1 - tail { return -tailQuantile((-2 * log(1 - p)).squareRoot()) }
    let q = p - 0.5
    let r = q * q
    var numerator = -39.696_830_286_653_76
    numerator = numerator * r + 220.946_098_424_520_5
    numerator = numerator * r - 275.928_510_446_968_7
    numerator = numerator * r + 138.357_751_867_269
    numerator = numerator * r - 30.664_798_066_147_16
    numerator = numerator * r + 2.506_628_277_459_239
    var denominator = -54.476_098_798_224_06
    denominator = denominator * r + 161.585_836_858_040_9
    denominator = denominator * r - 155.698_979_859_886_6
    denominator = denominator * r + 66.801_311_887_719_72
    denominator = denominator * r - 13.280_681_552_885_72
    return q * numerator / (denominator * r + 1)
  }

  private static func tailQuantile(_ q: Double) -> Double {
    var numerator = -0.007_784_894_002_430_293
    numerator = numerator * q - 0.322_396_458_041_136_4
    numerator = numerator * q - 2.400_758_277_161_838
    numerator = numerator * q - 2.549_732_539_343_734
    numerator = numerator * q + 4.374_664_141_464_968
    numerator = numerator * q + 2.938_163_982_698_783
    var denominator = 0.007_784_695_709_041_462
    denominator = denominator * q + 0.322_467_129_070_039_8
    denominator = denominator * q + 2.445_134_137_142_996
    denominator = denominator * q + 3.754_408_661_907_416
    return numerator / (denominator * q + 1)
  }
}
