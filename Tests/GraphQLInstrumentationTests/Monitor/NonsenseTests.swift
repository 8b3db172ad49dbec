import GraphQLInstrumentation
import InstrumentationSupport
import MetricLog
import Testing

@Suite("Nonsense from a server")
struct NonsenseTests {
  @Test("stops at the bounds of a record, and never traps")
  func largeNumbers() throws {
    let bench = TestBench()
    let cache = bench.monitor.cache("c")
    let huge = Duration.seconds(Int64.max)
    let request = bench.monitor.begin(RequestInfo(requestBytes: -1))
    request.setOperation(
      OperationFacts(name: "N", kind: .query, signature: 1, complexity: .max, depth: -3)
    )
    Attribution(request: request, field: nil).restore {
      for _ in 0..<3 {
        request.recordStatements(count: .max, duration: huge)
        request.recordStatement(sql: "select 1", duration: huge, wait: huge)
        request.recordField("A.a", calls: .max, duration: huge, items: .max)
        request.recordError(code: "E", count: .max)
        cache.record(.hit, .max)
        cache.record(.eviction, .max)
      }
      request.recordStatement(sql: "select 1", duration: .zero - huge, wait: .seconds(-1))
      request.recordStatements(count: -5, duration: .zero)
      request.recordField("A.a", calls: -5, duration: .zero - huge, items: -7)
      request.recordError(count: -2)
      cache.record(.miss, -1)
      request.setStatus(7)
    }
    request.finish(status: 100_000, responseBytes: .max)
    bench.monitor.sampleProcess()
    let most = 1 << 53
    let record = try #require(bench.sink.requests.first)
    #expect(record.database?.count == most)
    #expect(record.database?.timeNanoseconds == Int64(most))
    #expect(record.database?.waitNanoseconds == Int64(most))
    #expect(record.database?.statements.map(\.count) == [4])
    #expect(record.fields.map(\.calls) == [most])
    #expect(record.fields.map(\.items) == [most])
    #expect(record.errorCount == most)
    #expect(record.caches.map(\.hits) == [3 << 40])
    #expect(record.caches.map(\.evictions) == [3 << 40])
    #expect(record.caches.map(\.misses) == [0])
    #expect(record.operation.complexity == most)
    #expect(record.operation.depth == 0)
    #expect(record.status == nil)
    #expect(record.requestBytes == 0)
    #expect(record.responseBytes == Int64(most))
  }

  @Test("as names is cut, and as many names is bounded")
  func names() throws {
    let bench = TestBench()
    let long = String(repeating: "é", count: 1000)
    let request = bench.monitor.begin(RequestInfo(clientName: long, clientVersion: long))
    request.setOperation(OperationFacts(name: long, kind: .query, signature: 1))
    for number in 0..<3000 {
      request.recordField("A.f\(number)", duration: .nanoseconds(number), items: 1)
      request.recordStatement(sql: "select a\(number) from t", duration: .nanoseconds(number))
      request.recordError(code: "E\(number)")
      bench.monitor.cache("c\(number % 100)").record(.hit)
    }
    request.finish()
    let record = try #require(bench.sink.requests.first)
    #expect(record.client?.name?.utf8.count == 256)
    #expect(record.operation.name?.utf8.count == 256)
    #expect(record.fields.count == 200)
    #expect(record.database?.count == 3000)
    #expect(record.database?.statements.count == 50)
    #expect(record.errorCount == 3000)
    #expect(record.errorCodes.count == 32)
  }
}
