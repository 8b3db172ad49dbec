import Statistics
import Testing
import TestSupport

@Suite("Proportions")
struct ProportionTests {
  @Test("have Wilson's interval")
  func wilson() {
    let interval = Proportion(count: 8, of: 10).interval()
    #expect(abs(interval.lower - 0.490_162_471_536_642) < 1e-12)
    #expect(abs(interval.upper - 0.943_317_848_545_625) < 1e-12)
    #expect(Proportion(count: 0, of: 10).interval().lower == 0)
    #expect(Proportion(count: 10, of: 10).interval().upper == 1)
    #expect(Proportion(count: 0, of: 0).interval() == ConfidenceInterval(lower: 0, upper: 1))
    #expect(Proportion(count: 0, of: 0).value == nil)
  }

  @Test("have a ratio with the interval of Katz, open where a count is zero")
  func riskRatio() throws {
    let ratio = try #require(
      RiskRatio(Proportion(count: 15, of: 100), Proportion(count: 5, of: 100))
    )
    #expect(abs(ratio.ratio - 3) < 1e-15)
    // 3 e^(±1.96 √(1/15 - 1/100 + 1/5 - 1/100)).
    #expect(abs(ratio.interval.lower - 1.133_358_596_189_79) < 1e-12)
    #expect(abs(ratio.interval.upper - 7.940_999_459_709_3) < 1e-12)
    let none = try #require(
      RiskRatio(Proportion(count: 0, of: 50), Proportion(count: 5, of: 50))
    )
    #expect(none.ratio == 0 && none.interval.lower == 0 && none.interval.upper < 2)
    let only = try #require(
      RiskRatio(Proportion(count: 5, of: 50), Proportion(count: 0, of: 50))
    )
    #expect(only.ratio == .infinity && only.interval.upper == .infinity)
    #expect(only.interval.lower > 0.5 && only.interval.lower < 11)
    #expect(RiskRatio(Proportion(count: 0, of: 0), Proportion(count: 1, of: 2)) == nil)
  }

  @Test("are compared within strata: a mix cannot pass for a difference")
  func simpson() throws {
    // Within each stratum the shares are equal; over both they are not.
    var test = MantelHaenszelTest()
    test.add(Proportion(count: 90, of: 100), Proportion(count: 9, of: 10))
    test.add(Proportion(count: 1, of: 10), Proportion(count: 10, of: 100))
    #expect(test.chiSquare() == 0)
    #expect(test.pValue() == 1)
    #expect(abs(try #require(test.riskRatio()).ratio - 1) < 1e-12)
  }

  @Test("give the chi-square of the textbook")
  func mantelHaenszel() throws {
    // One stratum: (N - 1) (ad - bc)² / (products of the margins).
    var one = MantelHaenszelTest()
    one.add(Proportion(count: 12, of: 20), Proportion(count: 5, of: 25))
    let cross = 12.0 * 20 - 8 * 5
    #expect(abs(one.chiSquare() - 44 * cross * cross / (20 * 25 * 17 * 28)) < 1e-12)
    #expect(one.chiSquare(isCorrected: true) < one.chiSquare())
    // One stratum: the common risk ratio is the ratio.
    let ratio = try #require(one.riskRatio())
    #expect(abs(ratio.ratio - 3) < 1e-12)
    let katz = try #require(RiskRatio(Proportion(count: 12, of: 20), Proportion(count: 5, of: 25)))
    #expect(abs(ratio.interval.lower - katz.interval.lower) < 1e-9)
    #expect(abs(ratio.interval.upper - katz.interval.upper) < 1e-9)
    var empty = MantelHaenszelTest()
    empty.add(Proportion(count: 0, of: 0), Proportion(count: 1, of: 3))
    empty.add(Proportion(count: 0, of: 4), Proportion(count: 0, of: 3))
    #expect(empty.pValue() == 1 && empty.riskRatio() == nil && empty.informativeStrata == 0)
  }

  @Test("keep the level of the stratified test when labels are shuffled")
  func level() {
    var random = SeededGenerator(seed: 21)
    var alarms = 0
    for _ in 0..<1000 {
      var test = MantelHaenszelTest()
      for stratum in 0..<12 {
        let share = 0.05 + 0.05 * Double(stratum)
        func draw(_ total: Int64) -> Proportion {
          Proportion(count: Int64((0..<total).count { _ in random.happens(share) }), of: total)
        }
        test.add(draw(5), draw(60))
      }
      if test.pValue() <= 0.05 { alarms += 1 }
    }
    // 5 % of 1,000, four deviations.
    #expect((22...78).contains(alarms))
  }

  @Test("are corrected for their number by Benjamini and Hochberg")
  func falseDiscoveries() {
    let pValues = [0.01, 0.04, 0.03, 0.005, 0.9]
    let adjusted = FalseDiscoveryRate.adjusted(pValues)
    for (value, expected) in zip(adjusted, [0.025, 0.05, 0.05, 0.025, 0.9]) {
      #expect(abs(value - expected) < 1e-15)
    }
    let strict = FalseDiscoveryRate.adjusted(pValues, dependence: .arbitrary)
    let harmonic = 1 + 1.0 / 2 + 1.0 / 3 + 1.0 / 4 + 1.0 / 5
    #expect(abs(strict[0] - 0.025 * harmonic) < 1e-15)
    #expect(strict[4] == 1)
    #expect(FalseDiscoveryRate.adjusted([]).isEmpty)
    #expect(FalseDiscoveryRate.adjusted([1, 1]) == [1, 1])
  }
}
