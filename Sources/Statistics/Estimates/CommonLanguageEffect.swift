/// The chance that a value of one sample is above one of another.
package enum CommonLanguageEffect {
  /// Returns P(second > first) + P(second = first) / 2, in 0...1; `nil` when one is empty.
  ///
  /// - Complexity: O(*N* log *N*), *N* being both sizes together. Method: McGraw and Wong, "A common
  ///   language effect size statistic", 1992, with ties as in Vargha and Delaney 2000.
  package static func size(of first: [Double], below second: [Double]) -> Double? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let ranks = MidRanks(first + second).ranks
    let sum = ranks[first.count...].reduce(0, +)
    let m = Double(second.count)
    return (sum - m * (m + 1) / 2) / (Double(first.count) * m)
  }
}
