import Analysis
import MetricLog
import TestSupport
import Testing

/// Each alert of the list with a log that raises it and one that does not.
@Suite("Alerts of a log")
struct LogAlertTests {
  /// A value that is at the medium level, and one that is a little above.
  struct Case: Sendable, CustomTestStringConvertible {
    var rule: AlertRule
    /// Adds what the value is measured by.
    var write: @Sendable (inout AlertLog, _ isAbove: Bool) -> Void
    var worst: Double

    var testDescription: String { rule.rawValue }
  }

  static let cases = [
    Case(
      rule: .slowQuery,
      write: { log, isAbove in
        log.requests(30) { index, request in
          request.nanoseconds = index == 17 && isAbove ? 1_000_000_001 : 1_000_000_000
        }
      },
      worst: 1000.000001
    ),
    Case(
      rule: .highComplexity,
      write: { log, isAbove in
        log.requests(30) { $1.complexity = $0 == 3 && isAbove ? 101 : 100 }
      },
      worst: 101
    ),
    Case(
      rule: .highMemory,
      write: { log, isAbove in
        log.requests(30) { $1.memoryDelta = $0 == 3 && isAbove ? 50_000_001 : 50_000_000 }
      },
      worst: 50_000_001
    ),
    Case(
      rule: .manyStatements,
      write: { log, isAbove in
        // Ten different ones: no statement runs often.
        log.requests(30) { index, request in
          let statements = (0..<(index == 3 && isAbove ? 11 : 10)).map { number in
            ModelRequest.Statement(
              fingerprint: "f\(number)",
              field: "Query.f",
              count: 1,
              nanoseconds: 1000,
              distinct: 1
            )
          }
          request.database = .init(
            count: Int64(statements.count),
            nanoseconds: 10_000,
            wait: 0,
            statements: statements
          )
        }
      },
      worst: 11
    ),
    Case(
      rule: .repeatedStatement,
      write: { log, isAbove in
        // The silent ones: four different, and nine times the same.
        log.requests(30) { index, request in
          let count: Int64 = index % 2 == 0 ? 4 : 9
          request.database = AlertLog.database(count, distinct: count == 9 ? 1 : 4)
          if index == 3, isAbove { request.database = AlertLog.database(5, distinct: 4) }
        }
      },
      worst: 5
    ),
    Case(
      rule: .connectionWait,
      write: { log, isAbove in
        log.requests(30) {
          $1.database = AlertLog.database(1, waitMs: $0 == 3 && isAbove ? 101 : 100)
        }
      },
      worst: 101
    ),
    Case(
      rule: .poolExhaustion,
      write: { log, isAbove in
        log.requests(5)
        log.pool(inUse: 8, waiting: 0)
        log.pool(inUse: isAbove ? 9 : 8, waiting: 0)
      },
      worst: 90
    ),
    Case(
      rule: .cacheHitRateFall,
      write: { log, isAbove in
        for hour in 0..<4 {
          log.requests(30) { _, request in
            let hits: Int64 = hour == 3 && isAbove ? 79 : 90
            request.caches = [
              .init(name: "c", level: 2, hits: hits, misses: 100 - hits, writes: 0, evictions: 0)
            ]
          }
          log.timeMicroseconds += 3_600_000_000
        }
      },
      worst: 11
    ),
    Case(
      rule: .errorRate,
      write: { log, isAbove in
        log.requests(100) { $1.errors = $0 < (isAbove ? 6 : 5) ? 1 : 0 }
      },
      worst: 6
    ),
  ]

  @Test("are raised just above the medium level and not at it", arguments: cases)
  func levels(example: Case) throws {
    var silent = AlertLog()
    example.write(&silent, false)
    #expect(silent.alerts().alerts.map(\.rule) == [])
    var firing = AlertLog()
    example.write(&firing, true)
    let alerts = firing.alerts().alerts
    let alert = try #require(alerts.first { $0.rule == example.rule })
    #expect(alerts.count == 1)
    #expect(alert.severity == .medium)
    #expect(abs(alert.worst - example.worst) < 1e-6)
    #expect(alert.medium == AlertCount(exactly: 1))
    #expect(alert.high == AlertCount(exactly: 0))
    let times = firing.records.map(\.timeMicroseconds)
    #expect(alert.firstMicroseconds <= (times.max() ?? 0))
    #expect(alert.lastMicroseconds >= (times.min() ?? 0))
    if example.rule.isAboutRequests {
      #expect(alert.example?.seq == (example.rule == .slowQuery ? 18 : 4))
      #expect(alert.operation?.name == "Home")
    }
    // Switched off, the same log is silent.
    var thresholds = AlertThresholds()
    thresholds[example.rule] = .off
    #expect(firing.alerts(thresholds).alerts.isEmpty)
    thresholds[example.rule] = AlertLevels(medium: 0.1, high: 0.5)
    #expect(firing.alerts(thresholds).alerts.first { $0.rule == example.rule }?.severity == .high)
  }

