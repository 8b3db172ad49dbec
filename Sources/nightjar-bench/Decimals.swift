// Written out instead of taken from Foundation: its libraries would add 7 MB to this process, and
// what a child is seen to use is never less than what its parent had when it was started.

extension Double {
  /// The number with a fixed count of decimals, halves away from zero; at most nine.
  func text(decimals: Int) -> String {
    let unit = (0..<decimals).reduce(1) { unit, _ in unit * 10 }
    let scaled = (magnitude * Double(unit)).rounded()
    guard scaled < 1e18 else { return description }
    let whole = Int(scaled)
    let sign = self < 0 && whole > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(whole) }
    let fraction = String(whole % unit)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return sign + String(whole / unit) + "." + zeros + fraction
  }
}
