import Foundation
import Statistics
import Testing
import TestSupport

@Suite("The score of anomalies")
struct AnomalyScoreTests {
  private func hours(_ count: Int, _ random: inout SeededGenerator) -> [Double] {
    (0..<count).map { sin(Double($0 % 24) * .pi / 12) + 0.1 * DailySeries.normal(&random) }
  }

  @Test("is highest where something unusual begins, in 0..<1, and 0 on the first day")
  func peak() throws {
    var random = SeededGenerator(seed: 141)
    var values = hours(24 * 20, &random)
    for index in 300..<306 { values[index] += 4 }
    let scores = AnomalyScore(period: 24).scores(values, refractory: 24)
    #expect(scores.count == values.count)
    #expect(scores.allSatisfy { (0..<1).contains($0) })
    #expect(scores[..<24].allSatisfy { $0 == 0 })
    let highest = try #require(scores.indices.max { scores[$0] < scores[$1] })
    #expect((300..<306).contains(highest))
    #expect(scores[highest] > 0.5)
  }

  @Test("comes from the past alone")
  func causal() {
    var random = SeededGenerator(seed: 142)
    let values = hours(24 * 12, &random)
    let all = AnomalyScore(period: 24).scores(values, refractory: 10)
    for end in [1, 30, 100, 200] {
      let some = AnomalyScore(period: 24).scores(Array(values[..<end]), refractory: 10)
      #expect(some == Array(all[..<end]))
    }
    #expect(AnomalyScore(period: 24).scores([], refractory: 3).isEmpty)
    let flat = AnomalyScore(period: 24).scores([Double](repeating: 1, count: 99), refractory: 3)
    #expect(flat.allSatisfy { $0 == 0 })
  }

  @Test("does not take the daily course for an anomaly")
  func dailyCourse() {
    var random = SeededGenerator(seed: 143)
    let values = hours(24 * 30, &random)
    let scores = AnomalyScore(period: 24).scores(values, refractory: 0)
    #expect(scores.suffix(24 * 20).count { $0 > 0.6 } <= 2)
  }
}
