import Analysis
import MetricLog
import Testing
import TestSupport

@Suite("A report agrees with a slow exact reference")
struct ReportTests {
  /// A log with repeated records and gaps, and what is left of it.
  private func log(seed: UInt64, _ count: Int) -> [ModelRecord] {
    var log = RandomLog(seed: seed)
    let records = log.records(count)
    let kept = records.filter { _ in log.random.happens(0.97) }
    let again = kept.filter { $0.seq > 0 && log.random.happens(0.05) }
    return (kept + again).shuffled(using: &log.random)
  }

  @Test("on every figure of every operation", arguments: [1, 2, 3] as [UInt64])
  func operations(seed: UInt64) throws {
    let records = log(seed: seed, 900)
    let reference = ReferenceReport(records)
    let report = Runs.report(records)
    #expect(report.operations.count == reference.operations.count)
    let total = reference.rows.durations.sum
    for operation in report.operations {
      let key = ReferenceReport.Key(
        service: operation.service,
        env: operation.env,
        name: operation.name,
        kind: operation.kind
      )
      let rows = try #require(reference.operations[key])
      expect(operation.metrics, rows)
      #expect(operation.shareOfTime == Double(rows.durations.sum) / Double(total))
      #expect(operation.histogram == rows.durations.octaves)
      expect(operation.statementsPerRequest, rows.distribution { $0.database?.count })
      expect(operation.memoryPerRequest, rows.distribution { $0.memoryDelta.map { max(0, $0) } })
      expect(operation.responseBytesPerRequest, rows.distribution(\.responseBytes))
      expect(operation.hours, rows)
      for (release, metrics) in operation.releases {
        expect(metrics, rows.filter { $0.source.release == release })
      }
      #expect(Set(operation.releases.map(\.release)) == Set(rows.map(\.source.release)))
      #expect(operation.slowest == rows.slowest)
    }
  }

  @Test("on totals, hours, releases and what was read", arguments: [4, 5] as [UInt64])
  func totals(seed: UInt64) {
    let records = log(seed: seed, 900)
    let reference = ReferenceReport(records)
    let report = Runs.report(records)
    expect(report.totals, reference.rows)
    expect(report.hours, reference.rows)
    let releases = Dictionary(grouping: reference.rows, by: \.source.release)
    let order = releases.sorted { left, right in
      let hours = (left.value.map(\.hour).min() ?? 0, right.value.map(\.hour).min() ?? 0)
      return hours.0 == hours.1 ? left.key < right.key : hours.0 < hours.1
    }
    #expect(report.releases.map(\.release) == order.map(\.key))
    for (release, metrics) in report.releases { expect(metrics, releases[release] ?? []) }
    let input = report.input
    #expect(input.duplicates == reference.duplicates)
    #expect(input.duplicates > 0)
    #expect(input.unidentified == reference.unidentified)
    #expect(input.unselected == 0)
    #expect(input.missing == reference.missing)
    #expect(input.missing > 0)
    #expect(input.droppedByWriters == reference.dropped)
    #expect(input.writers == Int64(reference.numbers.count))
    let times = reference.rows.map(\.timeMicroseconds)
    #expect(input.firstMicroseconds == times.min())
    #expect(input.lastMicroseconds == times.max())
    let seconds = Double((times.max() ?? 0) - (times.min() ?? 0)) / 1e6
    #expect(report.requestsPerSecond == Double(report.totals.requests) / seconds)
  }

  /// Selections by each filter, and by all of them.
  private static var selections: [Selection] {
    var list = [Selection](repeating: Selection(), count: 8)
    list[0].services = ["shop"]
    list[1].envs = ["", "staging"]
    list[2].releases = ["1.0", "none"]
    list[3].operations = ["(anonymous)", "Cart"]
    list[4].sinceMicroseconds = RandomLog.midnight + 2 * RandomLog.hour
    list[5].untilMicroseconds = RandomLog.midnight + 3 * RandomLog.hour + 1
    list[6].services = ["nowhere"]
    list[7].services = ["search"]
    list[7].envs = ["production"]
    list[7].releases = ["1.1", "2.0-rc"]
    list[7].operations = ["Login", "Ärger 🙂"]
    list[7].sinceMicroseconds = RandomLog.midnight + 1
    list[7].untilMicroseconds = RandomLog.midnight + 4 * RandomLog.hour
    return list
  }

