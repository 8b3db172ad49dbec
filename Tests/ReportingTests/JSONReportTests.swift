import Analysis
import Foundation
import MetricLog
import Reporting
import Testing

/// What holds for the JSON of any report.
@Suite("The JSON report")
struct JSONReportTests {
  @Test("parses, and gives back the report's numbers")
  func numbers() throws {
    for seed in 0..<40 as Range<UInt64> {
      var random = RandomReport(seed: seed)
      let report = random.report()
      let root = try object(JSONRenderer().render(report))
      #expect(root["schema"] as? String == "nightjar.report/1")
      try expectEqual(root["totals"], report.totals)
      let operations = try #require(root["operations"] as? [[String: Any]])
      #expect(operations.count == report.operations.count)
      for (json, operation) in zip(operations, report.operations) {
        try expectEqual(json, operation.metrics)
        #expect(json["name"] as? String == (operation.isOther ? "(other)" : operation.name))
        #expect(json["share_of_time"] as? Double == operation.shareOfTime)
        #expect((json["hours"] as? [Any])?.count == operation.hours.count)
      }
      let input = try #require(root["input"] as? [String: Any])
      #expect(input["lines"] as? Int64 == report.input.total.lines)
      #expect(input["rejected"] as? Int64 == report.input.total.rejectedLines)
    }
  }

  @Test("is the same bytes for the same report")
  func deterministic() {
    var first = RandomReport(seed: 7)
    var second = RandomReport(seed: 7)
    #expect(JSONRenderer().render(first.report()) == JSONRenderer().render(second.report()))
  }

  @Test("holds no raw control, direction or invisible character but the line end")
  func characters() {
    for report in [SampleReport.hostile, SampleReport.normal] {
      let text = String(decoding: JSONRenderer().render(report), as: UTF8.self)
      let raw = text.unicodeScalars.filter { $0 != "\n" && SafeText.text(String($0)) != String($0) }
      #expect(
        raw.filter { !$0.properties.isVariationSelector && CellWidth.of(String($0)) > 0 }.isEmpty
      )
    }
  }

  private func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private func expectEqual(_ value: Any?, _ metrics: Metrics) throws {
    let json = try #require(value as? [String: Any])
    #expect(json["requests"] as? Int64 == metrics.requests)
    #expect(json["errors"] as? Int64 == metrics.errors)
    let duration = json["duration_ms"] as? [String: Any]
    #expect((duration == nil) == (metrics.duration.count == 0))
    if let duration {
      #expect(nanoseconds(duration["sum"]) == metrics.duration.sum)
      #expect(nanoseconds(duration["p99"]) == metrics.duration.p99)
      #expect(nanoseconds(duration["max"]) == metrics.duration.max)
    }
    let database = json["db"] as? [String: Any]
    #expect((database == nil) == (metrics.database.statements.recorded == 0))
    if let database {
      #expect(database["statements"] as? Int64 == metrics.database.statements.sum)
      #expect(nanoseconds(database["time_ms"]) == metrics.database.nanoseconds)
    }
    #expect((json["complexity"] is NSNull) == (metrics.complexity.recorded == 0))
  }

  /// Milliseconds back as nanoseconds; exact up to 2^50 nanoseconds.
  private func nanoseconds(_ milliseconds: Any?) -> Int64? {
    (milliseconds as? Double).map { Int64(($0 * 1e6).rounded()) }
  }
}
