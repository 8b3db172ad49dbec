import Foundation
import Statistics
import Testing
import TestSupport

@Suite("The trend of a row of days")
struct TrendTests {
  private func days(_ values: [Double], from first: Int = 0) -> [DailyValue] {
    values.enumerated().map { DailyValue(day: first + $0, value: $1) }
  }

  /// Autoregressive noise of deviation 1.
  private func noise(_ count: Int, _ phi: Double, _ random: inout SeededGenerator) -> [Double] {
    var level = DailySeries.normal(&random)
    let fresh = (1 - phi * phi).squareRoot()
    return (0..<count).map { _ in
      level = phi * level + fresh * DailySeries.normal(&random)
      return level
    }
  }

  @Test("has the score, the variance and the slope of their definitions, with ties")
  func definitions() throws {
    var random = SeededGenerator(seed: 91)
    for count in [14, 20, 50] {
      // One day a week: no weekday to take away, no neighbour to depend on.
      let values = (0..<count).map { _ in Double(random.below(8)) }
      let series = values.enumerated().map { DailyValue(day: 7 * $0, value: $1) }
      let trend = try #require(Trend(series))
      #expect(trend.autocorrelation == 0 && trend.varianceFactor == 1)
      var score = 0
      var slopes: [Double] = []
      for i in values.indices {
        for j in 0..<i {
          score += values[i] > values[j] ? 1 : values[i] < values[j] ? -1 : 0
          slopes.append((values[i] - values[j]) / Double(7 * (i - j)))
        }
      }
      let ties = Dictionary(grouping: values) { $0 }.values.map { Double($0.count) }
      let n = Double(count)
      let tied = ties.reduce(0) { $0 + $1 * ($1 - 1) * (2 * $1 + 5) }
      #expect(trend.score == score)
      #expect(abs(trend.scoreVariance - (n * (n - 1) * (2 * n + 5) - tied) / 18) < 1e-9)
      slopes.sort()
      let middle = slopes.count / 2
      let median =
        slopes.count % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2
      #expect(abs(trend.slope - median) < 1e-12)
    }
    #expect(Trend(days((0..<13).map(Double.init))) == nil)
    let flat = try #require(Trend(days([Double](repeating: 3, count: 30))))
    #expect(flat.pValue == 1 && flat.slope == 0)
  }

  @Test("has the variance that its autocorrelation implies")
  func varianceFactor() throws {
    var random = SeededGenerator(seed: 92)
    let values = noise(20, 0.7, &random)
    let trend = try #require(Trend(days(values)))
    let rests = values.enumerated().map { $1 - trend.slope * Double($0) }
    let mean = rests.reduce(0, +) / 20
    let squares = rests.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    var products = 0.0
    for i in 1..<20 { products += (rests[i] - mean) * (rests[i - 1] - mean) }
    let rho = min(0.95, max(0, (20 * products / squares + 2) / 16))
    #expect(abs(trend.autocorrelation - rho) < 1e-12)
    let sum = (1..<20).reduce(0.0) { $0 + (1 - Double($1) / 20) * pow(rho, Double($1)) }
    #expect(abs(trend.varianceFactor - (1 + 2 * sum)) < 1e-12)
    let score = Double(trend.score)
    let deviation = (trend.varianceFactor * trend.scoreVariance).squareRoot()
    #expect(abs(trend.statistic - (score - (score > 0 ? 1 : -1)) / deviation) < 1e-12)
  }

  @Test("is seldom seen where there is none", arguments: [0.0, 0.3, 0.6])
  func level(phi: Double) throws {
    var random = SeededGenerator(seed: 93)
    var alarms = 0
    for _ in 0..<150 {
      if try #require(Trend(days(noise(28, phi, &random)))).pValue <= 0.05 { alarms += 1 }
    }
    // 6 % of 150 and three deviations.
    #expect(alarms <= 17)
  }

  @Test("is seen where there is one, and its interval holds the slope")
  func power() throws {
    var random = SeededGenerator(seed: 94)
    var found = 0
    var held = 0
    for _ in 0..<60 {
      let rise = 3.0 / 60
      let values = noise(60, 0.2, &random).enumerated().map { $1 + rise * Double($0) }
      let trend = try #require(Trend(days(values)))
      if trend.pValue <= 0.05, trend.slope > 0 { found += 1 }
      if trend.interval.contains(rise) { held += 1 }
    }
    #expect(found >= 54)
    #expect(held >= 51)
  }

  @Test("is not made by week-ends or gaps, and is found between them")
  func weekends() throws {
    var random = SeededGenerator(seed: 95)
    let series = DailySeries(weekend: 1, dayEffect: 0.02, sampling: 0.02)
    let quiet = series.days(45, &random)
    #expect(try #require(Trend(quiet)).pValue > 0.01)
    let rising = quiet.map { DailyValue(day: $0.day, value: $0.value + 0.01 * Double($0.day)) }
    let gaps = rising.filter { !(10..<20).contains($0.day) }
    let trend = try #require(Trend(gaps.reversed()))
    #expect(trend.pValue < 0.001 && trend.span == 45 && trend.days == 35)
    #expect(abs(trend.slope - 0.01) < 0.002)
    #expect(abs(trend.weeklyChange - expm1(7 * trend.slope)) < 1e-15)
  }

  @Test("gives way to a step that explains it")
  func steps() throws {
    var random = SeededGenerator(seed: 96)
    let noise = noise(60, 0, &random).map { 0.03 * $0 }
    let stepped = days(noise.enumerated().map { $1 + ($0 >= 30 ? 0.4 : 0) })
    let detector = ChangePointDetector()
    let trend = try #require(Trend(stepped))
    // The step makes the days look dependent, which alone may keep the trend from being called.
    let changes = detector.changes(in: stepped.map(\.value))
    guard
      case .steps(let steps) = trend.verdict(
        adjustedPValue: 0.01,
        series: stepped,
        changes: changes
      )
    else {
      Issue.record("the step passes for a trend")
      return
    }
    #expect(steps.map(\.index) == [30])
    let rising = days(noise.enumerated().map { $1 + 0.01 * Double($0) })
    let steady = try #require(Trend(rising))
    let none = detector.changes(in: rising.map(\.value))
    guard
      case .trend = steady.verdict(
        adjustedPValue: steady.pValue,
        series: rising,
        changes: none
      )
    else {
      Issue.record("the trend is not seen")
      return
    }
    guard
      case .none = steady.verdict(
        adjustedPValue: steady.pValue,
        series: rising,
        changes: none,
        minimumEffect: 2
      )
    else {
      Issue.record("a small trend is called notable")
      return
    }
  }
}
