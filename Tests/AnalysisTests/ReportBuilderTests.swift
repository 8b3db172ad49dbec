import Analysis
import MetricLog
import Testing
import TestSupport

@Suite("The report's list of operations")
struct ReportBuilderTests {
  private let records: [ModelRecord]

  init() {
    var log = RandomLog(seed: 31)
    log.operations += (0..<12).map { "Page\($0)" }
    records = log.records(900)
  }

  private func report(_ order: ReportOrder = .time, top: Int = .max) -> Report {
    var options = ReportOptions()
    (options.order, options.top) = (order, top)
    return Runs.report(records, options: options)
  }

  private func name(_ operation: OperationReport) -> [String] {
    [operation.service, operation.env, operation.name, "\(operation.kind.rawValue)"]
  }

  @Test("is in the order asked for, equals by name", arguments: ReportOrder.allCases)
  func order(order: ReportOrder) {
    func value(_ metrics: Metrics) -> Double {
      switch order {
      case .time: Double(metrics.duration.sum)
      case .requests: Double(metrics.requests)
      case .errors: Double(metrics.requestsWithErrors)
      case .p50: Double(metrics.duration.p50)
      case .p95: Double(metrics.duration.p95)
      case .p99: Double(metrics.duration.p99)
      case .max: Double(metrics.duration.max)
      case .mean: metrics.duration.mean
      case .statements: metrics.database.statements.mean ?? -1
      }
    }
    let operations = Array(report(order).operations)
    #expect(operations.map(\.rank) == Array(1...operations.count))
    for (left, right) in zip(operations, operations.dropFirst()) {
      let (a, b) = (value(left.metrics), value(right.metrics))
      #expect(a > b || (a == b && name(left).lexicographicallyPrecedes(name(right))))
    }
    #expect(operations.count > 100)
  }

  @Test("and its rest add up to everything", arguments: [0, 1, 20, 10_000])
  func rest(top: Int) {
    let report = report(.requests, top: top)
    let all = self.report(.requests)
    #expect(report.operations.count == min(top, all.operations.count))
    #expect(report.operations.map(name) == all.operations.prefix(top).map(name))
    #expect((report.rest == nil) == (top >= all.operations.count))
    #expect((report.rest?.operations ?? 0) == all.operations.count - report.operations.count)
    var sum = report.rest?.metrics.tally ?? Tally()
    var shares = report.rest?.shareOfTime ?? 0
    var rates = report.rest?.requestsPerSecond ?? 0
    for operation in report.operations {
      sum.merge(operation.metrics.tally)
      shares += operation.shareOfTime
      rates += operation.requestsPerSecond ?? 0
    }
    #expect(sum == report.totals.tally)
    #expect(sum == all.totals.tally)
    #expect(abs(shares - 1) < 1e-12)
    #expect(abs(rates / (report.requestsPerSecond ?? 0) - 1) < 1e-12)
    for metrics in [report.rest?.metrics, report.totals].compactMap(\.self) {
      #expect(metrics.duration.count == metrics.requests)
    }
    let bars = report.rest?.histogram.reduce(0) { $0 + $1.requests }
    #expect(bars == report.rest?.metrics.requests)
  }

  @Test("has histograms that hold every request")
  func histograms() {
    for operation in report().operations {
      #expect(operation.histogram.reduce(0) { $0 + $1.requests } == operation.metrics.requests)
      #expect(operation.hours.reduce(0) { $0 + $1.metrics.requests } == operation.metrics.requests)
    }
  }

  @Test("is the same whether it is held or computed when asked for")
  func computed() {
    // More than are held, with names whose order is that of their numbers.
    let records = (0..<300).map { index in
      var request = ModelRequest()
      (request.name, request.nanoseconds) = ("Page\(100 + index)", Int64(1000 * (index % 7)))
      var record = ModelRecord()
      (record.seq, record.content) = (UInt64(index + 1), .request(request))
      return record
    }
    let long = Runs.report(records).operations
    var options = ReportOptions()
    options.top = 200
    let short = Runs.report(records, options: options).operations
    #expect(long.count == 300)
    for (left, right) in zip(short, long) {
      #expect(left.name == right.name)
      #expect(left.rank == right.rank)
      #expect(left.metrics.tally == right.metrics.tally)
    }
    var changed = long
    changed[299].name = "changed"
    #expect(changed.count == 300)
    #expect(changed[298].name == long[298].name)
    #expect(changed.map(\.name).last == "changed")
  }

