import Analysis
import Foundation
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
    let record = ForecastRecord(kept, Self.days).total
    let rows = kept.reduce(0) { $0 + $1.forecasts.rows.count }
    #expect(record.count == rows * StoredForecasts.mostDays)
    #expect(try #require(record.coverage) > 0.85)
    #expect(try #require(record.relativeError) < 1.1)
    #expect(ForecastRecord(kept, []).total.coverage == nil)
  }

  @Test("and are read as an earlier version stored them")
  func earlier() throws {
    // Version 1 had levels, eight bytes each: one name, an environment's row of p95, two days.
    var writer = ByteWriter()
    writer.count(1)
    writer.count(2)
    for name in ["production", "p95"] {
      writer.count(name.utf8.count)
      writer.append(Array(name.utf8))
    }
    for value in [1, 0, 0, 1, 2] { writer.count(value) }
    for level in [1e8, 0.9e8, 1.2e8] { writer.double(level) }
    writer.count(1)
    writer.double(1.1e8)
    for level in [2e8, 1.5e8, 2.5e8] { writer.double(level) }
    writer.count(0)
    let bytes = writer.bytes
    let row = try #require(try StoredForecasts(encoded: bytes).rows.first)
    #expect(row.subject == .environment("production") && row.metric == .p95)
    #expect(row.points.map(\.expected) == [1e8, 2e8].map { Float(log($0)) })
    #expect(row.lastWeek == [Float(log(1.1e8)), nil])
    for length in bytes.indices {
      #expect(throws: ByteCodingError.self) {
        try StoredForecasts(encoded: Array(bytes.prefix(length)))
      }
    }
  }

  @Test("metric by metric, and their intervals hold what comes")
  func coverage() throws {
    let metrics = ComparisonMetric.allCases
    var record: [ComparisonMetric: (count: Int, within: Int)] = [:]
    for seed in UInt64(0)..<24 {
      let days = FigureDays().days(97, ["List"], seed: 500 + seed) { _, day in
        let isWeekend = day % 7 < 2
        var behaviour = FigureDays.Behaviour(requests: isWeekend ? 600 : 1000)
        behaviour.milliseconds = isWeekend ? 80 : 100
        (behaviour.errors, behaviour.statements) = (0.02, isWeekend ? 4 : 3)
        (behaviour.hitRate, behaviour.memory) = (isWeekend ? 0.7 : 0.8, 1e6)
        return behaviour
      }
      let report = TrendAnalysis(Array(days.prefix(90))).build(threads: 2)
      let last = try #require(report.lastDay)
      let scored = ForecastRecord([(last, StoredForecasts(report))], days)
      for (metric, tally) in scored.metrics {
        record[metric, default: (0, 0)].count += tally.count
        record[metric, default: (0, 0)].within += tally.within
      }
      #expect(scored.total.count == scored.metrics.values.reduce(0) { $0 + $1.count })
    }
    for metric in metrics {
      let (count, within) = try #require(record[metric], "\(metric)")
      let share = Double(within) / Double(count)
      #expect(count >= 84 && share >= 0.88, "\(metric): \(within) of \(count)")
    }
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
