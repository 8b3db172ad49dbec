/// The buckets of an OpenTelemetry exponential histogram of scale 6: bucket *i* holds the values in
/// `2^(i/64) ..< 2^((i+1)/64)`, the lower bound excluded and the upper included.
///
/// The index comes from a value's bits without a logarithm: the mantissa's first seven bits name one
/// of 128 cells, each narrower than the narrowest bucket, so that one comparison decides between the
/// two buckets that a cell can touch.
package enum BucketScale {
  private struct Cell {
    var base: UInt8
    var bound: UInt64
  }

  private static let mantissaMask: UInt64 = (1 << 52) - 1

  /// Mantissas of 2^(i/64), i in 0...64; the last is the next octave's first.
  private static let bounds: [UInt64] =
    (0..<64).map { index in
      root64(index).significandBitPattern
    } + [mantissaMask + 1]

  /// 2^(index/64) to the nearest double: products of 2^(1/2), 2^(1/4) … would round several times,
  /// so the root is refined by comparing 64th powers in higher precision.
  private static func root64(_ index: Int) -> Double {
    guard index > 0 else { return 1 }
    var low = 1.0
    var high = 2.0
    while low.nextUp < high {
      let middle = low + (high - low) / 2
      if power64IsAtMost(middle, exponent: index) { low = middle } else { high = middle }
    }
    return low
  }

  /// Whether `root`^64 <= 2^`exponent`, in 128-bit fixed point.
  private static func power64IsAtMost(_ root: Double, exponent: Int) -> Bool {
    // mantissa × 2^scale, mantissa in 2^63 ..< 2^64, squared six times, cut to 64 bits each time.
    // The error, below 2^-57, is smaller than the step of 2^-46 that one bit of the root makes.
    var mantissa = UInt64(1) << 63 | root.significandBitPattern << 11
    var scale = 0
    for _ in 0..<6 {
      let product = mantissa.multipliedFullWidth(by: mantissa)
      scale *= 2
      if product.high >> 63 == 1 {
        mantissa = product.high
        scale += 1
      } else {
        mantissa = product.high << 1 | product.low >> 63
      }
    }
    return scale < exponent
  }

  private static let cells: [Cell] = (0..<128).map { cell in
    let start = UInt64(cell) << 45
    let base = bounds.lastIndex { $0 <= start } ?? 0
    return Cell(base: UInt8(base), bound: bounds[base + 1])
  }

  /// The bucket of a value above 0.
  ///
  /// - Complexity: O(1), two table look-ups.
  @inline(__always)
  package static func index(of value: Int64) -> Int {
    let bits = Double(value).bitPattern
    let exponent = Int(truncatingIfNeeded: bits >> 52) - 1023
    let mantissa = bits & mantissaMask
    let cell = cells[Int(truncatingIfNeeded: mantissa >> 45)]
    let inCell = Int(cell.base) + (mantissa > cell.bound ? 1 : 0)
    // A lower bound belongs to the bucket below. Only powers of two are bounds that integers meet.
    return (exponent << 6) + inCell - (mantissa == 0 ? 1 : 0)
  }

  /// The value that stands for a bucket: 2 lo hi / (lo + hi), whose relative error at both ends is
  /// (b - 1) / (b + 1) = 0.5415 %, rounded to an integer.
  package static func value(of index: Int) -> Int64 {
    let low = bound(index)
    let high = bound(index + 1)
    return Int64((2 * low * high / (low + high)).rounded())
  }

  /// 2^(index/64), the lower bound of a bucket.
  package static func bound(_ index: Int) -> Double {
    let octave = index >> 6
    let mantissa = bounds[index & 63]
    return Double(
      sign: .plus,
      exponent: octave,
      significand: Double(bitPattern: 0x3FF0_0000_0000_0000 | mantissa)
    )
  }
}
