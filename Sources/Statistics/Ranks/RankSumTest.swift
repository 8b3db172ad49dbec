/// Whether one sample lies above another, judged by ranks and exact whatever is tied.
///
/// Method: the permutation distribution of the sum of mid-ranks (Wilcoxon 1945, Mann and Whitney
/// 1947). All ways to choose the smaller sample are counted by dynamic programming over rank sums,
/// which gives what listing them would.
package struct RankSumTest: Sendable {
  /// Mann and Whitney's U of the second sample: pairs in which it is above, ties counting half.
  package let statistic: Double
  /// Two-sided: the share of permutations at least as far from the mean.
  package let pValue: Double
  /// Whether all permutations were counted, not a sample of 20,000 of them.
  package let isExact: Bool

  private static let sampledPermutations = 20_000
  private static let exactSteps = 20_000_000

  /// `nil` when a sample is empty.
  ///
  /// - Parameters:
  ///   - first: One sample.
  ///   - second: The other.
  ///   - seed: For the permutations, when there are too many to count all.
  package init?(_ first: [Double], _ second: [Double], seed: UInt64 = 0) {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    // Twice the mid-ranks are whole numbers.
    let ranks = MidRanks(first + second).ranks.map { Int(2 * $0) }
    let sum = ranks[first.count...].reduce(0, +)
    let m = second.count
    statistic = Double(sum) / 2 - Double(m * (m + 1)) / 2
    let chosen = min(first.count, m)
    let expected = chosen * (ranks.count + 1)
    let observed = m == chosen ? sum : ranks.reduce(0, +) - sum
    let distance = (observed - expected).magnitude
    isExact = ranks.count * chosen * (ranks.count * (ranks.count + 1)) <= Self.exactSteps
    pValue =
      isExact
      ? Self.exact(ranks, chosen, expected, distance)
      : Self.sampled(ranks, chosen, expected, distance, seed)
  }

  private static func exact(
    _ ranks: [Int],
    _ chosen: Int,
    _ expected: Int,
    _ distance: UInt
  ) -> Double {
    let width = ranks.reduce(0, +) + 1
    // ways[k * width + s]: the chance that k of the ranks so far were chosen and have the sum s.
    var ways = [Double](repeating: 0, count: (chosen + 1) * width)
    ways[0] = 1
    var reached = 0
    for (index, rank) in ranks.enumerated() {
      reached += rank
      for size in stride(from: min(chosen, index + 1), through: 1, by: -1) {
        for sum in stride(from: reached, through: rank, by: -1) {
          ways[size * width + sum] += ways[(size - 1) * width + sum - rank]
        }
      }
    }
    var total = 0.0
    var extreme = 0.0
    for sum in 0..<width {
      let count = ways[chosen * width + sum]
      total += count
      if (sum - expected).magnitude >= distance { extreme += count }
    }
    return min(1, extreme / total)
  }

  private static func sampled(
    _ ranks: [Int],
    _ chosen: Int,
    _ expected: Int,
    _ distance: UInt,
    _ seed: UInt64
  ) -> Double {
    var random = SplitMix64(seed: seed)
    var ranks = ranks
    var extreme = 0
    for _ in 0..<sampledPermutations {
      var sum = 0
      for place in 0..<chosen {
        ranks.swapAt(place, place + random.below(ranks.count - place))
        sum += ranks[place]
      }
      if (sum - expected).magnitude >= distance { extreme += 1 }
    }
    // The observed order is one of the permutations.
    return Double(extreme + 1) / Double(sampledPermutations + 1)
  }
}
