import Analysis
import MetricLog
import Statistics
import TestSupport
import Testing

@Suite("What is kept of a day")
struct DayFiguresTests {
  private static let day = Day(ofMicroseconds: RandomLog.midnight)
  private static let digest: Digest = {
    var log = RandomLog(seed: 4)
    return Runs.settled(log.records(400))
  }()

  @Test("comes back whole")
  func roundTrip() throws {
    let (day, digest) = (Self.day, Self.digest)
    let figures = DayFigures(day: day, digest)
    #expect(!figures.operations.isEmpty && figures.requests == digest.requestCount)
    #expect(try DayFigures(day: day, encoded: figures.encoded()) == figures)
    let sketches = DaySketches(digest)
    #expect(try DaySketches(encoded: sketches.encoded()).encoded() == sketches.encoded())
    let hours = DayHours(day: day, digest)
    #expect(try DayHours(encoded: hours.encoded()).rows == hours.rows)
    let details = DayDetails(digest)
    #expect(try DayDetails(encoded: details.encoded()).rows == details.rows)
    let findings = DayFindings(digest)
    #expect(try DayFindings(encoded: findings.encoded()) == findings)
    for (name, figures) in figures.operations {
      let sketch = try #require(sketches.rows[name])
      #expect(sketch.sum == figures.durationNanoseconds)
      #expect(sketch.quantile(0.95) == figures.p95Nanoseconds)
    }
  }

  @Test("is refused, and stops nothing, when it is damaged")
  func damaged() {
    let (day, digest) = (Self.day, Self.digest)
    let summary = DaySummary(day: day, digest)
    let findings = DayFindings(digest).encoded()
    var random = SeededGenerator(seed: 5)
    for sound in [summary.figures, summary.sketches, summary.hours, summary.details, findings] {
      for length in stride(from: 0, to: sound.count, by: max(1, sound.count / 40)) {
        #expect(throws: ByteCodingError.self) {
          try DayFigures(day: day, encoded: Array(summary.figures.prefix(length / 4)))
        }
        var bytes = sound
        bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
        _ = try? DayFigures(day: day, encoded: bytes)
        _ = try? DaySketches(encoded: bytes)
        _ = try? DayHours(encoded: bytes)
        _ = try? DayDetails(encoded: bytes)
        _ = try? DayFindings(encoded: bytes)
      }
    }
  }
}
