import GraphQLInstrumentation
import InstrumentationSupport
import MetricLog
import Testing

@Suite("Work is attributed")
struct AttributionTests {
  @Test("to its own request among hundreds, through child tasks")
  func concurrentRequests() async throws {
    let bench = TestBench()
    let cache = bench.monitor.cache("c")
    await withTaskGroup { group in
      for number in 1...300 {
        group.addTask { await Self.work(number, bench.monitor, cache) }
      }
    }
    #expect(bench.sink.requests.count == 300)
    #expect(bench.monitor.inFlight == 0)
    #expect(bench.monitor.lateEvents == 0)
    for record in bench.sink.requests {
      let number = try #require(record.operation.signature.map { Int($0) })
      let size = number % 7 + 1
      #expect(record.database?.count == size * 2)
      #expect(record.database?.statements.count == 2)
      #expect(Set(record.database?.statements.map(\.field) ?? []) == ["A.x\(number)", nil])
      #expect(record.caches == [.init(name: "c", level: nil, hits: number, misses: 0)])
      #expect(record.errorCount == size)
      #expect(record.fields.map(\.field) == ["A.x\(number)"])
      #expect(record.fields.map(\.calls) == [size])
      #expect(record.fields.map(\.items) == [size * number])
    }
  }

  private static func work(
    _ number: Int,
    _ monitor: PerformanceMonitor,
    _ cache: CacheMonitor
  ) async {
    await monitor.withRequest { request in
      request.setOperation(
        OperationFacts(name: nil, kind: .query, signature: UInt64(number))
      )
      await withTaskGroup { group in
        for _ in 0...(number % 7) {
          group.addTask {
            _ = await withField("A.x\(number)") {
              await Task.yield()
              recordStatement(sql: "select \(number)", duration: .milliseconds(1))
              return [Int](repeating: 0, count: number)
            }
            await Task.yield()
            RequestScope.current?.recordError(code: "E")
            recordStatement(sql: "select a from b", duration: .milliseconds(1))
          }
        }
      }
      cache.hit(number)
    }
  }

  @Test("to the innermost field")
  func nestedFields() throws {
    let bench = TestBench()
    bench.request { request in
      Attribution(request: request, field: nil).restore {
        recordStatement(sql: "select a", duration: .zero)
        withField("A.a") {
          withField("B.b") { recordStatement(sql: "select a", duration: .zero) }
          recordStatement(sql: "select a", duration: .zero)
        }
      }
    }
    let statements = try #require(bench.sink.requests.first?.database?.statements)
    #expect(statements.map(\.field) == [nil, "B.b", "A.a"])
  }

  @Test("to nothing after the request has ended")
  func lateWork() async throws {
    let bench = TestBench()
    let late = await bench.monitor.withRequest { request in
      // The task outlives the request, and inherits its attribution.
      Task {
        while bench.monitor.inFlight > 0 { try? await Task.sleep(for: .milliseconds(1)) }
        recordStatement(sql: "select 'late'", duration: .seconds(1))
        bench.monitor.cache("c").hit()
        withField("Late.field") {}
        RequestScope.current?.recordError(code: "LATE")
        return RequestScope.current?.finish()
      }
    }
    #expect(await late.value == nil)
    let record = try #require(bench.sink.requests.first)
    #expect(bench.sink.requests.count == 1)
    #expect(record.database == nil)
    #expect(record.caches.isEmpty)
    #expect(record.fields.isEmpty)
    #expect(record.errorCount == 0)
    #expect(bench.monitor.lateEvents == 4)
  }

  @Test("to nothing outside a request")
  func outside() {
    let bench = TestBench()
    #expect(RequestScope.current == nil)
    recordStatement(sql: "select 1", duration: .seconds(1))
    #expect(withField("A.b") { 7 } == 7)
    bench.monitor.cache("c").miss()
    #expect(bench.sink.records.isEmpty)
  }

  @Test("to a request that was begun and finished by hand")
  func manual() async throws {
    let bench = TestBench()
    let request = bench.monitor.begin(RequestInfo(requestBytes: 5))
    #expect(bench.monitor.inFlight == 1)
    await request.run {
      recordStatement(sql: "select 1", duration: .milliseconds(1))
    }
    #expect(request.finish(status: 201, responseBytes: 6) != nil)
    #expect(request.finish(status: 500) == nil)
    let record = try #require(bench.sink.requests.first)
    #expect(bench.sink.requests.count == 1)
    #expect(record.status == 201)
    #expect(record.requestBytes == 5)
    #expect(record.responseBytes == 6)
    #expect(record.database?.count == 1)
    #expect(bench.monitor.inFlight == 0)
  }

  @Test("and a request that nobody finishes is not in flight for ever")
  func abandoned() {
    let bench = TestBench()
    do { _ = bench.monitor.begin() }
    #expect(bench.monitor.inFlight == 0)
    #expect(bench.monitor.abandonedRequests == 1)
    #expect(bench.sink.requests.isEmpty)
  }
}
