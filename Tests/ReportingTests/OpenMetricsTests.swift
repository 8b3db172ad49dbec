import Analysis
import Reporting
import Testing

/// Holds the exposition to the grammar of OpenMetrics, for any report.
@Suite("The OpenMetrics text")
struct OpenMetricsTests {
  /// The lines of one family.
  private struct Family {
    var name: String
    var unit: String?
    var samples: [(labels: String, value: Double)] = []
  }

  @Test("keeps to the grammar, with no family and no series twice")
  func grammar() throws {
    let seeded = (0..<30 as Range<UInt64>).map { seed in
      var random = RandomReport(seed: seed)
      var report = random.report()
      // A report never has one operation twice; the random one may.
      report.operations = OperationReports(report.operations.prefix(1))
      report.processes = Array(report.processes.prefix(1))
      if let pools = report.processes.first?.pools.prefix(1) {
        report.processes[0].pools = Array(pools)
      }
      return report
    }
    for report in [SampleReport.normal, SampleReport.empty, SampleReport.services, Report()]
      + seeded
    {
      let families = try Self.read(OpenMetricsRenderer().render(report))
      #expect(Set(families.map(\.name)).count == families.count)
      for family in families {
        #expect(!family.samples.isEmpty)
        #expect(Set(family.samples.map(\.labels)).count == family.samples.count, "\(family.name)")
        if let unit = family.unit { #expect(family.name.hasSuffix("_" + unit)) }
      }
    }
  }

  @Test("keeps names apart that look alike when they are escaped")
  func names() throws {
    var report = SampleReport.hostile
    let pairs = ["\u{1b}", "\\x1b", "(rest)", "\\(rest)", "a\"b", "a\\\"b", "a\nb", "a\\nb", ""]
    report.operations = OperationReports(
      pairs.map { name in
        var operation = SampleReport.hostile.operations[0]
        (operation.name, operation.service) = (name, "shop")
        return operation
      }
    )
    report.rest = SampleReport.normal.rest
    let families = try Self.read(OpenMetricsRenderer().render(report))
    let requests = try #require(families.first { $0.name == "nightjar_operation_requests" })
    #expect(Set(requests.samples.map(\.labels)).count == pairs.count + 1)
    #expect(requests.samples.contains { $0.labels == #"operation="(rest)""# })
  }

  @Test("has the numbers of the report in base units")
  func numbers() throws {
    let report = SampleReport.normal
    let families = try Self.read(OpenMetricsRenderer().render(report))
    func value(_ name: String, _ labels: String = "") -> Double? {
      families.first { $0.name == name }?.samples.first { $0.labels.contains(labels) }?.value
    }
    #expect(value("nightjar_requests") == 1_200_908)
    #expect(value("nightjar_request_duration_seconds", #"quantile="0.5""#) == 0.0246)
    #expect(value("nightjar_request_duration_seconds", #"quantile="1""#) == 9.87)
    #expect(value("nightjar_operation_time_ratio", "ProductListWithReviews") == 0.4132)
    #expect(value("nightjar_findings", "high") == 1)
    let start = try #require(report.input.firstMicroseconds)
    #expect(value("nightjar_period_start_timestamp_seconds") == Double(start) / 1e6)
  }

  @Test("has no more series than the listed operations allow")
  func bounds() throws {
    let report = SampleReport.huge
    var few = report
    few.operations = OperationReports(report.operations.prefix(20))
    let series = try Self.read(OpenMetricsRenderer().render(few)).map(\.samples.count).reduce(0, +)
    #expect(series < 20 * 12 + 3 * OpenMetricsRenderer.hostLimit + 100)
  }

  /// Reads an exposition; what is not of the grammar is an issue.
  private static func read(_ bytes: [UInt8]) throws -> [Family] {
    let text = String(decoding: bytes, as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.popLast() == "" && lines.popLast() == "# EOF")
    var families: [Family] = []
    let label = #/[a-z_]+="(?:[^"\\\n]|\\["\\n])*"/#.matchingSemantics(.unicodeScalar)
    let pattern = /([a-z_]+)(?:\{(.*)\})? (-?[0-9.]+(?:e[-+]?[0-9]+)?)/
      .matchingSemantics(.unicodeScalar)
    for line in lines {
      if let type = line.wholeMatch(of: /# TYPE (nightjar_[a-z_]+) gauge/) {
        families.append(Family(name: String(type.1)))
        continue
      }
      let last = families.count - 1
      let name = try #require(families.last?.name)
      if let unit = line.wholeMatch(of: /# UNIT ([a-z_]+) ([a-z]+)/) {
        #expect(unit.1 == name && families[last].samples.isEmpty)
        families[last].unit = String(unit.2)
      } else if line.hasPrefix("# HELP \(name) ") {
        #expect(families[last].samples.isEmpty)
      } else {
        let sample = try #require(
          line.wholeMatch(of: pattern),
          "\(line)"
        )
        let labels = String(sample.2 ?? "")
        #expect(sample.1 == name, "\(line)")
        let rest = labels.replacing(label, with: "").filter { $0 != "," }
        #expect(rest.isEmpty, "\(labels)")
        families[last].samples.append((labels, try #require(Double(sample.3))))
      }
    }
    return families
  }
}
