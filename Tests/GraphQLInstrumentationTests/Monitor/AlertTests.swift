import GraphQLInstrumentation
import Logging
import InstrumentationSupport
import MetricLog
import Synchronization
import Testing

@Suite("Alerts")
struct AlertTests {
  private static let traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

  @Test("of a request's rules have value, threshold, unit, operation and trace")
  func slowQuery() throws {
    let heard = Heard()
    let bench = TestBench { $0.onAlert = heard.add }
    let request = bench.monitor.begin(RequestInfo(traceParent: Self.traceparent))
    request.setOperation(OperationFacts(name: "Slow", kind: .query, signature: 1))
    bench.clock.advance(by: .milliseconds(5200))
    request.finish()
    let record = try #require(bench.sink.alerts.first)
    #expect(bench.sink.alerts.count == 1)
    #expect(record.rule == "slow_query")
    #expect(record.severity == "high")
    #expect(record.value == 5200)
    #expect(record.threshold == 5000)
    #expect(record.unit == "ms")
    #expect(record.operation == "Slow")
    #expect(record.traceID == TraceParent(Self.traceparent)?.id)
    #expect(record.timeMicroseconds == bench.clock.startMicroseconds + 5_200_000)
    #expect(heard.alerts.map(\.rule) == [.slowQuery])
    #expect(heard.alerts.first?.subject == "Slow")
  }

  @Test("are not raised at the thresholds, but above them", arguments: [false, true])
  func thresholds(isAbove: Bool) {
    let bench = TestBench { $0.alerts.mostPerMinute = 100 }
    let more = isAbove ? 1 : 0
    bench.request("slow", milliseconds: 1000 + more)
    bench.request("complex") { request in
      let facts = OperationFacts(
        name: "complex",
        kind: .query,
        signature: 1,
        complexity: 100 + more
      )
      request.setOperation(facts)
    }
    bench.request("statements") { request in
      for number in 0..<(10 + more) {
        request.recordStatement(sql: "select a\(number) from t", duration: .zero)
      }
    }
    bench.request("repeated") { request in
      for number in 0..<(4 + more) {
        request.recordStatement(
          sql: "select a from t where id = ?",
          parameters: .values(number),
          duration: .zero
        )
      }
    }
    bench.request("wait") { $0.recordConnectionWait(.milliseconds(100 + more)) }
    let rules = bench.sink.alerts.map(\.rule)
    let expected = [
      "slow_query", "high_complexity", "many_statements", "n_plus_one", "connection_wait",
    ]
    #expect(rules == (isAbove ? expected : []))
    #expect(bench.sink.alerts.allSatisfy { $0.severity == "medium" })
    let operations = ["slow", "complex", "statements", "repeated", "wait"]
    #expect(bench.sink.alerts.map(\.operation) == (isAbove ? operations : []))
  }

  @Test("of repeated statements need parameters that differ")
  func sameParameters() {
    let bench = TestBench()
    bench.request { request in
      for _ in 0..<9 {
        request.recordStatement(sql: "select 1", parameters: .values(1), duration: .zero)
      }
    }
    #expect(bench.sink.alerts.isEmpty)
  }

  @Test("of memory come from a request during which the process grew")
  func memory() {
    var configuration = MonitorConfiguration()
    configuration.thresholds.memoryBytes = AlertLevels(medium: 10e6, high: 1e12)
    configuration.logger.logLevel = .critical
    let sink = MemorySink()
    let monitor = PerformanceMonitor(configuration: configuration, sink: sink)
    let request = monitor.begin()
    let block = [UInt8](repeating: 7, count: 64 << 20)
    let summary = request.finish()
    #expect(block.last == 7)
    #expect((summary?.memoryBytes ?? 0) > 50 << 20)
    #expect(sink.alerts.map(\.rule) == ["high_memory"])
  }

