import Analysis
import Foundation
import TestSupport
import Testing

@Suite("Hours of a history that stand out")
struct HourAnomalyTests {
  private static let first = 20_000
  private static let operations = ["Bad", "Gone", "Quiet"]

  /// Nine weeks of hours of three operations, drawn request by request.
  ///
  /// On the last day but two `Bad` takes 2.5 times as long from 3 to 6, and on the last day nobody asks for
  /// `Gone` from 12 to 14, where that is planted.
  private static func hours(
    seed: UInt64,
    rate: Double = 250,
    isPlanted: Bool = true
  ) -> [(day: Day, hours: DayHours)] {
    var random = SeededGenerator(seed: seed)
    func normal() -> Double {
      (-2 * log(1 - random.unit())).squareRoot() * cos(2 * .pi * random.unit())
    }
    var drift = [Double](repeating: 0, count: operations.count)
    return (0..<63).map { number in
      var rows: [OperationName: OperationHours] = [:]
      for (index, name) in operations.enumerated() {
        let mood = 0.05 * normal()
        var row = OperationHours()
        for hour in 0..<24 {
          drift[index] = 0.7 * drift[index] + 0.05 * 0.714 * normal()
          var level = exp(mood + drift[index])
          let season = 1 + 0.6 * sin(Double(hour) * .pi / 12) + (number % 7 > 4 ? -0.2 : 0)
          let expected = rate * season * exp(0.05 * normal())
          var requests = Int64(max(0, expected + expected.squareRoot() * normal()))
          if isPlanted, name == "Bad", number == 60, (3..<6).contains(hour) { level *= 2.5 }
          if isPlanted, name == "Gone", number == 62, (12..<14).contains(hour) { requests = 0 }
          guard requests > 0 else { continue }
          // The mean of so many lognormal durations of deviation 1.
          let total = (0..<requests).reduce(0.0) { sum, _ in sum + exp(normal()) }
          row.hours.append(
            OperationHours.Hour(
              hour: UInt8(hour),
              requests: requests,
              durationNanoseconds: Int64(1e8 * level * total)
            )
          )
        }
        rows[FigureDays.name(name)] = row
      }
      return (Day(number: Int32(first + number)), DayHours(rows: rows))
    }
  }

  private static func report(_ hours: [(day: Day, hours: DayHours)], threads: Int = 1)
    -> TrendReport
  {
    var report = TrendReport()
    let subjects =
      operations.map { TrendSubject.operation(FigureDays.name($0)) } + [.environment("production")]
    for subject in subjects {
      for metric in [ComparisonMetric.mean, .requests, .p95] {
        var row = SeriesTrend(subject: subject, metric: metric)
        row.share = 0.3
        report.series.append(row)
      }
    }
    report.findHours(hours, from: Day(number: Int32(first + 56)), threads: threads)
    return report
  }

  private func anomalies(
    _ report: TrendReport,
    _ name: String,
    _ metric: ComparisonMetric
  ) -> [HourAnomaly] {
    report.series(of: .operation(FigureDays.name(name)), metric)?.hourAnomalies ?? []
  }

  @Test("are found and dated: three slow hours, and two that nobody asked in")
  func planted() throws {
    let hours = Self.hours(seed: 5)
    let report = Self.report(hours)
    let bad = anomalies(report, "Bad", .mean)
    #expect(bad.map(\.start) == [(Self.first + 60) * 24 + 3] && bad.map(\.hours) == [3])
    let slow = try #require(bad.first)
    #expect((1.8...3.5).contains(slow.level / slow.expected))
    let gone = anomalies(report, "Gone", .requests)
    #expect(gone.map(\.start) == [(Self.first + 62) * 24 + 12] && gone.map(\.hours) == [2])
    #expect(try #require(gone.first).level == 0)
    #expect(anomalies(report, "Quiet", .mean).isEmpty && anomalies(report, "Bad", .p95).isEmpty)
    #expect("\(Self.report(hours, threads: 3))" == "\(report)")
    // Before the day there is nothing to tell, and a day put together is no day without requests.
    #expect(Self.report(hours.dropLast(3)).series.allSatisfy { $0.hourAnomalies.isEmpty })
    let rolled = hours.map { day, table in
      (day: day, hours: day.number % 10 == 0 ? DayHours(rows: [:]) : table)
    }
    #expect(anomalies(Self.report(rolled), "Gone", .requests).map(\.start) == gone.map(\.start))
  }

  @Test("are few on quiet weeks, of many requests and of few", arguments: [12.0, 60])
  func quiet(rate: Double) {
    var found = 0
    for seed in UInt64(0)..<6 {
      let report = Self.report(Self.hours(seed: 70 + seed, rate: rate, isPlanted: false))
      found += report.series.reduce(0) { $0 + $1.hourAnomalies.count }
    }
    // 48 rows of a week.
    #expect(found <= 3, "\(found)")
  }
}