  @Test("on what the filters leave out", arguments: 0..<8)
  func selection(index: Int) {
    let records = log(seed: 8, 600)
    let selection = Self.selections[index]
    let reference = ReferenceReport(records, selection)
    let report = Runs.report(records, selection: selection)
    expect(report.totals, reference.rows)
    #expect(report.input.unselected == reference.unselected)
    #expect(reference.unselected > 0)
    #expect(report.operations.count == reference.operations.count)
    #expect(report.input.duplicates == reference.duplicates)
    #expect(report.input.missing == reference.missing)
    let deploys = reference.others.filter { if case .deploy = $0.content { true } else { false } }
    #expect(report.deploys.count == deploys.count)
    #expect(report.selection == Selection())
  }

  // MARK: - Comparing

  private func expect(
    _ metrics: Metrics,
    _ rows: [ReferenceReport.Row],
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(metrics.tally == rows.tally, sourceLocation: location)
    let (duration, exact) = (metrics.duration, rows.durations)
    #expect(duration.count == exact.count, sourceLocation: location)
    #expect(duration.sum == exact.sum, sourceLocation: location)
    #expect(duration.min == exact.min, sourceLocation: location)
    #expect(duration.max == exact.max, sourceLocation: location)
    #expect(duration.isExact == exact.isExact, sourceLocation: location)
    for (percent, estimate) in [
      (50, duration.p50), (90, duration.p90), (95, duration.p95), (99, duration.p99),
    ] as [(Int64, Int64)] {
      #expect(exact.agrees(estimate, percent: percent), sourceLocation: location)
    }
  }

  private func expect(_ distribution: Distribution?, _ exact: ReferenceDistribution) {
    #expect((distribution == nil) == (exact.count == 0))
    guard let distribution else { return }
    #expect(distribution.min == exact.min)
    #expect(distribution.max == exact.max)
    #expect(exact.agrees(distribution.p50, percent: 50))
    #expect(exact.agrees(distribution.p95, percent: 95))
    #expect(exact.agrees(distribution.p99, percent: 99))
  }

  private func expect(_ hours: [HourReport], _ rows: [ReferenceReport.Row]) {
    let byHour = Dictionary(grouping: rows, by: \.hour)
    #expect(hours.map(\.startMicroseconds) == byHour.keys.sorted().map { $0 * RandomLog.hour })
    for hour in hours {
      #expect(hour.lengthMicroseconds == RandomLog.hour)
      expect(hour.metrics, byHour[hour.startMicroseconds / RandomLog.hour] ?? [])
    }
  }
}

extension [ReferenceReport.Row] {
  /// The four slowest requests as the report has them.
  fileprivate var slowest: [RequestExample] {
    let sorted = sorted { left, right in
      let (a, b) = (left.request, right.request)
      if a.nanoseconds != b.nanoseconds { return a.nanoseconds > b.nanoseconds }
      return (left.timeMicroseconds, a.traceLow, left.seq)
        < (right.timeMicroseconds, b.traceLow, right.seq)
    }
    return sorted.prefix(4).map { row in
      var example = RequestExample()
      example.timeMicroseconds = row.timeMicroseconds
      example.nanoseconds = row.request.nanoseconds
      let digits = String(row.request.traceLow, radix: 16)
      example.traceID =
        row.request.traceLow == 0 ? "" : String(repeating: "0", count: 32 - digits.count) + digits
      (example.writer, example.seq) = (row.source.writer, row.seq)
      return example
    }
  }
}
