import Analysis
import MetricLog
import TestSupport
import Testing

@Suite("Where the time goes")
struct TimeDecompositionTests {
  @Test("adds up to the whole, to the nanosecond", arguments: [1, 2, 3] as [UInt64])
  func exact(seed: UInt64) {
    var log = RandomLog(seed: seed)
    log.weighted = 0.2
    var limits = DigestLimits()
    limits.wholeRequests = 200
    for limits in [limits, .standard] {
      let report = Runs.report(log.records(700), limits: limits)
      for operation in report.operations {
        guard let time = operation.time else { continue }
        #expect(time.total == operation.metrics.duration.sum)
        #expect(min(time.database, time.wait, time.fields, time.unexplained) >= 0)
      }
    }
  }

  @Test("gives each part its own")
  func parts() throws {
    let time = try decomposition(duration: 100, database: 30, wait: 10, fields: 70)
    #expect(time.database == 30_000_000 && time.wait == 10_000_000)
    #expect(time.fields == 30_000_000 && time.unexplained == 30_000_000)
  }

  @Test("cuts sums that overlap to the duration, in proportion")
  func overlapping() throws {
    let time = try decomposition(duration: 100, database: 100, wait: 300, fields: 900)
    #expect(time.database == 25_000_000 && time.wait == 75_000_000)
    #expect(time.fields == 0 && time.unexplained == 0)
  }

  private func decomposition(
    duration: Int64,
    database: Int64,
    wait: Int64,
    fields: Int64
  ) throws -> TimeDecomposition {
    var record = ModelRecord()
    record.seq = 1
    record.timeMicroseconds = RandomLog.midnight
    var request = ModelRequest()
    request.name = "Cart"
    request.nanoseconds = duration * 1_000_000
    request.database = .init(
      count: 3,
      nanoseconds: database * 1_000_000,
      wait: wait * 1_000_000,
      statements: []
    )
    request.fields = [
      .init(field: "Query.cart", calls: 1, nanoseconds: fields * 1_000_000, items: nil)
    ]
    record.content = .request(request)
    return try #require(Runs.report([record]).operations[0].time)
  }
}