  @Test("is empty for an empty log, and divides by nothing")
  func empty() {
    let report = Runs.report([])
    #expect(report.operations.isEmpty)
    #expect(report.rest == nil)
    #expect(report.requestsPerSecond == nil)
    #expect(report.input.firstMicroseconds == nil)
    #expect(report.caveats.isEmpty)
    #expect(report.totals.errorRate == nil)
    #expect(report.hours.isEmpty)
  }

  @Test("has no rate for a single moment, and a share of 0 where nothing takes time")
  func noPeriod() {
    var record = ModelRecord()
    (record.seq, record.content) = (1, .request(ModelRequest()))
    let report = Runs.report([record])
    #expect(report.requestsPerSecond == nil)
    #expect(report.operations[0].requestsPerSecond == nil)
    #expect(report.operations[0].shareOfTime == 0)
    #expect(report.operations[0].histogram.map(\.requests) == [1])
  }

  @Test("keeps rates of hits when counts are at the bound")
  func hugeCounts() {
    var request = ModelRequest()
    request.caches = [
      .init(name: "c", level: 1, hits: .max, misses: .max, writes: .max, evictions: 1)
    ]
    (request.weight, request.errors) = (1_000_000_000, .max)
    request.memoryDelta = .min
    request.requestBytes = .max
    let records = (1...3).map { seq in
      var record = ModelRecord()
      (record.seq, record.content) = (UInt64(seq), .request(request))
      return record
    }
    let totals = Runs.report(records).totals
    #expect(totals.cache.hits == .max)
    #expect(totals.cache.hitRate == 0.5)
    #expect(totals.errors == .max)
    #expect(totals.memory.shrunkBytes == .max)
    #expect(totals.requests == 3_000_000_000)
  }
}

@Suite("A report's caveats")
struct CaveatTests {
  private func record(_ seq: UInt64, weight: Int64 = 1) -> ModelRecord {
    var request = ModelRequest()
    (request.name, request.weight) = ("Cart", weight)
    var record = ModelRecord()
    (record.seq, record.content) = (seq, .request(request))
    return record
  }

  private func codes(_ records: [ModelRecord], limits: DigestLimits = .standard) -> [String] {
    Runs.report(records, limits: limits).caveats.map(\.code)
  }

  @Test("appear exactly when they are due")
  func due() {
    #expect(codes([record(1), record(2)]) == [])
    #expect(codes([record(1), record(2, weight: 5)]) == ["sampled"])
    #expect(codes([record(1), record(0)]) == ["unidentified"])
    #expect(codes([record(1), record(3)]) == ["records_missing"])
    var dropped = record(2)
    dropped.content = .writer(dropped: 4)
    #expect(codes([record(1), dropped]) == ["records_dropped"])
    var limits = DigestLimits()
    limits.sources = 1
    var other = record(1)
    other.source.writer = "w2"
    #expect(codes([record(1), other], limits: limits) == ["unidentified", "too_many_writers"])
    limits = DigestLimits()
    limits.operations = 1
    var search = ModelRequest()
    search.name = "Search"
    var second = record(2)
    second.content = .request(search)
    #expect(codes([record(1), second], limits: limits) == ["operations_folded"])
  }

  @Test("say how many records they are about")
  func numbers() throws {
    let records = [record(1), record(5, weight: 3), record(0), record(0)]
    let caveats = Runs.report(records).caveats
    #expect(caveats.map(\.code) == ["sampled", "unidentified", "records_missing"])
    #expect(caveats[0].text.hasPrefix("1 records stand"))
    #expect(caveats[1].text.hasPrefix("2 records carry"))
    #expect(caveats[2].text.hasPrefix("3 record numbers are missing"))
  }

  @Test("tell of inputs that could not be read to the end")
  func input() {
    var digest = Digest()
    var files = [FileAccount(path: "a"), FileAccount(path: "b"), FileAccount(path: "c")]
    files[0].problems = [ReadProblem(kind: .truncatedGzip, storedOffset: 1)]
    files[1].problems = [ReadProblem(kind: .trailingJunk, storedOffset: 1)]
    digest.add(accounts: files, rejectedLines: [])
    digest.settle()
    let caveats = ReportBuilder(digest, options: ReportOptions()).build().caveats
    #expect(caveats.map(\.code) == ["input_incomplete"])
    #expect(caveats.first?.text.hasPrefix("1 of 3 inputs") == true)
  }
}
