import Foundation
import Statistics
import Testing
import TestSupport

@Suite("Forecasts")
struct ForecastTests {
  private func weekly(_ count: Int, _ random: inout SeededGenerator) -> [Double] {
    (0..<count).map { day in
      10 + 2 * sin(Double(day % 7) * .pi * 2 / 7) + 0.3 * DailySeries.normal(&random)
    }
  }

  @Test("are measured as in the M4 competition")
  func scores() throws {
    #expect(ForecastScore.smape([100, 0], [50, 0]) == 100 / 3.0)
    let history: [Double] = [1, 2, 4, 8]
    #expect(ForecastScore.mase([10, 6], [9, 9], history: history, season: 1) == 2 / (7.0 / 3))
    #expect(ForecastScore.mase([10], [9], history: history, season: 2) == 1 / 4.5)
    #expect(ForecastScore.mase([1], [1], history: [3, 3, 3], season: 1) == nil)
    #expect(ForecastScore.mase([1], [1], history: [3], season: 1) == nil)
    let intervals = [
      ConfidenceInterval(lower: 0, upper: 2), ConfidenceInterval(lower: 4, upper: 5),
    ]
    let msis = try #require(ForecastScore.msis([1, 3], intervals, history: history, season: 1))
    #expect(abs(msis - (2.0 + 1 + 40) / 2 / (7.0 / 3)) < 1e-12)
    #expect(ForecastScore.owa((8, 2), naive: (16, 4)) == 0.5)
  }

  @Test("hold a share of what comes close to what they say")
  func coverage() throws {
    var random = SeededGenerator(seed: 131)
    var held = 0
    var total = 0
    for _ in 0..<20 {
      let values = weekly(140 + 14, &random)
      let forecast = try #require(Forecast(Array(values[..<140]), season: 7, horizon: 14))
      #expect(forecast.intervals.count == 14)
      for (value, interval) in zip(values[140...], forecast.intervals) {
        total += 1
        if interval.contains(value) { held += 1 }
      }
    }
    let coverage = Double(held) / Double(total)
    #expect((0.92...0.985).contains(coverage), "\(coverage)")
  }

  @Test("follow a season better than the last one does")
  func skill() throws {
    var random = SeededGenerator(seed: 132)
    var errors = (pool: 0.0, naive: 0.0)
    for _ in 0..<6 {
      let forecast = try #require(Forecast(weekly(140, &random), season: 7, horizon: 14))
      errors.pool += try #require(forecast.error)
      errors.naive += try #require(forecast.naiveError)
    }
    #expect(errors.pool < 0.9 * errors.naive)
  }

  @Test("continue days of hours, days and weeks of them", arguments: [24, 48])
  func hours(day: Int) throws {
    var random = SeededGenerator(seed: 133)
    let values = (0..<(28 * day)).map { place -> Double in
      let height = place / day % 7 < 5 ? 3.0 : 1.0
      let time = Double(place % day) / Double(day)
      return 5 + height * sin(time * 2 * .pi) + 0.1 * DailySeries.normal(&random)
    }
    let known = Array(values[..<(26 * day)])
    let forecast = try #require(Forecast(known, season: day, horizon: 2 * day))
    let mase = try #require(
      ForecastScore.mase(
        Array(values[(26 * day)...]),
        forecast.points,
        history: known,
        season: day
      )
    )
    #expect(mase < 0.6)
    #expect(forecast.intervals.count == 2 * day)
    let widths = forecast.intervals.map { $0.upper - $0.lower }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
  }

  @Test("give no interval without a past to learn it from, and nothing from nothing")
  func short() throws {
    #expect(Forecast([1, 2, 3, 4, 5, 6], season: 1, horizon: 2) == nil)
    let short = try #require(Forecast([1, 2, 1, 2, 1, 2, 1], season: 7, horizon: 3))
    #expect(short.points.count == 3 && short.intervals.isEmpty)
    #expect(short.error == nil)
    let flat = try #require(Forecast([Double](repeating: 4, count: 60), season: 7, horizon: 5))
    #expect(flat.points.allSatisfy { abs($0 - 4) < 1e-9 })
    #expect(flat.intervals.allSatisfy { $0.upper - $0.lower < 1e-9 })
    let changed = [Double](repeating: 1, count: 40) + [Double](repeating: 9, count: 20)
    let since = try #require(Forecast(changed, season: 1, horizon: 3, since: 40))
    #expect(since.points.allSatisfy { abs($0 - 9) < 1e-9 })
    #expect(since.historyCount == 20)
    let vast = try #require(Forecast([Double](repeating: 1e308, count: 80), season: 24, horizon: 5))
    #expect(vast.points.allSatisfy { $0 == 1e308 })
    #expect(Forecast(changed, season: 1, horizon: 3, since: 55) == nil)
  }

  @Test("tell when a limit will be crossed, and that it will not be")
  func crossing() throws {
    var random = SeededGenerator(seed: 134)
    let rising = (0..<120).map { Double($0) + DailySeries.normal(&random) }
    let forecast = try #require(Forecast(rising, season: 1, horizon: 30))
    let crossing = try #require(LimitCrossing(forecast, limit: 130, seed: 1))
    #expect(crossing.isWithinHorizon)
    let middle = try #require(crossing.middle)
    #expect((10...16).contains(middle))
    #expect(try #require(crossing.early) <= middle)
    #expect(crossing == LimitCrossing(forecast, limit: 130, seed: 1))
    let never = try #require(LimitCrossing(forecast, limit: 500, seed: 1))
    #expect(never.probability == 0 && !never.isWithinHorizon && never.middle == nil)
    // Upside down it is the same, below the limit.
    let falling = try #require(Forecast(rising.map { -$0 }, season: 1, horizon: 30))
    let below = try #require(LimitCrossing(falling, limit: -130, side: .below, seed: 1))
    #expect(try abs(#require(below.middle) - middle) <= 1)
    let above = try #require(LimitCrossing(falling, limit: -130, seed: 1))
    #expect(above.probability == 1 && above.middle == 3, "it is above all the time")
    let far = try #require(Forecast(rising, season: 1, horizon: 61))
    #expect(LimitCrossing(far, limit: 130, seed: 1) == nil)
  }
}
