import Analysis
import MetricLog
import TestSupport
import Testing

@Suite("A finding")
struct FindingTests {
  /// Requests of one operation with a list and a statement for each of its items.
  private func log(
    items: (Int) -> Int,
    count: Int = 60,
    operation: String = "Orders",
    seed: UInt64 = 1
  ) -> [ModelRecord] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { index in
      var record = ModelRecord()
      record.seq = UInt64(index + 1)
      record.timeMicroseconds = RandomLog.midnight + Int64(index) * 1_000_000
      let size = Int64(items(index))
      var request = ModelRequest()
      request.name = operation
      request.nanoseconds = 5_000_000 + size * 1_000_000 + Int64(random.below(500_000))
      request.traceLow = UInt64(index + 1)
      request.fields = [
        .init(field: "Query.orders", calls: 1, nanoseconds: 1_000_000, items: size),
        .init(field: "Order.payment", calls: size, nanoseconds: size * 1_000_000, items: nil),
      ]
      request.database = .init(
        count: size,
        nanoseconds: size * 900_000,
        wait: 0,
        statements: [
          .init(
            fingerprint: "abc",
            field: "Order.payment",
            count: size,
            nanoseconds: size * 900_000,
            distinct: size
          )
        ]
      )
      record.content = .request(request)
      return record
    }
  }

  @Test("has the severity that settings fix, whatever it costs, and none when its rule is off")
  func settings() throws {
    let records = log(items: { 2 + $0 * 7 % 20 })
    func severity(_ rules: RuleSettings) -> Severity? {
      var options = ReportOptions()
      options.rules = rules
      return Runs.report(records, options: options).findings.first { $0.rule == "n_plus_one" }?
        .severity
    }
    for fixed in Severity.allCases {
      var rules = RuleSettings()
      rules.severities["n_plus_one"] = fixed
      #expect(severity(rules) == fixed)
    }
    var rules = RuleSettings()
    (rules.mediumShare, rules.highShare, rules.criticalShare) = (2, 2, 2)
    #expect(severity(rules) != severity(RuleSettings()))
    rules.disabledRules = ["n_plus_one"]
    #expect(severity(rules) == nil)
    rules = RuleSettings()
    rules.thresholds["n_plus_one"] = ["min_requests": 1000]
    #expect(severity(rules) == nil)
  }

  @Test("names field, statement and list, and what it saves")
  func content() throws {
    let report = Runs.report(log(items: { 2 + $0 * 7 % 20 }))
    let finding = try #require(report.findings.first { $0.rule == "n_plus_one" })
    #expect(finding.operation?.name == "Orders")
    #expect(finding.subject.field == "Order.payment")
    #expect(finding.subject.statement == "abc")
    #expect(finding.confidence == .strong)
    #expect(finding.title.parts.contains(.name("Query.orders")))
    let slope = try #require(finding.evidence.first { $0.name == "statements_per_item" })
    #expect(slope.value == 1)
    // One statement remains of each request: the saving is what the others took.
    let sizes = (0..<60).map { 2 + $0 * 7 % 20 }
    let executions = sizes.reduce(0, +)
    let expected = Double(executions) * 900_000 * (1 - 60 / Double(executions))
    let saving = try #require(finding.saving)
    #expect(abs(saving.nanoseconds / expected - 1) < 1e-9)
    #expect(abs(saving.nanosecondsPerDay / saving.nanoseconds - 86_400 / 59.0) < 1e-6)
    #expect(finding.examples.count == 3)
    #expect(!finding.examples[0].traceID.isEmpty)
  }

  @Test("keeps its identity when counts change, and has another for another subject")
  func identity() throws {
    let reports = [
      Runs.report(log(items: { 2 + $0 * 7 % 20 })),
      Runs.report(log(items: { 3 + $0 * 5 % 17 }, count: 90, seed: 2)),
      Runs.report(log(items: { 2 + $0 * 7 % 20 }, operation: "OrdersPage")),
    ]
    let ids = try reports.map { report in
      try #require(report.findings.first { $0.rule == "n_plus_one" }).id
    }
    #expect(ids[0] == ids[1])
    #expect(ids[0] != ids[2])
    #expect(ids[0].hasPrefix("n_plus_one-"))
    #expect(ids[0].count == "n_plus_one-".count + 12)
  }

  @Test("comes out the same from any order of records and any grouping")
  func order() throws {
    var random = RandomLog(seed: 3)
    (random.services, random.envs) = (["shop"], ["production"])
    let records = log(items: { 2 + $0 * 7 % 20 }) + random.records(2000)
    func texts(_ digest: Digest) -> [String] {
      ReportBuilder(digest, options: ReportOptions()).build().findings.map { "\($0)" }
    }
    let reference = texts(Runs.settled(records))
    #expect(!reference.isEmpty)
    var generator = SeededGenerator(seed: 8)
    for parts in [2, 5] {
      #expect(texts(try Runs.scattered(records, parts: parts, &generator)) == reference)
    }
  }
}
