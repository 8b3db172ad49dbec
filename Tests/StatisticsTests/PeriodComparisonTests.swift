import Foundation
import Statistics
import Testing
import TestSupport

@Suite("The comparison of two periods")
struct PeriodComparisonTests {
  private func comparison(
    _ series: DailySeries,
    shift: Double,
    _ random: inout SeededGenerator
  ) -> PeriodComparison {
    let days = series.days(70, shift: shift, at: 63, &random)
    return PeriodComparison(
      baseline: Array(days[56..<63]),
      candidate: Array(days[63...]),
      history: Array(days[..<56])
    )
  }

  /// How often each verdict comes out of single comparisons.
  private func rates(
    _ series: DailySeries,
    shift: Double,
    runs: Int,
    seed: UInt64
  ) -> (regression: Double, improvement: Double, unchanged: Double) {
    var random = SeededGenerator(seed: seed)
    var counts = (0, 0, 0)
    for _ in 0..<runs {
      let comparison = comparison(series, shift: shift, &random)
      switch comparison.verdict(adjustedPValue: comparison.pValue) {
      case .regression: counts.0 += 1
      case .improvement: counts.1 += 1
      case .unchanged: counts.2 += 1
      case .inconclusive: break
      }
    }
    let total = Double(runs)
    return (Double(counts.0) / total, Double(counts.1) / total, Double(counts.2) / total)
  }

  @Test("seldom calls a change where nothing changed")
  func level() {
    let rates = rates(DailySeries(), shift: 0, runs: 200, seed: 51)
    #expect(rates.regression + rates.improvement <= 0.05)
  }

  @Test("has tests that keep their own level, without floors")
  func testLevel() {
    var random = SeededGenerator(seed: 52)
    var alarms = (welch: 0, rank: 0, interval: 0)
    for _ in 0..<200 {
      let comparison = comparison(DailySeries(), shift: 0, &random)
      if comparison.pValue <= 0.05 { alarms.welch += 1 }
      if comparison.rankPValue <= 0.05 { alarms.rank += 1 }
      if !comparison.interval.contains(0) { alarms.interval += 1 }
    }
    // 5 % of 200 and three deviations.
    #expect(alarms.welch <= 19)
    #expect(alarms.rank <= 19)
    #expect(alarms.interval == alarms.rank)
  }

  @Test("finds a rise of a fifth in nearly all cases, and never calls it unchanged")
  func power() {
    let rates = rates(DailySeries(), shift: log(1.2), runs: 120, seed: 53)
    #expect(rates.regression >= 0.85)
    #expect(rates.improvement == 0 && rates.unchanged <= 0.01)
    let quiet = DailySeries(dayEffect: 0.03, sampling: 0.03)
    #expect(self.rates(quiet, shift: log(1.2), runs: 60, seed: 54).regression >= 0.97)
    #expect(self.rates(quiet, shift: -log(1.2), runs: 60, seed: 55).improvement >= 0.97)
  }

  @Test("says that nothing changed only when it knows")
  func unchanged() {
    let quiet = DailySeries(dayEffect: 0.02, sampling: 0.02)
    #expect(rates(quiet, shift: 0, runs: 60, seed: 56).unchanged >= 0.95)
    let noisy = DailySeries(dayEffect: 0.3)
    #expect(rates(noisy, shift: 0, runs: 60, seed: 57).unchanged <= 0.05)
  }

  @Test("does not take a week-end for a change")
  func weekends() {
    let series = DailySeries(weekend: 0.5, dayEffect: 0.02, sampling: 0.02)
    var random = SeededGenerator(seed: 58)
    let days = series.days(70, &random)
    // Five working days against a stretch with a week-end; day 0 is a Thursday.
    let removed = PeriodComparison(
      baseline: Array(days[60..<65]),
      candidate: Array(days[65..<70]),
      history: Array(days[..<60])
    )
    #expect(removed.weekdays == .removed)
    #expect(abs(removed.shift ?? 1) < 0.05)
    let matched = PeriodComparison(
      baseline: Array(days[53..<60]),
      candidate: Array(days[60..<66]),
      history: []
    )
    #expect(matched.weekdays == .matched(left: 1))
    #expect(matched.baselineDays == 6 && matched.candidateDays == 6)
    #expect(abs(matched.shift ?? 1) < 0.05)
  }

  /// A series of five weeks without anything before them, the last of which is judged.
  private func young(
    _ series: DailySeries,
    shift: Double,
    at day: Int,
    _ random: inout SeededGenerator
  ) -> PeriodComparison {
    let days = series.days(35, shift: shift, at: day, &random)
    return PeriodComparison(baseline: Array(days[..<28]), candidate: Array(days[28...]))
  }

