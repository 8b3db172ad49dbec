import Analysis
import MetricLog
import Testing
import TestSupport

@Suite("Beyond its limits a digest")
struct BeyondLimitTests {
  private func request(
    _ name: String,
    seq: UInt64,
    hour: Int64 = 0,
    nanoseconds: Int64 = 1_000_000
  ) -> ModelRecord {
    var request = ModelRequest()
    (request.name, request.nanoseconds) = (name, nanoseconds)
    var record = ModelRecord()
    (record.seq, record.content) = (seq, .request(request))
    record.timeMicroseconds = RandomLog.midnight + hour * RandomLog.hour + Int64(seq % 1000)
    return record
  }

  private func codes(_ report: Report) -> [String] { report.caveats.map(\.code) }

  @Test("keeps the names that people gave and exact totals in a flood of 200,000 others")
  func flood() throws {
    var recorder = Recorder()
    var translation = BatchTranslation()
    var batch = RecordBatch()
    var random = SeededGenerator(seed: 41)
    var (seq, sum): (UInt64, Int64) = (0, 0)
    let named = (0..<50).map {
      "Named" + String(Character(UnicodeScalar(UInt8(65 + $0 % 26)))) + "\($0)"
    }
    for start in stride(from: 0, to: 200_000, by: 4000) {
      batch.forgetNames()
      var records: [ModelRecord] = []
      for index in start..<start + 4000 {
        let nanoseconds = Int64(random.below(1 << 24))
        sum += nanoseconds
        seq += 1
        records.append(request("Flood\(100_000 + index)", seq: seq, nanoseconds: nanoseconds))
      }
      for name in named {
        sum += 1_000_000
        seq += 1
        records.append(request(name, seq: seq))
      }
      translation = BatchTranslation()
      recorder.record(RecordBatch(records), &translation)
    }
    var digest = recorder.finish()
    digest.settle()
    var options = ReportOptions()
    options.top = 20
    options.order = .requests
    let report = ReportBuilder(digest, options: options).build()
    #expect(report.totals.requests == Int64(seq))
    #expect(report.totals.duration.sum == sum)
    let rest = try #require(report.rest)
    // The kept operations and one row for those that were folded.
    #expect(rest.operations + report.operations.count == DigestLimits.standard.operations + 1)
    #expect(report.operations.first?.isOther == true)
    #expect(report.operations.dropFirst().allSatisfy { $0.metrics.requests == 50 })
    #expect(report.operations.dropFirst().allSatisfy { $0.name.hasPrefix("Named") })
    let listed = report.operations.reduce(0) { $0 + $1.metrics.duration.sum }
    #expect(listed + rest.metrics.duration.sum == sum)
    #expect(codes(report) == ["operations_folded"])
    let text = try #require(report.caveats.first?.text)
    let numbers = text.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    // 200,050 in truth; the estimate from ten thousand hashes is within a few per cent.
    #expect((185_000...215_000).contains(try #require(numbers.first)))
  }

  @Test("counts the records of every writer, and says that those of further ones are not checked")
  func writers() throws {
    var limits = DigestLimits()
    limits.sources = 10
    var recorder = Recorder(limits: limits)
    var translation = BatchTranslation()
    let records = (0..<40)
      .map { index in
        var record = request("A", seq: 1)
        record.source.writer = "writer\(index)"
        return record
      }
    let batch = RecordBatch(records)
    // The second time, the ten writers that are told apart have been counted.
    recorder.record(batch, &translation)
    recorder.record(batch, &translation)
    var digest = recorder.finish()
    digest.settle()
    let report = ReportBuilder(digest, options: ReportOptions()).build()
    #expect(report.totals.requests == 40 + 30)
    #expect(report.input.duplicates == 10)
    #expect(report.input.unidentified == 60)
    #expect(codes(report).contains("too_many_writers"))
  }

