/// Integers with a decimal point set into them: no rounding, no exponent.
package enum ExactDecimal {
  /// Writes `value` divided by 10 to the power of `decimals`, without trailing zeros.
  ///
  /// `text(123_456_789, decimals: 6)` is `123.456789`.
  package static func text(_ value: Int64, decimals: Int) -> String {
    var digits = Array(String(value.magnitude).utf8)
    let zero = UInt8(ascii: "0")
    if digits.count <= decimals {
      digits.insert(contentsOf: repeatElement(zero, count: decimals + 1 - digits.count), at: 0)
    }
    let whole = digits.count - decimals
    var fraction = digits[whole...]
    while fraction.last == zero { fraction.removeLast() }
    var text = value < 0 ? "-" : ""
    text += String(decoding: digits[..<whole], as: UTF8.self)
    if !fraction.isEmpty { text += "." + String(decoding: fraction, as: UTF8.self) }
    return text
  }
}
