import LogReading
import MetricLog
import Synchronization
import TestSupport
import Testing

@Suite("A flood of names")
struct NameFloodTests {
  @Test("is bounded, whether its lines are accepted or not", arguments: [true, false])
  func names(areGood: Bool) async throws {
    let folder = try TemporaryFolder()
    let lines = (0..<150).map { line in
      let members = (0..<1000).map { #""n\#(line * 1000 + $0)":1"# }.joined(separator: ",")
      return #"{"v":1,"type":"hamster",\#(members)\#(areGood ? "}" : "]")"#
    }
    let path = try folder.write(Array(lines.joined(separator: "\n").utf8) + [0x0A])
    let most = MostNames()
    let result = await LogReader(paths: [path], options: .everything).read { Sink(most: most) }
    #expect(result.accounts.map(\.acceptedLines) == [areGood ? 150 : 0])
    let counts = most.counts.withLock(\.self)
    #expect(counts.names < 70_000, "of 150,000")
    #expect(counts.generations == 3)
  }

  private final class MostNames: Sendable {
    let counts = Mutex((names: 0, generations: 0))
  }

  private struct Sink: BatchSink {
    let most: MostNames

    mutating func take(_ batch: inout RecordBatch) {
      most.counts.withLock { counts in
        counts.names = max(counts.names, batch.symbols.count)
        counts.generations = max(counts.generations, batch.generation + 1)
      }
    }

    mutating func finish() {}
  }
}
