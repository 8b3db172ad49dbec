import Analysis
import MetricLog
import TestSupport
import Testing

@Suite("The sample of whole requests")
struct RequestSampleTests {
  @Test("holds every request of an operation that has few")
  func complete() throws {
    var log = RandomLog(seed: 5)
    (log.services, log.envs, log.operations) = (["shop"], ["production"], ["Cart"])
    log.weighted = 0
    let records = log.records(600)
    for operation in Runs.report(records).operations {
      let requests = records.compactMap(\.request).filter { $0.kind == operation.kind }
      let time = try #require(operation.time)
      #expect(time.sampled == requests.count)
      #expect(time.total == requests.reduce(0) { $0 + $1.nanoseconds })
    }
  }

  @Test("keeps at most so many of each operation, fewer the more operations there are")
  func bounded() throws {
    var limits = DigestLimits()
    limits.wholeRequests = 64
    for operations in [1, 2, 8] {
      var log = RandomLog(seed: 6)
      (log.services, log.envs) = (["shop"], ["production"])
      log.operations = (0..<operations).map { "Operation\($0)x" }
      let report = Runs.report(log.records(2000), limits: limits)
      // Four kinds of each name.
      let kept = max(8, Self.powerOfTwo(64 / (4 * operations)))
      for operation in report.operations where operation.metrics.lines >= 40 {
        #expect(operation.time?.sampled == kept)
      }
    }
  }

  private static func powerOfTwo(_ bound: Int) -> Int {
    var power = 1
    while power * 2 <= bound { power *= 2 }
    return power
  }
}
