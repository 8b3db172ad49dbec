import Statistics
import Testing
import TestSupport

@Suite("Ranks and what is made of them")
struct RankTests {
  /// Pairs of small numbers, so that many are equal.
  private func pairs(_ count: Int, _ random: inout SeededGenerator) -> (x: [Double], y: [Double]) {
    let x = (0..<count).map { _ in Double(random.below(12)) }
    let y = x.map { $0 + Double(random.below(9)) }
    return (x, y)
  }

  @Test("are shared by equal values")
  func midRanks() {
    let ranks = MidRanks([3, 1, 3, 2, 3, 1])
    #expect(ranks.ranks == [5, 1.5, 5, 3, 5, 1.5])
    #expect(ranks.tieSizes.sorted() == [2, 3])
    #expect(MidRanks([]).ranks.isEmpty)
  }

  @Test("give the median and the deviation from it")
  func median() throws {
    #expect(Median.of([]) == nil)
    #expect(Median.of([4]) == 4)
    #expect(Median.of([4, 1, 3, 2]) == 2.5)
    #expect(Median.absoluteDeviation(of: [1, 1, 2, 2, 4, 6, 9]) == 1)
    var random = SeededGenerator(seed: 3)
    for count in 1...60 {
      let values = (0..<count).map { _ in Double(random.below(20)) }
      let sorted = values.sorted()
      let expected = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
      #expect(try #require(Median.of(values)) == expected)
    }
  }

  @Test("give Kendall's score and variance as counting all pairs does")
  func kendall() {
    var random = SeededGenerator(seed: 4)
    for count in [0, 1, 2, 3, 10, 33, 100] {
      let (x, y) = pairs(count, &random)
      var score = 0
      for i in 0..<count {
        for j in 0..<i { score += sign(x[i] - x[j]) * sign(y[i] - y[j]) }
      }
      #expect(KendallCorrelation(x, y).score == score)
    }
    let sequence = (0..<10).map(Double.init)
    let same = KendallCorrelation(sequence, sequence)
    #expect(same.coefficient == 1)
    #expect(same.scoreVariance == 125)
    #expect(KendallCorrelation(sequence, sequence.reversed()).coefficient == -1)
    #expect(KendallCorrelation(sequence, sequence.map { _ in 1 }).coefficient == 0)
    #expect(KendallCorrelation(sequence, sequence.map { _ in 1 }).pValue == 1)
  }

  @Test("have the variance of Kendall's score that shuffling shows, with ties on both sides")
  func kendallVariance() {
    var random = SeededGenerator(seed: 6)
    let x: [Double] = [1, 1, 1, 2, 2, 3, 4, 4, 5, 6]
    var y: [Double] = [1, 1, 2, 2, 2, 2, 3, 4, 5, 5]
    let variance = KendallCorrelation(x, y).scoreVariance
    var sum = 0.0
    for _ in 0..<20_000 {
      y.shuffle(using: &random)
      let score = Double(KendallCorrelation(x, y).score)
      sum += score * score
    }
    #expect(abs(sum / 20_000 / variance - 1) < 0.05)
  }

  @Test("give Spearman's correlation as the formula without ties does, and survive ties")
  func spearman() throws {
    let x: [Double] = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    let y: [Double] = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    let result = try #require(SpearmanCorrelation(x, y))
    // 1 - 6 × 194 / (10 × 99).
    #expect(abs(result.coefficient + 29.0 / 165) < 1e-15)
    #expect(abs(result.pValue - 0.627_188_344_776_485) < 1e-12)
    #expect(SpearmanCorrelation([1, 2, 3], [4, 4, 4]) == nil)
    #expect(SpearmanCorrelation([1, 2], [1, 2]) == nil)
    #expect(try #require(SpearmanCorrelation([1, 2, 2, 3], [1, 5, 5, 9])).coefficient == 1)
    #expect(try #require(SpearmanCorrelation([1, 2, 2, 3], [1, 5, 5, 9])).pValue == 0)
  }

  @Test("give the chance that one sample is above another as counting pairs does")
  func commonLanguage() throws {
    var random = SeededGenerator(seed: 7)
    let (x, y) = pairs(40, &random)
    var wins = 0.0
    for a in x { for b in y { wins += b > a ? 1 : b == a ? 0.5 : 0 } }
    let size = try #require(CommonLanguageEffect.size(of: x, below: y))
    #expect(abs(size - wins / 1600) < 1e-12)
    #expect(CommonLanguageEffect.size(of: [], below: y) == nil)
    #expect(HodgesLehmann.shift(from: x, to: x.map { $0 + 3 }) == 3)
    #expect(HodgesLehmann.shift(from: [], to: [1]) == nil)
  }

  private func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }
}
