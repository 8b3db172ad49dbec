import Statistics
import Testing
import TestSupport

@Suite("Rank sums")
struct MannWhitneyTests {
  /// All choices of `size` of the numbers 0..<count, as bit masks.
  private func choices(_ count: Int, _ size: Int) -> [[Int]] {
    (0..<(1 << count)).filter { $0.nonzeroBitCount == size }
      .map { mask in (0..<count).filter { mask >> $0 & 1 == 1 } }
  }

  @Test(
    "leave so many differences out of the interval of 95 %",
    arguments: [(4, 0), (5, 2), (6, 5), (7, 8), (8, 13), (10, 23)]
  )
  func intervalRanks(days: Int, rank: Int) {
    #expect(MannWhitneyDistribution(days, days).largest(withTail: 0.025) == rank)
    let first = (0..<days).map { Double($0) }
    let second = (0..<days).map { Double($0) * 1.01 + 0.3 }
    let differences = second.flatMap { y in first.map { y - $0 } }.sorted()
    let interval = HodgesLehmann.interval(from: first, to: second, confidence: 0.95)
    #expect(interval.lower == differences[rank])
    #expect(interval.upper == differences[days * days - 1 - rank])
  }

  @Test("leave out as many differences on both sides for any sizes and confidence")
  func intervals() throws {
    var random = SeededGenerator(seed: 43)
    for _ in 0..<200 {
      let first = (0..<(1 + random.below(31))).map { _ in Double(random.below(50)) }
      let second = (0..<(1 + random.below(31))).map { _ in Double(random.below(50)) }
      let differences = second.flatMap { y in first.map { y - $0 } }.sorted()
      let distribution = MannWhitneyDistribution(first.count, second.count)
      for confidence in [0, 0.5, 0.95] {
        let interval = HodgesLehmann.interval(from: first, to: second, confidence: confidence)
        let rank = distribution.largest(withTail: (1 - confidence) / 2)
        #expect(interval.lower == (rank.map { differences[$0] } ?? -.infinity))
        #expect(
          interval.upper == (rank.map { differences[differences.count - 1 - $0] } ?? .infinity)
        )
      }
    }
  }

  @Test("have no interval of 95 % from three days a side")
  func tooFew() {
    #expect(MannWhitneyDistribution(3, 3).largest(withTail: 0.025) == nil)
    let open = HodgesLehmann.interval(from: [1, 2, 3], to: [4, 5, 6], confidence: 0.95)
    #expect(open == ConfidenceInterval(lower: -.infinity, upper: .infinity))
    #expect(HodgesLehmann.interval(from: [], to: [1], confidence: 0.95).lower == -.infinity)
  }

  @Test("have the distribution that listing all orders gives")
  func distribution() {
    for (n, m) in [(1, 1), (2, 5), (4, 4), (6, 3)] {
      let exact = MannWhitneyDistribution(n, m)
      let sums = choices(n + m, m).map { $0.reduce(0, +) - m * (m - 1) / 2 }
      for u in -1...(n * m + 1) {
        let share = Double(sums.count { $0 <= u }) / Double(sums.count)
        #expect(abs(exact.cumulative(u) - share) < 1e-12)
      }
    }
  }

  /// How many orders of `n` and `m` values give each U: Mann and Whitney's recursion on counts.
  private func counts(_ n: Int, _ m: Int) -> [Double] {
    guard n > 0, m > 0 else { return [1] }
    var table = [[[Double]]](repeating: [[Double]](repeating: [1], count: m + 1), count: n + 1)
    for i in 1...n {
      for j in 1...m {
        table[i][j] = (0...(i * j)).map { u in
          let above = u >= j && u - j < table[i - 1][j].count ? table[i - 1][j][u - j] : 0
          return above + (u < table[i][j - 1].count ? table[i][j - 1][u] : 0)
        }
      }
    }
    return table[n][m]
  }

  @Test(
    "have the distribution that counting gives",
    arguments: [(28, 7), (7, 28), (12, 12), (29, 6)]
  )
  func counted(n: Int, m: Int) {
    let counts = counts(n, m)
    let total = counts.reduce(0, +)
    let distribution = MannWhitneyDistribution(n, m)
    var sum = 0.0
    for (u, count) in counts.enumerated() {
      sum += count
      #expect(abs(distribution.cumulative(u) - sum / total) < 1e-12)
    }
  }

  @Test("pass from exact to approximate without a step")
  func approximation() {
    let exact = MannWhitneyDistribution(40, 40)
    let near = MannWhitneyDistribution(41, 40)
    for tail in [0.001, 0.025, 0.3] {
      let first = exact.largest(withTail: tail) ?? 0
      let second = near.largest(withTail: tail) ?? 0
      // Half of the forty pairs more, and the width of the approximation.
      #expect((second - first - 16).magnitude < 12)
    }
  }

  @Test(
    "cannot go below a p value that the number of days sets",
    arguments: [(3, 0.1), (4, 0.028_571_43), (5, 0.007_936_51), (7, 0.000_582_75)]
  )
  func floor(days: Int, pValue: Double) throws {
    let first = (0..<days).map(Double.init)
    let test = try #require(RankSumTest(first, first.map { $0 + 100 }))
    #expect(abs(test.pValue - pValue) < 1e-8)
    #expect(test.statistic == Double(days * days))
  }

  @Test("have the exact p value of permutations, whatever is tied")
  func permutations() throws {
    var random = SeededGenerator(seed: 41)
    for _ in 0..<40 {
      let n = 1 + random.below(6)
      let m = 1 + random.below(6)
      let values = (0..<(n + m)).map { _ in Double(random.below(5)) }
      let ranks = MidRanks(values).ranks
      let expected = Double(m) * Double(n + m + 1) / 2
      let observed = abs(ranks[n...].reduce(0, +) - expected)
      let all = choices(n + m, m)
      let extreme = all.count { choice in
        abs(choice.reduce(0) { $0 + ranks[$1] } - expected) >= observed - 1e-9
      }
      let test = try #require(RankSumTest(Array(values[..<n]), Array(values[n...])))
      #expect(test.isExact)
      #expect(abs(test.pValue - Double(extreme) / Double(all.count)) < 1e-12)
    }
    #expect(RankSumTest([], [1]) == nil)
  }

  @Test("come from drawn permutations when there are too many to count")
  func sampled() throws {
    var random = SeededGenerator(seed: 42)
    let first = (0..<150).map { _ in random.unit() }
    let second = (0..<150).map { _ in random.unit() + 0.05 }
    let test = try #require(RankSumTest(first, second, seed: 9))
    #expect(!test.isExact)
    // The normal approximation is close at this size.
    let deviation = (150.0 * 150 * 301 / 12).squareRoot()
    let expected = NormalDistribution.twoSided((test.statistic - 11_250) / deviation)
    #expect(abs(test.pValue - expected) < 0.02)
    #expect(RankSumTest(first, second, seed: 9)?.pValue == test.pValue)
  }
}
