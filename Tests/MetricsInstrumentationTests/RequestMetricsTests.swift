import CoreMetrics
import GraphQLInstrumentation
import InstrumentationSupport
import MetricLog
import MetricsInstrumentation
import Testing

@Suite("Metrics of libraries")
struct RequestMetricsTests {
  private let sink = MemorySink()
  private let monitor: PerformanceMonitor
  private let factory: RequestMetricsFactory

  init() {
    var configuration = MonitorConfiguration()
    configuration.announcesRelease = false
    monitor = PerformanceMonitor(configuration: configuration, sink: sink)
    factory = RequestMetricsFactory(
      monitor: monitor,
      roles: [
        "hits": .cacheHits(cache: "c", level: 1), "misses": .cacheMisses(cache: "c", level: 1),
        "writes": .cacheWrites(cache: "c", level: 1),
        "evictions": .cacheEvictions(cache: "c", level: 1), "queries": .statements,
        "query_time": .statementTime, "wait": .connectionWait, "errors": .errors(code: "UPSTREAM"),
        "resolve": .resolverTime(field: "Query.me"),
      ]
    )
  }

  @Test("are attributed to the request they are bumped in")
  func roles() async throws {
    let factory = factory
    await monitor.withRequest { _ in
      Counter(label: "hits", factory: factory).increment(by: 4)
      Counter(label: "misses", factory: factory).increment()
      Counter(label: "writes", factory: factory).increment(by: 2)
      Counter(label: "evictions", factory: factory).increment(by: 3)
      Counter(label: "queries", factory: factory).increment(by: 5)
      Counter(label: "errors", factory: factory).increment(by: 2)
      Counter(label: "unknown", factory: factory).increment(by: 99)
      Timer(label: "query_time", factory: factory).recordNanoseconds(1500)
      Timer(label: "wait", factory: factory).recordMilliseconds(2)
      Timer(label: "resolve", factory: factory).recordMicroseconds(7)
      Recorder(label: "hits", factory: factory).record(6)
      Recorder(label: "hits", factory: factory).record(1.5)
      Recorder(label: "hits", factory: factory).record(Double.nan)
      await withTaskGroup { group in
        group.addTask { Counter(label: "misses", factory: factory).increment() }
      }
    }
    let record = try #require(sink.requests.first)
    #expect(
      record.caches == [
        .init(name: "c", level: 1, hits: 12, misses: 2, writes: 2, evictions: 3)
      ]
    )
    #expect(record.database?.count == 6)
    #expect(record.database?.timeNanoseconds == 1500)
    #expect(record.database?.waitNanoseconds == 2_000_000)
    #expect(record.errorCount == 2)
    #expect(record.errorCodes == ["UPSTREAM"])
    #expect(
      record.fields == [.init(field: "Query.me", calls: 1, timeNanoseconds: 7000, items: nil)]
    )
  }

  @Test("are attributed to nothing outside a request, or by a counter that goes down")
  func nothing() async throws {
    let counter = Counter(label: "hits", factory: factory)
    counter.increment(by: 4)
    counter.reset()
    await monitor.withRequest { _ in counter.increment(by: -3) }
    #expect(sink.requests.map(\.caches) == [[]])
    let one = Counter(label: "queries", factory: factory)
    await withTaskGroup { group in
      for _ in 0..<50 {
        group.addTask { await monitor.withRequest { _ in one.increment() } }
      }
    }
    #expect(sink.requests.dropFirst().allSatisfy { $0.database?.count == 1 })
  }
}
