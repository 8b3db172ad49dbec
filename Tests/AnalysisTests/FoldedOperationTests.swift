import Analysis
import MetricLog
import Testing
import TestSupport

@Suite("The sample of folded operations")
struct FoldedOperationTests {
  private func record(_ name: String, _ seq: Int, _ nanoseconds: Int64) -> ModelRecord {
    var request = ModelRequest()
    (request.name, request.nanoseconds) = (name, nanoseconds)
    var record = ModelRecord()
    (record.seq, record.content) = (UInt64(seq), .request(request))
    record.timeMicroseconds = RandomLog.midnight + Int64(seq)
    return record
  }

  @Test("finds an operation of 5 % of the time among a hundred thousand names")
  func heavyHitter() throws {
    // Two names are kept, so that the heavy one is folded whatever its hash.
    var limits = DigestLimits()
    limits.operations = 2
    var random = SeededGenerator(seed: 17)
    var recorder = Recorder(limits: limits)
    let count = 100_000
    for start in stride(from: 0, to: count, by: 5000) {
      let records = (start..<start + 5000).map { index in
        // One in a hundred takes a little over five times as long as the others.
        index % 100 == 7
          ? record("Heavy7777", index + 1, 5_200_000 + Int64(random.below(100_000)))
          : record("Light\(100_000 + index)", index + 1, 500_000 + Int64(random.below(1_000_000)))
      }
      var translation = BatchTranslation()
      recorder.record(RecordBatch(records), &translation)
    }
    var digest = recorder.finish()
    digest.settle()
    let report = ReportBuilder(digest, options: ReportOptions()).build()
    let heavy = try #require(report.folded.first)
    #expect(report.folded.map(\.name) == ["Heavy7777"])
    // Binomial: 51 of 1,024 with a deviation of 7.
    #expect((0.03...0.07).contains(heavy.shareOfTime))
    #expect((30...72).contains(heavy.sampled))
  }

  @Test("estimates shares without bias")
  func unbiased() {
    var limits = DigestLimits()
    (limits.operations, limits.sampledRequests) = (1, 40)
    let names = (0..<8).map { "Operation\(100 + $0)" }
    var sums = [String: Double]()
    var truth = [String: Double]()
    let rounds = 120
    for round in 0..<rounds {
      var random = SeededGenerator(seed: UInt64(round))
      var total = 0.0
      var weights: [String: Double] = [:]
      let records = (0..<300).map { index in
        let name = names[min(7, random.below(16) / 2)]
        let nanoseconds = Int64(1_000_000 / (0.01 + random.unit()))
        total += Double(nanoseconds)
        weights[name, default: 0] += Double(nanoseconds)
        var record = record(name, index + 1, nanoseconds)
        record.source.writer = "w\(round)"
        return record
      }
      for (name, weight) in weights { truth[name, default: 0] += weight / total }
      let report = Runs.report(records, limits: limits)
      let kept = report.operations.first { !$0.isOther }
      for operation in report.folded { sums[operation.name, default: 0] += operation.shareOfTime }
      // The one that is kept is not estimated.
      if let kept { sums[kept.name, default: 0] += kept.shareOfTime }
    }
    for name in names {
      let (estimate, exact) = (sums[name] ?? 0, truth[name] ?? 0)
      #expect(abs(estimate - exact) / Double(rounds) < 0.012, "\(name): \(estimate) for \(exact)")
    }
  }

  @Test("says nothing when no operation is folded")
  func notFolded() {
    var log = RandomLog(seed: 1)
    #expect(Runs.report(log.records(300)).folded.isEmpty)
  }
}
