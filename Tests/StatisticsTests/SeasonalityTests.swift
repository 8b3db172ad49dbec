import Foundation
import Statistics
import Testing
import TestSupport

@Suite("What returns with a period")
struct SeasonalityTests {
  @Test("is found with its period and strength, and taken away")
  func found() throws {
    var random = SeededGenerator(seed: 101)
    let pattern: [Double] = [0, 1, 3, 0, -2, -1, -1]
    let values = (0..<70).map { pattern[$0 % 7] + 0.1 * Double($0) + 0.1 * random.unit() }
    #expect(Seasonality.period(among: [4, 5, 7, 12], of: values) == 7)
    let seasonality = try #require(Seasonality(values, period: 7))
    #expect(seasonality.strength > 0.95)
    for (found, planted) in zip(seasonality.phases, pattern) { #expect(abs(found - planted) < 0.1) }
    let rest = seasonality.removed(from: values)
    for (index, value) in rest.enumerated() {
      #expect(abs(value - 0.1 * Double(index) - 0.05) < 0.2)
    }
  }

  @Test("is not found in noise, in a slope, or in too little of it")
  func notFound() throws {
    var random = SeededGenerator(seed: 102)
    var alarms = 0
    for _ in 0..<50 {
      let noise = (0..<60).map { _ in random.unit() }
      if Seasonality.period(among: [7], of: noise) != nil { alarms += 1 }
    }
    #expect(alarms <= 2)
    #expect(Seasonality.period(among: [7], of: (0..<60).map(Double.init)) == nil)
    #expect(Seasonality.period(among: [7, 0], of: (0..<27).map { Double($0 % 7) }) == nil)
    #expect(Seasonality.period(among: [7], of: (0..<28).map { Double($0 % 7) }) == 7)
    #expect(Seasonality((0..<13).map(Double.init), period: 7) == nil)
    #expect(try #require(Seasonality([Double](repeating: 1, count: 20), period: 7)).strength == 0)
  }

  @Test("has even periods too")
  func evenPeriod() throws {
    let values = (0..<96).map { sin(Double($0) * .pi / 12) + 0.02 * Double($0) }
    let seasonality = try #require(Seasonality(values, period: 24))
    for (phase, value) in seasonality.phases.enumerated() {
      #expect(abs(value - sin(Double(phase) * .pi / 12)) < 0.15)
    }
    #expect(seasonality.strength > 0.95)
  }
}
