/// How often a value of one sample would be above one of another if both came from the same source:
/// the distribution of Mann and Whitney's U without ties.
///
/// Method: the recursion f(u, n, m) = f(u - m, n - 1, m) + f(u, n, m - 1) of Mann and Whitney 1947,
/// on probabilities instead of counts.
package struct MannWhitneyDistribution: Sendable {
  /// Up to so many pairs the distribution is exact; beyond, it is the normal approximation.
  package static let exactPairs = 1600

  private let mean: Double
  private let deviation: Double
  private let pairs: Int
  /// P(U <= u) for u below ``pairs``; empty when approximated.
  private let cumulative: [Double]

  /// - Parameters:
  ///   - first: The size of one sample, at least 1.
  ///   - second: The size of the other, at least 1.
  /// - Complexity: O((*n m*)²) time, O(*n² m²*) space; O(1) for up to four weeks of days.
  package init(_ first: Int, _ second: Int) {
    precondition(first > 0 && second > 0, "both samples have values")
    let (n, m) = (max(first, second), min(first, second))
    pairs = n * m
    mean = Double(pairs) / 2
    deviation = (Double(pairs) * Double(n + m + 1) / 12).squareRoot()
    cumulative =
      if n <= Self.knownSize {
        Self.known[n - 1][m - 1]
      } else if pairs <= Self.exactPairs {
        Self.sums(Self.distributions(upTo: n, m)[n - 1][m - 1])
      } else {
        []
      }
  }

  /// Four weeks of days: comparisons of days ask for these sizes again and again.
  private static let knownSize = 28
  /// P(U <= u) for each two sizes up to ``knownSize``, the larger first.
  private static let known = distributions(upTo: knownSize, knownSize).map { $0.map(sums) }

  /// The distributions of up to `n` values against up to `m`, and not more than of the first.
  private static func distributions(upTo n: Int, _ m: Int) -> [[[Double]]] {
    // rows[j] is the distribution for i values against j.
    var rows = (0...m).map { _ in [1.0] }
    return (1...n).map { i in
      for j in 1...m {
        var row = [Double](repeating: 0, count: i * j + 1)
        let above = Double(i) / Double(i + j)
        for (u, mass) in rows[j].enumerated() { row[u + j] += above * mass }
        for (u, mass) in rows[j - 1].enumerated() { row[u] += (1 - above) * mass }
        rows[j] = row
      }
      return Array(rows[1...min(i, m)])
    }
  }

  private static func sums(_ distribution: [Double]) -> [Double] {
    var sum = 0.0
    return distribution.map { mass in
      sum += mass
      return min(1, sum)
    }
  }

  /// Returns the probability that U is at most `u`.
  package func cumulative(_ u: Int) -> Double {
    guard u >= 0 else { return 0 }
    guard u < pairs else { return 1 }
    guard cumulative.isEmpty else { return cumulative[u] }
    return NormalDistribution.cumulative((Double(u) + 0.5 - mean) / deviation)
  }

  /// Returns the largest u with P(U <= u) <= `tail`; `nil` when the samples are too small for one.
  package func largest(withTail tail: Double) -> Int? {
    let next = MonotoneInverse.search(0...Int64(pairs)) { cumulative(Int($0)) > tail }
    return next > 0 ? Int(next) - 1 : nil
  }
}
