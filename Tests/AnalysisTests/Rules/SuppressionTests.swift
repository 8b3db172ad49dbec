import Analysis
import MetricLog
import Testing

@Suite("A suppression")
struct SuppressionTests {
  private static func report(_ suppressions: [Suppression]) throws -> Report {
    var log = AlertLog()
    log.requests(100, "Slow") { index, request in
      request.nanoseconds = 2_000_000_000 + Int64(index) * 1_000_000
    }
    log.requests(100, "Slower") { index, request in
      request.nanoseconds = 4_000_000_000 + Int64(index) * 1_000_000
    }
    var options = ReportOptions()
    options.suppressions = suppressions
    options.today = try #require(Day("2026-11-22"))
    return Runs.report(log.records, options: options)
  }

  @Test("hides its finding and nothing else, and the report says so")
  func hides() throws {
    let open = try Self.report([])
    #expect(open.suppression == nil)
    let first = try #require(open.findings.first)
    let hidden = try Self.report([Suppression(id: first.id, reason: "known", until: nil)])
    #expect(hidden.findings.map(\.id) == open.findings.dropFirst().map(\.id))
    #expect(hidden.suppression?.hidden.map(\.suppression.id) == [first.id])
    #expect(hidden.suppression?.hidden.map(\.severity) == [first.severity])
    #expect(hidden.suppression?.expired == [])
    #expect(hidden.suppression?.unmatched == [])
  }

  @Test("holds through its last day, and not longer", arguments: ["2026-11-22", "2026-11-21"])
  func until(day: String) throws {
    let open = try Self.report([])
    let id = try #require(open.findings.first?.id)
    let suppression = Suppression(id: id, reason: "known", until: Day(day))
    let report = try Self.report([suppression])
    let isExpired = day == "2026-11-21"
    #expect(report.findings.contains { $0.id == id } == isExpired)
    #expect(report.suppression?.expired == (isExpired ? [suppression] : []))
    #expect(report.suppression?.hidden.count == (isExpired ? 0 : 1))
  }

  @Test("of no finding is named, expired or not")
  func unmatched() throws {
    let old = Suppression(id: "slow_field-00000000000a", reason: "x", until: Day("2020-01-01"))
    let new = Suppression(id: "slow_field-00000000000b", reason: "y", until: nil)
    let report = try Self.report([old, new])
    #expect(report.suppression?.unmatched == [old, new])
    #expect(report.suppression?.expired == [])
    #expect(report.findings.map(\.id) == (try Self.report([]).findings.map(\.id)))
  }
}
