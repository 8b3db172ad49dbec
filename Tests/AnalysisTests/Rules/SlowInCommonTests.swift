import Analysis
import MetricLog
import TestSupport
import Testing

@Suite("What slow requests have in common")
struct SlowInCommonTests {
  /// Requests of one operation with several properties; `isSlow` decides by index and properties.
  private func records(
    _ count: Int,
    seed: UInt64,
    slower: (ModelRecord, ModelRequest) -> Bool
  ) -> [ModelRecord] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { index in
      var record = ModelRecord()
      record.source.host = random.pick(["web-1", "web-2", "web-3", "web-4"])
      record.source.release = random.pick(["1.0", "1.1"])
      record.source.writer = "w-\(record.source.host)-\(record.source.release)"
      record.seq = UInt64(index + 1)
      record.timeMicroseconds = RandomLog.midnight + Int64(random.below(6 * 3600)) * 1_000_000
      var request = ModelRequest()
      request.name = "Search"
      request.signature = random.pick(["s1", "s2", "s3"])
      request.client = .init(
        name: random.pick(["web", "ios", "android"]),
        version: random.pick(["1", "2", "3"])
      )
      request.caches = [
        .init(
          name: "book",
          level: 1,
          hits: 1,
          misses: Int64(random.below(2)),
          writes: 0,
          evictions: 0
        )
      ]
      request.fields = [
        .init(field: "Query.hits", calls: 1, nanoseconds: 1000, items: Int64(random.below(64)))
      ]
      let base = Int64(10_000_000 + random.below(10_000_000))
      request.nanoseconds = slower(record, request) ? base * 8 : base
      record.content = .request(request)
      return record
    }
  }

  @Test("is found with its ratio where a host is slow")
  func host() throws {
    let records = records(1000, seed: 1) { record, request in
      record.source.host == "web-3" && request.traceLow == 0 && record.seq % 4 == 0
    }
    let values = Runs.report(records).operations[0].slowInCommon
    let first = try #require(values.first)
    #expect(first.property == .init(dimension: .host, value: "web-3"))
    #expect(first.riskRatio > 3 && first.low > 1.5 && first.adjustedP < 0.01)
    #expect(first.slowTotal + first.otherTotal == 1000)
  }

  @Test("is a pair where one property alone says less")
  func pair() throws {
    let records = records(1000, seed: 2) { record, request in
      record.source.host == "web-2" && request.client?.name == "ios"
    }
    let values = Runs.report(records).operations[0].slowInCommon
    let pair = try #require(values.first { $0.second != nil })
    let properties = [pair.property, try #require(pair.second)]
    #expect(properties.contains(.init(dimension: .host, value: "web-2")))
    #expect(properties.contains(.init(dimension: .client, value: "ios")))
  }

  @Test("is nothing where slowness is drawn by lot, in all but 5 % of reports")
  func level() {
    let reports = 60
    var random = SeededGenerator(seed: 99)
    let alarms = (0..<reports).filter { trial in
      let records = records(400, seed: UInt64(1000 + trial)) { _, _ in random.happens(0.08) }
      return !Runs.report(records).operations[0].slowInCommon.isEmpty
    }.count
    print("reports with something in common by chance: \(alarms) of \(reports)")
    #expect(alarms <= 3)
  }
}
