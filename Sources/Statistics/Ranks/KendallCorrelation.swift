/// Whether pairs of observations are ordered alike by two quantities.
///
/// Method: Kendall's S and tau-b, with the variance of S under independence corrected for ties on
/// both sides (Kendall, "Rank correlation methods", 1970); inversions are counted while merging, as
/// in Knight 1966.
package struct KendallCorrelation: Sendable {
  /// Pairs ordered alike minus pairs ordered oppositely.
  package let score: Int
  /// The variance of ``score`` if the quantities were independent.
  package let scoreVariance: Double
  /// Tau-b, in -1...1; 0 when one side is constant.
  package let coefficient: Double

  /// - Complexity: O(*n* log *n*).
  package init(_ x: [Double], _ y: [Double]) {
    precondition(x.count == y.count, "observations are pairs")
    let order = x.indices.sorted { (x[$0], y[$0]) < (x[$1], y[$1]) }
    let ties = (MidRanks(x), MidRanks(y))
    let pairs = x.count * (x.count - 1) / 2
    let tiedX = Self.pairs(in: ties.0.tieSizes)
    let tiedY = Self.pairs(in: ties.1.tieSizes)
    let tiedBoth = Self.pairs(in: Self.runs(order) { x[$0] == x[$1] && y[$0] == y[$1] })
    var ordered = order.map { y[$0] }
    let discordant = Self.sortCountingInversions(&ordered)
    let comparable = pairs - tiedX - tiedY + tiedBoth
    score = comparable - 2 * discordant
    scoreVariance = Self.variance(count: x.count, ties.0, ties.1)
    let scale = (Double(pairs - tiedX) * Double(pairs - tiedY)).squareRoot()
    coefficient = scale > 0 ? max(-1, min(1, Double(score) / scale)) : 0
  }

  /// Two-sided p value by the normal approximation with continuity correction.
  package var pValue: Double {
    guard scoreVariance > 0 else { return 1 }
    let distance = max(0, Double(score.magnitude) - 1)
    return NormalDistribution.twoSided(distance / scoreVariance.squareRoot())
  }

  static func variance(count: Int, _ x: MidRanks, _ y: MidRanks) -> Double {
    let n = Double(count)
    guard n >= 2 else { return 0 }
    func single(_ g: Double) -> Double { g * (g - 1) * (2 * g + 5) }
    var variance = (single(n) - x.tieSum(single) - y.tieSum(single)) / 18
    variance +=
      x.tieSum { $0 * ($0 - 1) } * y.tieSum { $0 * ($0 - 1) } / (2 * n * (n - 1))
    if n > 2 {
      func triple(_ g: Double) -> Double { g * (g - 1) * (g - 2) }
      variance += x.tieSum(triple) * y.tieSum(triple) / (9 * triple(n))
    }
    return max(0, variance)
  }

  private static func pairs(in sizes: [Int]) -> Int { sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }

  private static func runs(_ order: [Int], _ areEqual: (Int, Int) -> Bool) -> [Int] {
    var sizes: [Int] = []
    var size = 1
    for (previous, next) in zip(order, order.dropFirst()) {
      if areEqual(previous, next) {
        size += 1
      } else {
        sizes.append(size)
        size = 1
      }
    }
    return sizes + [size]
  }

  /// Sorts and returns how many pairs stood in the wrong order; equal ones do not.
  private static func sortCountingInversions(_ values: inout [Double]) -> Int {
    var inversions = 0
    var width = 1
    var merged = values
    while width < values.count {
      for start in stride(from: 0, to: values.count, by: 2 * width) {
        let middle = min(start + width, values.count)
        let end = min(start + 2 * width, values.count)
        var left = start
        var right = middle
        for place in start..<end {
          if left < middle, right >= end || values[left] <= values[right] {
            merged[place] = values[left]
            left += 1
          } else {
            merged[place] = values[right]
            right += 1
            inversions += middle - left
          }
        }
      }
      swap(&values, &merged)
      width *= 2
    }
    return inversions
  }
}
