import Analysis
import Statistics
import TestSupport
import Testing

@Suite("Forecasts are scored when their day has come")
struct StoredForecastTests {
  /// Ninety-six days with a clear week.
  private static let days = FigureDays().days(96, ["List"], seed: 4) { _, day in
    FigureDays.Behaviour(milliseconds: day % 7 < 2 ? 60 : 100, noise: 0.02)
  }

  @Test("and come back from their stored form as they were said")
  func scored() throws {
    var settings = TrendSettings()
    settings.metrics = [.p95]
    var kept: [(day: Day, forecasts: StoredForecasts)] = []
    for count in 82..<90 {
      let report = TrendAnalysis(Array(Self.days.prefix(count)), settings: settings).build()
      let forecasts = StoredForecasts(report)
      #expect(try StoredForecasts(encoded: forecasts.encoded()) == forecasts)
      kept.append((try #require(report.lastDay), forecasts))
    }
    #expect(kept.contains { !$0.forecasts.rows.isEmpty })
    let record = ForecastRecord(kept, Self.days)
    let rows = kept.reduce(0) { $0 + $1.forecasts.rows.count }
    #expect(record.count == rows * StoredForecasts.mostDays)
    #expect(try #require(record.coverage) > 0.85)
    #expect(try #require(record.relativeError) < 1.1)
    #expect(ForecastRecord(kept, []).coverage == nil)
  }

  @Test("and stop nothing when they are damaged")
  func damaged() {
    var settings = TrendSettings()
    settings.metrics = [.p95]
    let sound = StoredForecasts(TrendAnalysis(Self.days, settings: settings).build()).encoded()
    var random = SeededGenerator(seed: 3)
    for length in stride(from: 0, to: sound.count, by: max(1, sound.count / 40)) {
      #expect(throws: ByteCodingError.self) {
        try StoredForecasts(encoded: Array(sound.prefix(length)))
      }
      var bytes = sound
      bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
      _ = try? StoredForecasts(encoded: bytes)
    }
  }
}
