import GraphQLInstrumentation
import InstrumentationSupport
import MetricLog
import Testing

@Suite("A sample of the process")
struct ProcessTests {
  @Test("says what pools and requests are doing")
  func gauges() throws {
    let bench = TestBench()
    let pool = bench.monitor.pool("primary", size: 10)
    #expect(bench.monitor.pool("primary", size: 3) === pool)
    for _ in 0..<3 { pool.waits() }
    pool.acquired(after: .zero)
    pool.failed()
    let counted = bench.monitor.pool("own", size: 5)
    counted.set(inUse: 2, waiting: 1)
    let request = bench.monitor.begin()
    bench.clock.advance(by: .seconds(5))
    bench.monitor.sampleProcess()
    bench.monitor.sampleProcess()
    request.finish()
    let samples = bench.sink.processes
    #expect(samples.map(\.inFlight) == [1, 1])
    #expect(
      samples[0].pools == [
        .init(name: "primary", size: 10, inUse: 1, waiting: 1, errors: 1),
        .init(name: "own", size: 5, inUse: 2, waiting: 1, errors: 0),
      ]
    )
    #expect(samples[1].pools.map(\.errors) == [0, 0])
    #expect((samples[0].residentBytes ?? 0) > 1 << 20)
    #expect(samples[0].timeMicroseconds == bench.clock.startMicroseconds + 5_000_000)
  }

  @Test("has the processor time that was used")
  func processor() throws {
    let sink = MemorySink()
    let monitor = PerformanceMonitor(configuration: MonitorConfiguration(), sink: sink)
    monitor.sampleProcess()
    let end = ContinuousClock.now + .milliseconds(60)
    var spins: UInt64 = 0
    while ContinuousClock.now < end { spins &+= 1 }
    monitor.sampleProcess()
    let percent = try #require(sink.processes.last?.cpuPercent)
    #expect(spins > 0)
    // Other tests share the machine, so this thread may get less than a whole processor.
    #expect(percent > 5)
    #expect(percent < 100_000)
  }

  @Test("is taken on a timer until the task is cancelled")
  func timer() async throws {
    var configuration = MonitorConfiguration()
    configuration.sampleInterval = .milliseconds(5)
    let sink = MemorySink()
    let monitor = PerformanceMonitor(configuration: configuration, sink: sink)
    await withTaskGroup { group in
      group.addTask { try? await monitor.run() }
      while sink.processes.count < 3 { try? await Task.sleep(for: .milliseconds(1)) }
      group.cancelAll()
    }
    #expect(sink.processes.count >= 3)
  }

  @Test("comes after a record of the release")
  func release() {
    let sink = MemorySink()
    _ = PerformanceMonitor(configuration: MonitorConfiguration(), sink: sink)
    guard case .deploy = sink.records.first else {
      Issue.record("the first record is \(String(describing: sink.records.first))")
      return
    }
  }

  @Test("and invalidations are records of their own, with the operation as the reason")
  func invalidation() throws {
    let bench = TestBench()
    let cache = bench.monitor.cache("product", level: 1)
    bench.request("ProductUpdate") { request in
      Attribution(request: request, field: nil).restore { cache.invalidated(keys: 12) }
    }
    cache.note("flush", reason: "operator")
    #expect(
      bench.sink.caches == [
        CacheRecord(
          timeMicroseconds: bench.clock.startMicroseconds + 1000,
          name: "product",
          level: 1,
          event: "invalidate",
          keys: 12,
          reason: "ProductUpdate"
        ),
        CacheRecord(
          timeMicroseconds: bench.clock.startMicroseconds + 1000,
          name: "product",
          level: 1,
          event: "flush",
          reason: "operator"
        ),
      ]
    )
  }

  @Test("reads sizes from the kernel's text, and nothing from other text")
  func parsing() {
    func second(_ text: String) -> Int64? {
      let bytes = Array(text.utf8)
      return ResidentMemory.secondNumber(bytes.span, count: bytes.count)
    }
    #expect(second("123 456 78") == 456)
    #expect(second("123 456") == 456)
    #expect(second("123") == nil)
    #expect(second("123 ") == nil)
    #expect(second("1 99999999999999999999") == nil)
    #expect(ResidentMemory(path: "/nonexistent").bytes() == nil)
  }
}
