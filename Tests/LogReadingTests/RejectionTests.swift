import LogReading
import MetricLog
import Synchronization
import TestSupport
import Testing

@Suite("Rejected lines")
struct RejectionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A text of good and bad lines, and what is to be said of the bad ones.
  private func sample(_ random: inout SeededGenerator) -> (text: [UInt8], bad: [RejectedLine]) {
    var text: [UInt8] = []
    var bad: [RejectedLine] = []
    for number in 1...random.within(1...40) {
      let line = random.oneIn(2) ? Array(SampleLines.line(number).utf8) : Self.badLine(&random)
      var check = LineCheck()
      if case .rejected(let failure) = check.read(line) {
        bad.append(
          RejectedLine(
            reason: failure.reason,
            path: folder.path("log.jsonl"),
            line: Int64(number),
            offset: Int64(text.count),
            column: Int64(failure.column),
            field: failure.field?.text ?? "",
            excerpt: Array(line.prefix(120))
          )
        )
      }
      text += line + [0x0A]
    }
    return (text, bad)
  }

  private static func badLine(_ random: inout SeededGenerator) -> [UInt8] {
    let good = SampleLines.line(random.below(50))
    let texts = [
      good.replacing("\"v\":1", with: "\"v\":2"), good + "x", String(good.dropLast()), "[1,2]",
      good.replacing("seq", with: "service"), good.replacing("\"time\":", with: "\"times\":"),
      good.replacing("2026-03-14", with: "2026-02-30"), "no JSON", "{}", "\"\"", "NaN",
      good.replacing("}", with: ",\"x\":NaN}"), String(repeating: "[", count: 70) + good,
    ]
    return Array(random.pick(texts).utf8)
  }

  @Test("have the right place, column and excerpt, for blocks of any size")
  func places() async throws {
    var random = SeededGenerator(seed: 51)
    var reasons: Set<RejectionReason> = []
    for round in 0..<30 {
      let (text, bad) = sample(&random)
      reasons.formUnion(bad.map(\.reason))
      let stored = round % 2 == 0 ? text : Gzip().member(text)
      for (block, threads) in [(1, 1), (7, 2), (64, 7), (1021, 2), (16 * 1024, 1)] {
        let options = ReadOptions.with(block: block, threads: threads)
        let reading = try await Reading.of(stored, options, in: folder)
        #expect(reading.result.rejectedLines == bad, "blocks of \(block), \(threads) threads")
      }
    }
    #expect(reasons.count >= 8)
  }

  @Test("are told in order as they come, and then not kept")
  func streaming() async throws {
    var random = SeededGenerator(seed: 52)
    for block in [1, 64, 1021, 16 * 1024] {
      let (text, bad) = sample(&random)
      let told = ToldLines()
      let path = try folder.write(text)
      let result = await LogReader(paths: [path], options: .with(block: block))
        .read(onRejection: { line in told.lines.withLock { $0.append(line) } }) { NoSink() }
      #expect(told.lines.withLock(\.self) == bad)
      #expect(result.rejectedLines.isEmpty)
      #expect(result.accounts.map(\.rejectedLines) == [Int64(bad.count)])
    }
  }

  @Test("are kept up to a number for each reason, the first of the file")
  func kept() async throws {
    var random = SeededGenerator(seed: 53)
    for _ in 0..<20 {
      let (text, bad) = sample(&random)
      for kept in [0, 1, 2, 5] {
        var counts: [RejectionReason: Int] = [:]
        let expected = bad.filter { line in
          counts[line.reason, default: 0] += 1
          return counts[line.reason, default: 0] <= kept
        }
        for (block, threads) in [(64, 1), (300, 7), (16 * 1024, 2)] {
          var options = ReadOptions.with(block: block, threads: threads)
          options.rejectionsKept = kept
          let reading = try await Reading.of(text, options, in: folder)
          #expect(reading.result.rejectedLines == expected)
          #expect(reading.account.rejectedLines == Int64(bad.count))
        }
      }
    }
  }

  private final class ToldLines: Sendable {
    let lines = Mutex<[RejectedLine]>([])
  }

  private struct NoSink: BatchSink {
    mutating func take(_ batch: inout RecordBatch) {}
    mutating func finish() {}
  }
}
