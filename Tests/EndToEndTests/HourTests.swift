import Foundation
import TestSupport
import Testing

/// Nine weeks of hours, three of which are slow and two of which nobody asks in.
@Suite("Hours that stand out")
struct HourTests {
  private static let days = 63
  private static let first = 1_759_276_800

  private let scratch: Scratch
  /// The durations in nanoseconds of the worst of the slow hours, as they were written.
  private let slow: [Int64]

  /// Some 115 requests of 100 ms in each of six hours a day; on the last day but one from 3 to 6 they take 2.5, 4
  /// and 3 times as long, and on the last day nobody asks from 12 to 14.
  init() throws {
    scratch = try Scratch()
    var random = SeededGenerator(seed: 12)
    var slow: [Int64] = []
    let clock = ISO8601DateFormatter()
    for day in 0..<Self.days {
      var lines = ""
      var sequence = 0
      for hour in [1, 3, 4, 5, 12, 13] where !(day == Self.days - 1 && (12..<14).contains(hour)) {
        let isSlow = day == Self.days - 2 && (3..<6).contains(hour)
        let factor = isSlow ? [2.5, 4, 3][hour - 3] : 1
        for index in 0..<(110 + random.below(9)) {
          sequence += 1
          let microseconds = Int64(100_000 * factor * (1 + 0.3 * random.unit()))
          if isSlow, hour == 4 { slow.append(microseconds * 1000) }
          let seconds = Self.first + 86_400 * day + 3600 * hour + 30 * index
          let time = clock.string(from: Date(timeIntervalSince1970: Double(seconds)))
          lines += #"{"v":1,"type":"request","time":"\#(time)","service":"shop","env":"live","#
          lines += #""host":"a","release":"1","writer":"w\#(day)","seq":\#(sequence),"#
          lines += #""operation":{"name":"Item","kind":"query"},"#
          lines += #""duration_ms":\#(String(format: "%.3f", Double(microseconds) / 1000))}"# + "\n"
        }
      }
      try scratch.write("logs/\(day).jsonl", lines)
    }
    self.slow = slow
  }

  @Test("are told by trends, with the level they had")
  func hours() throws {
    let imported = ["history", "import", "logs", "--history", "h.sqlite", "--quiet"]
    try #require(try scratch.nightjar(imported).status == 0)
    let document = try scratch.nightjar(["trends", "--history", "h.sqlite", "--format", "json"])
      .json()
    let series = document.trends?.series?.elements ?? []
    func found(_ metric: String) throws -> [JSONTree] {
      let row = try #require(
        series.first { $0["name"]?.string == "Item" && $0.metric?.string == metric }
      )
      return row.hour_anomalies?.elements ?? []
    }
    let mean = try found("mean")
    #expect(mean.count == 1)
    let bad = try #require(mean.first)
    // The 62nd day from 2025-10-01.
    #expect(bad.start?.string?.hasPrefix("2025-12-01T03:00:00") == true && bad.hours?.number == 3)
    let truth = Double(slow.reduce(0, +)) / Double(slow.count) / 1e6
    #expect(abs((bad.level?.number ?? 0) / truth - 1) < 1e-6)
    #expect((105...125).contains(bad.expected?.number ?? 0))
    let gone = try found("requests")
    #expect(gone.count == 1 && gone.first?.hours?.number == 2)
    #expect(gone.first?.start?.string?.hasPrefix("2025-12-02T12:00:00") == true)
    #expect(try found("p95").isEmpty)
    let text = try scratch.nightjar(["trends", "--history", "h.sqlite"]).text
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("Item mean on 2025-12-01 03:00 – 06:00 UTC"))
    // A history whose hours were put together says nothing of them.
    let rolled = ["history", "roll-up", "--history", "h.sqlite", "--keep-hours", "1"]
    let rolling = try scratch.nightjar(rolled)
    #expect(rolling.status == 0, "\(rolling.errors)")
    let without = try scratch.nightjar(["trends", "--history", "h.sqlite", "--format", "json"])
      .json()
    let rest = without.trends?.series?.elements ?? []
    #expect(!rest.isEmpty && rest.allSatisfy { $0.hour_anomalies?.elements.isEmpty ?? true })
  }
}