  @Test("keeps exact totals whatever is folded", arguments: [1, 2, 3] as [UInt64])
  func exactTotals(seed: UInt64) {
    var log = RandomLog(seed: seed)
    log.operations += (0..<200).map { "Made\(1000 + $0)" }
    log.services = ["shop", "search", "mail", "pay"]
    log.releases = (0..<9).map { "release-\($0)" }
    (log.statements, log.hours) = (200, 400)
    let records = log.records(1500)
    let rows = ReferenceReport(records).rows
    let report = Runs.report(records, limits: DeterminismTests.narrow)
    #expect(report.totals.tally == rows.tally)
    #expect(report.totals.duration.sum == rows.durations.sum)
    // 20 operations, and three rows for the folded ones of twelve scopes.
    #expect(report.operations.count == 23)
    #expect(report.operations.filter(\.isOther).count == 3)
    var sum = Tally()
    for operation in report.operations {
      sum.merge(operation.metrics.tally)
      var hours = Tally()
      for hour in operation.hours { hours.merge(hour.metrics.tally) }
      #expect(hours == operation.metrics.tally)
      var releases = Tally()
      for (_, metrics) in operation.releases { releases.merge(metrics.tally) }
      #expect(releases == operation.metrics.tally)
      #expect(operation.hosts.reduce(0) { $0 + $1.requests } == operation.metrics.requests)
    }
    #expect(sum == rows.tally)
    let statements = report.operations.flatMap(\.statements)
    let count = rows.sum { $0.database.map { $0.statements.reduce(0) { $0 + $1.count } } }
    #expect(statements.reduce(0) { $0 + $1.count } == count)
    #expect(codes(report).contains("long_stretches"))
    #expect(report.hours[0].lengthMicroseconds > RandomLog.hour)
    let processes = report.processes.reduce(0) { $0 + $1.samples }
    #expect(processes > 0)
  }

  @Test("lengthens stretches, and as little as it must")
  func stretches() {
    var limits = DigestLimits()
    limits.cells = 48
    let names = ["Ada", "Bea", "Cleo", "Dora"]
    for (hours, length) in [(12, 1), (13, 6), (72, 6), (73, 24), (288, 24), (289, 168)] {
      let records = (0..<hours).flatMap { hour in
        names.enumerated().map { index, name in
          request(name, seq: UInt64(hour * 4 + index + 1), hour: Int64(hour))
        }
      }
      let report = Runs.report(records, limits: limits)
      #expect(report.hours[0].lengthMicroseconds == Int64(length) * RandomLog.hour)
      #expect(report.totals.requests == Int64(hours * 4))
      #expect(codes(report) == (length == 1 ? [] : ["long_stretches"]))
      #expect(report.hours.map(\.metrics.requests).reduce(0, +) == Int64(hours * 4))
    }
  }

  @Test("tells the releases of an hour apart up to a limit")
  func releases() {
    var records: [ModelRecord] = []
    for index in 0..<3000 {
      var record = request("Cart", seq: UInt64(index + 1), hour: Int64(index % 3))
      record.source.release = index % 2 == 0 ? "stable" : "build-\(index)"
      records.append(record)
    }
    var random = SeededGenerator(seed: 3)
    let report = Runs.report(records.shuffled(using: &random))
    #expect(report.releases.map(\.metrics.requests).reduce(0, +) == 3000)
    #expect(report.releases.contains { $0.release == "(other)" })
    // Eight and the rest, in each of three hours.
    #expect(report.releases.count <= 25)
    #expect(report.operations[0].releases.count == report.releases.count)
    #expect(Runs.settled(records).encoded() == Runs.settled(records.reversed()).encoded())
  }

  @Test("keeps whole processes, whatever the stretches")
  func processes() {
    var limits = DigestLimits()
    (limits.processes, limits.eventCells) = (5, 40)
    var records: [ModelRecord] = []
    for index in 0..<2000 {
      var record = ModelRecord()
      record.source.host = "web-\(index % 20)"
      record.seq = UInt64(index / 20 + 1)
      record.timeMicroseconds = RandomLog.midnight + Int64(index / 20) * RandomLog.hour
      record.content = .process(ModelProcess(resident: 1000, cpu: nil, inFlight: 1))
      records.append(record)
    }
    let report = Runs.report(records, limits: limits)
    #expect(report.processes.count == 5)
    #expect(report.processes.allSatisfy { $0.samples == 100 })
  }
}
