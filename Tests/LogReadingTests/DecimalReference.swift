import TestSupport

/// The slow and obvious way to read a decimal number: as a row of digits.
struct DecimalReference {
  private var isNegative = false
  /// The digits of the number, without leading zeros, and how many of them stand before the point.
  private var digits: [UInt8] = []
  private var point = 0

  /// Takes a number of JSON apart.
  init(_ text: String) {
    var rest = Substring(text)
    isNegative = rest.first == "-"
    if isNegative { rest.removeFirst() }
    let parts = rest.split(separator: "e", maxSplits: 1)
    let exponent = parts.count > 1 ? Int(parts[1].drop { $0 == "+" }) ?? 0 : 0
    let mantissa = parts[0].split(separator: ".", maxSplits: 1)
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    digits = (mantissa[0] + fraction).utf8.map { $0 - UInt8(ascii: "0") }
    point = mantissa[0].count + exponent
  }

  /// The number times 10^`shift`, rounded to the nearest whole number, halves to even; `nil` when it
  /// is negative or over `limit`.
  func rounded(shift: Int, limit: UInt64) -> UInt64? {
    let place = point + shift
    var whole: UInt64 = 0
    for index in 0..<max(0, min(place, digits.count + 40)) {
      let digit = index < digits.count ? UInt64(digits[index]) : 0
      let (tens, isTooLarge) = whole.multipliedReportingOverflow(by: 10)
      let (sum, isOver) = tens.addingReportingOverflow(digit)
      if isTooLarge || isOver { return nil }
      whole = sum
    }
    let rest = place >= 0 ? Array(digits.dropFirst(place)) : [0] + digits
    let isNothing = rest.allSatisfy { $0 == 0 }
    if isNegative, whole > 0 || !isNothing { return nil }
    let half: [UInt8] = [5] + [UInt8](repeating: 0, count: max(0, rest.count - 1))
    let isHalf = rest == half
    if half.lexicographicallyPrecedes(rest) || (isHalf && whole % 2 == 1) { whole += 1 }
    return whole <= limit ? whole : nil
  }

  /// The number if it is whole and up to `limit`.
  func whole(limit: UInt64) -> UInt64? {
    let place = max(0, min(point, digits.count))
    let fraction = point < 0 ? digits[...] : digits[place...]
    guard fraction.allSatisfy({ $0 == 0 }) else { return nil }
    return rounded(shift: 0, limit: limit)
  }

  /// A number of JSON with up to 40 digits and any exponent.
  static func random(_ random: inout SeededGenerator, exponents: ClosedRange<Int>) -> String {
    func digits(_ count: Int) -> String {
      (0..<count).map { _ in "\(random.oneIn(4) ? 0 : random.below(10))" }.joined()
    }
    var text = random.oneIn(3) ? "0" : "\(random.within(1...9))" + digits(random.below(20))
    if !random.oneIn(3) { text += "." + digits(random.within(1...24)) }
    if random.oneIn(2) {
      let exponent = random.within(exponents)
      text +=
        random.pick(["e", "E"]) + (exponent >= 0 && random.oneIn(2) ? "+" : "") + "\(exponent)"
    }
    return text
  }
}