  @Test("cover every rule with such a pair")
  func complete() { #expect(Self.cases.map(\.rule) == AlertRule.allCases) }

  @Test("go by the levels of the operation where it has its own")
  func exceptions() {
    var log = AlertLog()
    log.requests(20, "DayReport") { $1.nanoseconds = 3_000_000_000 }
    log.requests(20, "") { $1.nanoseconds = 800_000_000 }
    var thresholds = AlertThresholds()
    thresholds.exceptions = [
      .init(
        operation: NamePattern("*Report"),
        levels: [.slowQuery: AlertLevels(medium: 4000, high: 9000)]
      ),
      .init(
        operation: NamePattern("(anonymous)"),
        levels: [.slowQuery: AlertLevels(medium: 100, high: 500)]
      ),
    ]
    let alerts = log.alerts(thresholds).alerts
    #expect(alerts.map { $0.operation?.name } == [""])
    #expect(alerts.first?.severity == .high)
    #expect(alerts.first?.levels == AlertLevels(medium: 100, high: 500))
  }

  @Test("say when: whole hours, or the times of sampled requests")
  func times() throws {
    var log = AlertLog()
    for hour in 0..<6 {
      log.timeMicroseconds = RandomLog.midnight + Int64(hour) * 3_600_000_000 + 60_000_000
      log.requests(10) { index, request in
        let isBad = (2...3).contains(hour) && index == 5
        request.nanoseconds = isBad ? 2_000_000_000 : 1_000_000
        request.database = AlertLog.database(1, waitMs: isBad ? 700 : 0)
      }
    }
    let alerts = log.alerts().alerts
    let slow = try #require(alerts.first { $0.rule == .slowQuery })
    #expect(slow.firstMicroseconds == RandomLog.midnight + 2 * 3_600_000_000)
    #expect(slow.lastMicroseconds == RandomLog.midnight + 4 * 3_600_000_000)
    #expect(slow.resolutionMicroseconds == 3_600_000_000)
    let wait = try #require(alerts.first { $0.rule == .connectionWait })
    #expect(wait.resolutionMicroseconds == 0)
    #expect(wait.firstMicroseconds == RandomLog.midnight + 2 * 3_600_000_000 + 65_000_000)
    #expect(wait.lastMicroseconds == RandomLog.midnight + 3 * 3_600_000_000 + 65_000_000)
  }

  /// Counts of a large random log against a recount of its lines.
  @Test("count what a recount of the lines counts, within the bounds that they give")
  func recount() throws {
    var random = SeededGenerator(seed: 5)
    var log = AlertLog()
    log.requests(4000) { _, request in
      request.nanoseconds = Int64(1e9 * 0.4 / (0.05 + random.unit()))
      request.weight = random.happens(0.2) ? 3 : 1
      let count = Int64(random.below(16))
      request.database = AlertLog.database(
        count,
        distinct: count / 2 + Int64(random.below(9)),
        waitMs: Int64(random.below(130))
      )
      request.complexity = Int64(random.below(130))
      request.memoryDelta = Int64(random.unit() * 60e6)
    }
    let alerts = log.alerts()
    let requests = log.records.compactMap(\.request)
    func truth(_ holds: (ModelRequest) -> Bool) -> Int64 {
      requests.reduce(0) { $0 + (holds($1) ? $1.weight : 0) }
    }
    func repeated(_ request: ModelRequest) -> Bool {
      guard let part = request.database?.statements.first, part.count > 4 else { return false }
      return 5 * (part.distinct ?? 0) >= 4 * part.count
    }
    let truths: [AlertRule: Int64] = [
      .slowQuery: truth { $0.nanoseconds > 1_000_000_000 },
      .highComplexity: truth { $0.complexity ?? 0 > 100 },
      .highMemory: truth { $0.memoryDelta ?? 0 > 50_000_000 },
      .manyStatements: truth { $0.database?.count ?? 0 > 10 },
      .connectionWait: truth { $0.database?.wait ?? 0 > 100_000_000 },
      .repeatedStatement: truth(repeated),
    ]
    for (rule, truth) in truths {
      let alert = try #require(alerts.alerts.first { $0.rule == rule }, "\(rule)")
      let count = alert.medium
      #expect((count.least...count.most).contains(truth), "\(rule): \(count), \(truth)")
      #expect(alert.judged == requests.reduce(0) { $0 + $1.weight })
      switch rule {
      case .manyStatements: #expect(count == AlertCount(exactly: truth))
      case .slowQuery, .highMemory:
        #expect(count.basis == .histogram)
        #expect(Double(count.most - count.least) < 0.08 * Double(truth), "\(rule): \(count)")
      default:
        #expect(count.basis == .sample)
        #expect(abs(Double(count.likely) / Double(truth) - 1) < 0.15, "\(rule): \(count), \(truth)")
      }
    }
  }

  @Test("are the same for any order of the records")
  func order() throws {
    var random = SeededGenerator(seed: 9)
    var log = AlertLog()
    for example in Self.cases { example.write(&log, true) }
    let whole = Runs.settled(log.records)
    let parts = try Runs.scattered(log.records, parts: 5, &random)
    func text(_ digest: Digest) -> String {
      "\(ReportBuilder(digest, options: ReportOptions()).build().logAlerts ?? LogAlerts())"
    }
    #expect(text(parts) == text(whole))
  }
}
