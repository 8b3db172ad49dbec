import Analysis
import Testing

@Suite("Live alerts")
struct AlertReconciliationTests {
  @Test("are confirmed by the log, or it is said why not")
  func reconciled() throws {
    var log = AlertLog()
    log.requests(30, "Slow") { $1.nanoseconds = 2_000_000_000 }
    log.requests(30, "Unseen") { $1.nanoseconds = 6_000_000_000 }
    log.requests(30, "Quick")
    log.live(.slowQuery, "Slow", 2000, times: 3)
    log.live(.slowQuery, "Quick", 900)
    log.live(.slowQuery, "Gone", 1500)
    log.live(.highMemory, "Quick", 60e6)
    log.live(.errorRate, "", 8)
    log.live(.manyStatements, "Quick", 12, unit: "apples")
    var thresholds = AlertThresholds()
    thresholds[.highMemory] = .off
    let alerts = log.alerts(thresholds)
    #expect(alerts.alerts.map { $0.operation?.name } == ["Unseen", "Slow"])
    #expect(alerts.alerts[0].live == nil)
    let live = try #require(alerts.alerts[1].live)
    #expect(live.count == 3)
    #expect(live.maxValue == 2000)
    #expect(live.traceID.hasSuffix("4d"))
    let reasons = alerts.unconfirmed.map { "\($0.rule) \($0.operation) \($0.reason.rawValue)" }
    #expect(
      reasons == [
        "error_rate  averaged_out", "high_memory Quick switched_off",
        "many_statements Quick unknown_rule", "slow_query Gone not_in_log",
        "slow_query Quick below_level",
      ]
    )
    let slow = try #require(alerts.totals.first { $0.rule == .slowQuery })
    #expect((slow.subjects, slow.subjectsHigh) == (2, 1))
    #expect((slow.confirmed, slow.onlyInLog, slow.onlyLive) == (1, 1, 2))
    let memory = try #require(alerts.totals.first { $0.rule == .highMemory })
    #expect((memory.subjects, memory.onlyLive) == (0, 1))
  }

  @Test("of operations that are not selected are no matter")
  func selected() {
    var log = AlertLog()
    log.requests(30, "Slow") { $1.nanoseconds = 2_000_000_000 }
    log.requests(30, "Other") { $1.nanoseconds = 2_000_000_000 }
    log.live(.slowQuery, "Slow", 2000)
    log.live(.slowQuery, "Other", 2000)
    log.live(.errorRate, "", 50)
    var selection = Selection()
    selection.operations = ["Slow"]
    let alerts = log.alerts(selection: selection)
    #expect(alerts.alerts.map { $0.operation?.name } == ["Slow"])
    #expect(alerts.unconfirmed.isEmpty)
  }

  @Test("are held against pools and caches of their service, whose names they do not have")
  func pools() {
    var log = AlertLog()
    log.requests(5)
    log.pool(inUse: 10, waiting: 5)
    log.live(.poolExhaustion, "", 150)
    let alerts = log.alerts()
    #expect(alerts.alerts.map(\.worst) == [150])
    #expect(alerts.alerts.map { $0.live?.count } == [1])
    #expect(alerts.alerts.map(\.subject) == ["primary"])
  }

  @Test("that are many are listed up to a limit, and the rest is counted")
  func bounded() {
    var log = AlertLog()
    for index in 0..<(LogAlerts.limit + 7) {
      log.requests(1, "Slow\(index)") { $1.nanoseconds = 2_000_000_000 }
    }
    let alerts = log.alerts()
    #expect(alerts.alerts.count == LogAlerts.limit)
    #expect(alerts.more == 7)
    #expect(alerts.totals.first?.subjects == LogAlerts.limit + 7)
  }
}
