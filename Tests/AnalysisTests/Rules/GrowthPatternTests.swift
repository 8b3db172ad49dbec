import Analysis
import MetricLog
import TestSupport
import Testing

/// The patterns of statements that `docs/METHODS.md` has a table of.
///
/// Requests are drawn with a fixed seed; the table is what this test measures.
@Suite("N+1 by growth")
struct GrowthPatternTests {
  /// How a request's number of executions comes of its list's length.
  enum Pattern: String, CaseIterable {
    case onePerItem, twoPerItem, cached, fixedLoop, batchOf25, batchOf100, unrelated, retries

    var isNPlusOne: Bool { self == .onePerItem || self == .twoPerItem || self == .cached }

    func executions(_ items: Int, _ random: inout SeededGenerator) -> Int {
      switch self {
      case .onePerItem: 1 + items
      case .twoPerItem: 1 + 2 * items
      case .cached: 1 + (0..<items).filter { _ in random.happens(0.4) }.count
      case .fixedLoop: 20
      case .batchOf25: 1 + (items + 24) / 25
      case .batchOf100: 1 + (items + 99) / 100
      case .unrelated: 1 + random.below(40)
      case .retries: random.happens(0.15) ? 2 + random.below(2) : 1
      }
    }
  }

  /// Found in so many of `trials` logs of `count` requests.
  private func found(_ pattern: Pattern, _ count: Int, trials: Int) -> Int {
    (0..<trials).filter { trial in
      var random = SeededGenerator(seed: UInt64(trial * 1000 + count))
      let records = (0..<count).map { record($0, pattern, &random) }
      return Runs.report(records).findings.contains {
        $0.rule == "n_plus_one" || $0.rule == "statement_burst"
      }
    }.count
  }

  private func record(
    _ index: Int,
    _ pattern: Pattern,
    _ random: inout SeededGenerator
  ) -> ModelRecord {
    var record = ModelRecord()
    record.seq = UInt64(index + 1)
    record.timeMicroseconds = RandomLog.midnight + Int64(index) * 1_000_000
    let items = 2 + random.below(60)
    let executions = Int64(pattern.executions(items, &random))
    var request = ModelRequest()
    request.name = "Page"
    request.nanoseconds = 20_000_000 + executions * 1_000_000
    request.fields = [
      .init(field: "Query.rows", calls: 1, nanoseconds: 5_000_000, items: Int64(items))
    ]
    request.database = .init(
      count: executions,
      nanoseconds: executions * 1_000_000,
      wait: 0,
      statements: [
        .init(
          fingerprint: "f",
          field: "Row.part",
          count: executions,
          nanoseconds: executions * 1_000_000,
          distinct: executions
        )
      ]
    )
    record.content = .request(request)
    return record
  }

  @Test("finds what grows and nothing else, for few requests and many")
  func table() {
    let trials = 20
    var rows: [String] = []
    for pattern in Pattern.allCases {
      let rates = [8, 20, 50].map { found(pattern, $0, trials: trials) * 100 / trials }
      rows.append("\(pattern.rawValue) \(rates)")
      if pattern.isNPlusOne {
        let least = pattern == .cached ? [40, 90, 100] : [100, 100, 100]
        for (rate, least) in zip(rates, least) { #expect(rate >= least, "\(pattern)") }
      } else {
        #expect(rates == [0, 0, 0], "\(pattern)")
      }
    }
    print("recall in %, at 8, 20 and 50 requests:", rows.joined(separator: "; "))
  }
}