  @Test("uses all of four weeks, though no history tells weekdays")
  func fourWeeks() {
    var random = SeededGenerator(seed: 61)
    var found = (none: 0, fifth: 0, lastWeek: 0)
    for _ in 0..<200 {
      let none = young(DailySeries(), shift: 0, at: 28, &random)
      #expect(none.weekdays == .matched(left: 0) && none.gate != nil)
      #expect(none.baselineDays == 28 && none.candidateDays == 7)
      let fifth = young(DailySeries(), shift: log(1.2), at: 28, &random)
      // A step of a week ago is seen against the three weeks before it.
      let step = young(DailySeries(), shift: log(3), at: 21, &random)
      switch none.verdict(adjustedPValue: none.pValue) {
      case .regression, .improvement: found.none += 1
      case .unchanged, .inconclusive: break
      }
      if fifth.verdict(adjustedPValue: fifth.pValue) == .regression { found.fifth += 1 }
      if step.verdict(adjustedPValue: step.pValue) != .unchanged { found.lastWeek += 1 }
    }
    #expect(found.none <= 10)
    #expect(found.fifth >= 180)
    #expect(found.lastWeek == 200)
  }

  @Test("says that there are too few days, with any difference")
  func fewDays() {
    let series = DailySeries(dayEffect: 0.001, sampling: 0.001)
    var random = SeededGenerator(seed: 59)
    let days = series.days(40, shift: 1, at: 37, &random)
    let comparison = PeriodComparison(
      baseline: Array(days[30..<37]),
      candidate: Array(days[37...]),
      history: Array(days[..<30])
    )
    #expect(!comparison.hasEnoughDays)
    #expect(comparison.verdict(adjustedPValue: 0) == .inconclusive(.notEnoughDays))
    let none = PeriodComparison(baseline: [], candidate: [])
    #expect(none.shift == nil && none.pValue == 1)
    #expect(none.verdict(adjustedPValue: 0) == .inconclusive(.notEnoughDays))
  }

  @Test("asks a restless series for more than a calm one")
  func noiseFloor() {
    var random = SeededGenerator(seed: 60)
    // Levels that wander from week to week, quiet within a week.
    var days: [DailyValue] = []
    for week in 0..<10 {
      let level = week % 2 == 0 ? 0.0 : 0.3
      for day in 0..<7 {
        let value = level + 0.01 * DailySeries.normal(&random)
        days.append(DailyValue(day: 7 * week + day, value: value))
      }
    }
    let comparison = PeriodComparison(
      baseline: Array(days[56..<63]),
      candidate: Array(days[63...]),
      history: Array(days[..<56])
    )
    #expect(comparison.pValue < 1e-6 && comparison.rankPValue < 0.001)
    #expect((comparison.gate?.noise ?? 0) > 0.1)
    #expect(comparison.verdict(adjustedPValue: 1e-6) == .inconclusive(.belowFloor))
    // With every week marked as a change, no undisturbed pair is left.
    let marked = PeriodComparison(
      baseline: Array(days[56..<63]),
      candidate: Array(days[63...]),
      history: Array(days[..<56]),
      changeDays: Set((0..<10).map { 7 * $0 })
    )
    #expect(marked.gate == nil)
    #expect(marked.verdict(adjustedPValue: 1e-6) == .regression)
  }

  @Test("knows which way is worse, and small changes from those that matter")
  func directions() {
    let before = (0..<7).map { DailyValue(day: $0, value: 1 + 0.001 * Double($0)) }
    let after = (7..<14).map { DailyValue(day: $0, value: 1.3 + 0.001 * Double($0)) }
    let rise = PeriodComparison(baseline: before, candidate: after)
    #expect(abs((rise.effect ?? 0) - expm1(0.307)) < 1e-12)
    #expect(rise.verdict(adjustedPValue: 0.001) == .regression)
    #expect(rise.verdict(adjustedPValue: 0.001, direction: .downIsWorse) == .improvement)
    #expect(rise.verdict(adjustedPValue: 0.06) == .inconclusive(.notSignificant))
    #expect(
      rise.verdict(adjustedPValue: 0.001, meetsFloors: false) == .inconclusive(.belowFloor)
    )
    #expect(rise.verdict(adjustedPValue: 0.001, minimumEffect: 0.5) == .unchanged)
    let fall = PeriodComparison(baseline: after, candidate: before)
    #expect(fall.verdict(adjustedPValue: 0.001) == .improvement)
    #expect(fall.verdict(adjustedPValue: 0.001, direction: .downIsWorse) == .regression)
  }

  @Test("has Welch's test, also for samples that do not vary")
  func welch() throws {
    let test = try #require(
      WelchTest([1.1, 2.3, 2.9, 4.1, 3.3], [2.2, 3.9, 5.1, 6.2, 4.4, 9.7])
    )
    #expect(abs(test.statistic - 2.168_768_367_126_056) < 1e-12)
    #expect(abs(test.pValue - 0.066_075_045_530_655_4) < 1e-12)
    #expect(abs(test.degreesOfFreedom - 7.122_620_759_352_48) < 1e-10)
    #expect(WelchTest([1], [2, 3]) == nil)
    #expect(WelchTest([1, 1], [1, 1])?.pValue == 1)
    #expect(WelchTest([1, 1], [2, 2])?.pValue == 0)
  }

  @Test("tells the smallest change it would have seen")
  func smallestVisible() throws {
    let series = DailySeries(weekend: 0)
    var random = SeededGenerator(seed: 61)
    let comparison = comparison(series, shift: 0, &random)
    let visible = try #require(comparison.smallestVisibleShift)
    // 2.80 × about 0.08 × √(2/7).
    #expect((0.06...0.2).contains(visible))
  }
}