  @Test("of errors are raised for a rate, not for one error, and end with it")
  func errorRate() {
    let bench = TestBench()
    for _ in 0..<19 { bench.request { $0.recordError() } }
    #expect(bench.sink.alerts.isEmpty, "too few requests to judge")
    bench.request { $0.recordError() }
    #expect(bench.sink.alerts.map(\.rule) == ["error_rate"])
    #expect(bench.sink.alerts.map(\.value) == [100])
    #expect(bench.sink.alerts.map(\.severity) == ["high"])
    #expect(bench.sink.alerts.map(\.operation) == [nil])
    bench.clock.advance(by: .seconds(70))
    for _ in 0..<1000 { bench.request() }
    bench.clock.advance(by: .seconds(10))
    bench.request()
    #expect(!bench.monitor.hasActiveAlerts)
  }

  @Test("of a pool are raised when it is all lent out and asked for more")
  func pool() throws {
    let bench = TestBench()
    let pool = bench.monitor.pool("primary", size: 4)
    for _ in 0..<4 {
      pool.waits()
      pool.acquired(after: .zero)
    }
    #expect(bench.sink.alerts.map(\.severity) == ["medium"])
    pool.waits()
    #expect(bench.sink.alerts.map(\.severity) == ["medium", "high"])
    let alert = try #require(bench.sink.alerts.last)
    #expect(alert.rule == "pool_exhaustion")
    #expect(alert.value == 125)
    #expect(alert.name == "primary")
    #expect(alert.level == nil)
    #expect(alert.operation == nil)
    #expect(alert.unit == "percent")
  }

  @Test("of a pool that stays exhausted are raised again when they have cooled down")
  func exhaustedPool() {
    let bench = TestBench()
    let pool = bench.monitor.pool("primary", size: 4)
    pool.set(inUse: 4, waiting: 9)
    for _ in 0..<100 { pool.waits() }
    #expect(bench.sink.alerts.map(\.severity) == ["high"])
    pool.set(inUse: 1, waiting: 0)
    #expect(!bench.monitor.hasActiveAlerts)
    // Again before the cooldown is over, and so silent; the next sample after it tells.
    pool.set(inUse: 4, waiting: 9)
    bench.clock.advance(by: .seconds(301))
    pool.waits()
    bench.monitor.sampleProcess()
    #expect(bench.sink.alerts.map(\.value) == [325, 350])
  }

  @Test("of a pool of one connection are raised when somebody has to wait")
  func smallPool() {
    let bench = TestBench()
    let pool = bench.monitor.pool("writer", size: 1)
    pool.waits()
    pool.acquired(after: .zero)
    bench.monitor.sampleProcess()
    #expect(bench.sink.alerts.isEmpty)
    pool.waits()
    #expect(bench.sink.alerts.map(\.severity) == ["high"])
    #expect(bench.sink.alerts.map(\.value) == [200])
  }

  @Test("of a cache are raised when its hit rate falls, not when it is low")
  func cacheFall() throws {
    let heard = Heard()
    let bench = TestBench { $0.onAlert = heard.add }
    let low = bench.monitor.cache("low")
    let good = bench.monitor.cache("good", level: 2)
    for _ in 0..<10 {
      low.hit(5)
      low.miss(95)
      good.hit(90)
      good.miss(10)
      bench.monitor.sampleProcess()
    }
    #expect(bench.sink.alerts.isEmpty)
    good.hit(60)
    good.miss(40)
    bench.monitor.sampleProcess()
    #expect(heard.alerts.map(\.rule) == [.cacheHitRateFall])
    #expect(heard.alerts.map(\.subject) == ["good, level 2"])
    let value = try #require(heard.alerts.first?.value)
    #expect(abs(value - 30) < 1e-9)
    #expect(heard.alerts.first?.severity == .high)
    #expect(bench.sink.alerts.map(\.name) == ["good"])
    #expect(bench.sink.alerts.map(\.level) == [2])
  }

  /// Alerts as a callback heard them.
  private final class Heard: Sendable {
    private let state = Mutex<[Alert]>([])

    var alerts: [Alert] { state.withLock { $0 } }

    func add(_ alert: Alert) { state.withLock { $0.append(alert) } }
  }
}
