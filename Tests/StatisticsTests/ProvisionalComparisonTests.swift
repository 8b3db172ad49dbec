import Foundation
import Statistics
import Testing
import TestSupport

@Suite("The first look at a change")
struct ProvisionalComparisonTests {
  /// Five weeks of hours with a daily course and dependent noise, and a morning after them.
  private func hours(
    shift: Double,
    _ random: inout SeededGenerator
  ) -> (candidate: [HourlyValue], history: [HourlyValue]) {
    var noise = 0.0
    var dayEffect = 0.0
    let start = 7 * 5 * 24
    let all = (0..<(start + 14)).map { hour in
      if hour % 24 == 0 { dayEffect = 0.05 * DailySeries.normal(&random) }
      noise = 0.7 * noise + 0.035 * DailySeries.normal(&random)
      let course = 0.3 * sin(Double(hour % 24) * .pi / 12)
      let value = course + noise + dayEffect + 0.1 * DailySeries.normal(&random)
      return HourlyValue(hour: hour, value: value + (hour >= start ? shift : 0))
    }
    return (Array(all[start...]), Array(all[..<start]))
  }

  @Test("seldom speaks when nothing changed, and mostly when something did")
  func levelAndPower() throws {
    var random = SeededGenerator(seed: 71)
    var alarms = 0
    var found = 0
    for _ in 0..<50 {
      let still = hours(shift: 0, &random)
      let first = try #require(
        ProvisionalComparison(candidate: still.candidate, history: still.history)
      )
      if first.suggestsChange() { alarms += 1 }
      let moved = hours(shift: log(1.3), &random)
      let second = try #require(
        ProvisionalComparison(candidate: moved.candidate, history: moved.history)
      )
      if second.suggestsChange() { found += 1 }
    }
    #expect(alarms <= 5)
    #expect(found >= 35)
  }

  @Test("says nothing without enough hours or weeks")
  func tooLittle() {
    var random = SeededGenerator(seed: 72)
    let (candidate, history) = hours(shift: 1, &random)
    #expect(ProvisionalComparison(candidate: Array(candidate.prefix(7)), history: history) == nil)
    #expect(
      ProvisionalComparison(candidate: candidate, history: Array(history.suffix(3 * 168))) == nil
    )
    #expect(ProvisionalComparison(candidate: [], history: history) == nil)
  }
}
