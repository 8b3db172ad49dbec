import GraphQLInstrumentation
import InstrumentationSupport
import MetricLog
import Testing

@Suite("A request's record")
struct RecordTests {
  private static let traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
  private static let reviews = "select * from review where product_id = ?"

  @Test("says exactly what was done")
  func everyField() async throws {
    let bench = TestBench()
    let clock = bench.clock
    let products = bench.monitor.cache("product", level: 1)
    let prices = bench.monitor.cache("price")
    let info = RequestInfo(
      clientName: "ios",
      clientVersion: "8.2.0",
      traceParent: Self.traceparent,
      requestBytes: 812
    )
    await bench.monitor.withRequest(info) { request in
      request.setOperation(
        OperationFacts(name: "List", kind: .mutation, signature: 77, complexity: 42, depth: 5)
      )
      let list = withField("Query.products") {
        recordStatement(
          sql: "select * from product",
          parameters: StatementParameters.none,
          duration: .microseconds(10_100),
          wait: .microseconds(400),
          system: .sqlite
        )
        clock.advance(by: .microseconds(12_100))
        return [1, 2, 3]
      }
      for id in list {
        let items = withField("Product.reviews") {
          recordStatement(
            sql: Self.reviews,
            parameters: .values(id % 2),
            duration: .milliseconds(3),
            system: .sqlite
          )
          clock.advance(by: .milliseconds(4))
          return [String](repeating: "review", count: id)
        }
        #expect(items.count == id)
      }
      withField("Product.name") { clock.advance(by: .nanoseconds(7)) }
      products.hit(3)
      products.miss()
      products.wrote(2)
      products.evicted(5)
      #expect(prices.lookUp { 9 } == 9)
      #expect(prices.lookUp { nil as Int? } == nil)
      request.recordError(code: "NOT_FOUND", count: 2)
      request.recordError(code: "NOT_FOUND")
      request.recordError()
      request.setStatus(207)
      request.setResponseBytes(20_480)
      clock.advance(by: .milliseconds(1))
    }

    let record = try #require(bench.sink.requests.first)
    #expect(bench.sink.requests.count == 1)
    #expect(record.timeMicroseconds == clock.startMicroseconds)
    #expect(record.durationNanoseconds == 12_100_000 + 12_000_000 + 7 + 1_000_000)
    #expect(record.traceID == TraceID(high: 0x4bf9_2f35_77b3_4da6, low: 0xa3ce_929d_0e0e_4736))
    #expect(record.client == .init(name: "ios", version: "8.2.0"))
    #expect(
      record.operation
        == .init(name: "List", kind: .mutation, signature: 77, complexity: 42, depth: 5)
    )
    #expect(record.status == 207)
    #expect(record.errorCount == 4)
    #expect(record.errorCodes == ["NOT_FOUND"])
    #expect(record.requestBytes == 812)
    #expect(record.responseBytes == 20_480)
    #expect(record.refused == nil)
    #expect(record.weight == nil)
    #expect(record.memory == nil)
    let database = try #require(record.database)
    #expect(database.count == 4)
    #expect(database.timeNanoseconds == 19_100_000)
    #expect(database.waitNanoseconds == 400_000)
    #expect(database.statements.map(\.field) == ["Query.products", "Product.reviews"])
    #expect(database.statements.map(\.count) == [1, 3])
    #expect(database.statements.map(\.timeNanoseconds) == [10_100_000, 9_000_000])
    #expect(database.statements.map(\.distinct) == [1, 2])
    #expect(
      record.caches == [
        .init(name: "product", level: 1, hits: 3, misses: 1, writes: 2, evictions: 5),
        .init(name: "price", level: nil, hits: 1, misses: 1),
      ]
    )
    #expect(
      record.fields == [
        .init(field: "Query.products", calls: 1, timeNanoseconds: 12_100_000, items: 3),
        .init(field: "Product.reviews", calls: 3, timeNanoseconds: 12_000_000, items: 6),
        .init(field: "Product.name", calls: 1, timeNanoseconds: 7, items: nil),
      ]
    )
    let texts = Dictionary(
      uniqueKeysWithValues: bench.sink.statements.map { ($0.fingerprint, $0.text) }
    )
    #expect(texts[database.statements[1].fingerprint] == Self.reviews)
    #expect(bench.sink.statements.map(\.system) == ["sqlite", "sqlite"])
  }

  @Test("leaves out what was not measured")
  func absentIsNotZero() throws {
    let bench = TestBench()
    bench.monitor.begin().finish()
    let record = try #require(bench.sink.requests.first)
    #expect(record.database == nil)
    #expect(record.memory == nil)
    #expect(record.status == nil)
    #expect(record.client == nil)
    #expect(record.operation == .init(name: nil, kind: .unknown))
    #expect(record.requestBytes == nil)
  }

  @Test("has no count of parameters when those of a single run are not known")
  func unknownParameters() throws {
    let bench = TestBench()
    bench.request { request in
      request.recordStatement(
        sql: "select 1",
        parameters: StatementParameters.none,
        duration: .zero
      )
      request.recordStatement(sql: "select 1", duration: .zero)
    }
    let statement = try #require(bench.sink.requests.first?.database?.statements.first)
    #expect(statement.count == 2)
    #expect(statement.distinct == nil)
  }

  @Test("lists the fifty statements with the most time, and counts all")
  func fiftyStatements() throws {
    let bench = TestBench()
    bench.request { request in
      for number in 1...70 {
        request.recordStatement(
          sql: "select a from t",
          field: "T.f\(number)",
          parameters: StatementParameters.none,
          duration: .milliseconds(number)
        )
      }
    }
    let database = try #require(bench.sink.requests.first?.database)
    #expect(database.count == 70)
    #expect(database.timeNanoseconds == 2_485_000_000)
    #expect(database.statements.count == 50)
    #expect(Set(database.statements.map(\.field)) == Set((21...70).map { "T.f\($0)" }))
  }

  @Test("counts transaction control as time, not as statements")
  func transactionControl() throws {
    let bench = TestBench()
    bench.request { request in
      request.recordStatement(sql: "BEGIN IMMEDIATE TRANSACTION", duration: .milliseconds(2))
      request.recordStatement(sql: "insert into t values (1)", duration: .milliseconds(3))
      request.recordStatement(sql: "COMMIT TRANSACTION", duration: .milliseconds(5))
    }
    let database = try #require(bench.sink.requests.first?.database)
    #expect(database.count == 1)
    #expect(database.timeNanoseconds == 10_000_000)
    #expect(database.statements.count == 1)
  }

  @Test("has the error of what was thrown, and not its text")
  func thrown() async throws {
    struct Broken: Error { let text = "secret-in-error" }
    let bench = TestBench()
    await #expect(throws: Broken.self) {
      try await bench.monitor.withRequest { _ in throw Broken() }
    }
    await #expect(throws: CancellationError.self) {
      try await bench.monitor.withRequest { _ in throw CancellationError() }
    }
    #expect(bench.sink.requests.map(\.errorCodes) == [["INTERNAL_SERVER_ERROR"], ["CANCELLED"]])
    #expect(bench.sink.requests.map(\.errorCount) == [1, 1])
    #expect(bench.sink.requests.map(\.status) == [500, 500])
  }

  @Test("takes codes only when they look like codes")
  func codes() throws {
    let bench = TestBench()
    bench.request { request in
      for code in ["A_b-1.x:/", "has space", "", String(repeating: "x", count: 65), "é"] {
        request.recordError(code: code)
      }
    }
    let record = try #require(bench.sink.requests.first)
    #expect(record.errorCount == 5)
    #expect(record.errorCodes == ["A_b-1.x:/", "OTHER"])
  }

  @Test("explains every statement once, and again only when the log had no room")
  func explanations() {
    let bench = TestBench()
    bench.sink.setFull(true)
    bench.request { $0.recordStatement(sql: "select 1", duration: .zero) }
    #expect(bench.sink.statements.isEmpty)
    bench.sink.setFull(false)
    for _ in 0..<3 {
      bench.request { request in
        request.recordStatement(sql: "select 1", duration: .zero)
        request.recordStatement(sql: "SELECT  2", duration: .zero)
      }
    }
    #expect(bench.sink.statements.map(\.text) == ["select ?"])
  }
}
