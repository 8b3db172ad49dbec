import CoreMetrics
import Foundation
import GRDB
import GRDBInstrumentation
import GraphQLInstrumentation
import Hummingbird
import HummingbirdInstrumentation
import MetricsInstrumentation
import Testing
import Tracing
import TracingInstrumentation

@Suite("The record of a request")
struct RecordTests {
  private static let document = """
    query Shelf($n: Int!) { books(first: $n) { title author { name } } }
    """
  private static let body = #"{"query":"\#(document)","operationName":"Shelf","variables":{"n":3}}"#
  private static let answer = """
    {"data":{"books":null},"errors":[{"message":"no","extensions":{"code":"GONE"}},\
    {"message":"no","extensions":{"code":"GONE"}},{"message":"no"}]}
    """

  /// Does a known amount of everything.
  private static func work(_ monitor: PerformanceMonitor, _ database: MeasuredDatabase) async throws
  {
    let product = monitor.cache("book", level: 1)
    product.hit(3)
    product.miss()
    product.wrote(2)
    product.evicted()
    monitor.cache("book", level: 2).miss()
    _ = try await withField("Query.books") {
      try await statements(monitor, database)
      return [1, 2, 3]
    }
    for author in 1...3 {
      withField("Book.author") {
        recordStatement(
          sql: "SELECT name FROM author WHERE id = ?",
          parameters: .values(author),
          duration: .milliseconds(1),
          wait: .microseconds(250)
        )
      }
    }
  }

  /// A statement by every path that can issue one: nine in all.
  private static func statements(
    _ monitor: PerformanceMonitor,
    _ database: MeasuredDatabase
  ) async throws {
    _ = try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM book") }
    _ = try await database.database.read {
      try Int.fetchOne($0, sql: "SELECT id FROM book WHERE id = ?", arguments: [1])
    }
    try await database.write { try $0.execute(sql: "UPDATE book SET title = 'x' WHERE id = 2") }
    await withStatement(sql: "SELECT 'by hand'") {}
    recordStatement(sql: "SELECT 2 FROM later", duration: .milliseconds(2))
    RequestScope.current?.recordStatement(sql: "SELECT 3 FROM scope", duration: .milliseconds(3))
    RequestScope.current?.recordStatements(count: 1, duration: .milliseconds(4))
    let factory = RequestMetricsFactory(monitor: monitor, roles: ["queries": .statementTime])
    Timer(label: "queries", factory: factory).recordNanoseconds(5_000_000)
    let span = RequestTracer().startSpan(
      "db",
      context: .topLevel,
      ofKind: .client,
      at: DefaultTracerClock.now,
      function: #function,
      file: #fileID,
      line: #line
    )
    span.attributes["db.query.text"] = "SELECT 4 FROM span"
    span.end()
  }

  private func bench() throws -> RouterBench {
    try RouterBench { router, monitor in
      var configuration = Configuration()
      configuration.recordStatements()
      let queue = try DatabaseQueue(configuration: configuration)
      try queue.write { connection in
        try connection.execute(
          sql: """
            CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT);
            INSERT INTO book (title) VALUES ('One'), ('Two'), ('Three');
            """
        )
      }
      let database = MeasuredDatabase(queue, name: "primary", monitor: monitor)
      router.post("/graphql") { _, _ in
        try await Self.work(monitor, database)
        return Response.json(Self.answer)
      }
    }
  }

  @Test("says exactly what the request did")
  func everyField() async throws {
    let bench = try bench()
    let reply = try await bench.post(
      Self.body,
      headers: [
        "content-type": "application/json; charset=utf-8",
        "apollographql-client-name": "ios", "apollographql-client-version": "8.2.0",
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      ]
    )
    #expect(reply.status == 200 && reply.body == Self.answer)
    let records = try await bench.records()
    let record = try #require(records.first { $0["type"].text == "request" })
    #expect(record["service"].text == "books" && record["env"].text == "test")
    #expect(record["host"].text == "here" && record["release"].text == "1.2.3")
    #expect(record["trace_id"].text == "4bf92f3577b34da6a3ce929d0e0e4736")
    #expect(record["client"]["name"].text == "ios" && record["client"]["version"].text == "8.2.0")
    #expect(record["operation"]["name"].text == "Shelf")
    #expect(record["operation"]["kind"].text == "query")
    // One operation, three books and the three authors of these.
    #expect(record["operation"]["complexity"].int == 7)
    #expect(record["operation"]["depth"].int == 3)
    #expect(record["status"].int == 200)
    #expect(record["errors"].int == 3)
    #expect(record["error_codes"].elements.map(\.text) == ["GONE"])
    #expect(record["request_bytes"].int == Self.body.utf8.count)
    #expect(record["response_bytes"].int == Self.answer.utf8.count)
    #expect((record["memory"]["resident_bytes"].number ?? 0) > 1e6)
    #expect(record["memory"].names.contains("delta_bytes"))
    #expect((record["duration_ms"].number ?? 0) > 0)
    expectWork(record)
    let signature = record["operation"]["signature"].text
    let operation = try #require(records.first { $0["type"].text == "operation" })
    #expect(signature?.count == 16 && operation["signature"].text == signature)
    #expect(operation["document"].text?.contains("books(first:$n)") == true)
  }

  private func expectWork(_ record: LoggedRecord) {
    let database = record["db"]
    #expect(database["count"].int == 12)
    let caches = record["cache"].elements
    #expect(caches.map { $0["level"].int } == [1, 2])
    #expect(caches.map { $0["hits"].int } == [3, 0])
    #expect(caches.map { $0["misses"].int } == [1, 1])
    #expect(caches.first?["writes"].int == 2 && caches.first?["evictions"].int == 1)
    let fields = record["fields"].elements
    #expect(fields.map { $0["field"].text } == ["Query.books", "Book.author"])
    #expect(fields.map { $0["calls"].int } == [1, 3])
    #expect(fields.first?["items"].int == 3)
    let statements = database["statements"].elements
    let authors = statements.filter { $0["field"].text == "Book.author" }
    #expect(authors.map { $0["count"].int } == [3])
    #expect(authors.map { $0["distinct"].int } == [3])
    #expect(authors.map { $0["time_ms"].number } == [3])
    // Two statements were reported as numbers only.
    #expect(statements.compactMap { $0["count"].int }.reduce(0, +) == 10)
    let books = statements.filter { $0["field"].text == "Query.books" }
    #expect(books.allSatisfy { $0["count"].int == 1 })
    #expect(Set(books.map { $0["fingerprint"].text }).count >= 6)
    // 3 ms by the authors, 2 + 3 + 4 + 5 ms by others, and what SQLite really took.
    #expect((17...17_000).contains(database["time_ms"].number ?? 0))
    #expect((database["wait_ms"].number ?? 0) >= 0.75)
  }

  @Test("has every statement explained, without its literals")
  func statementTexts() async throws {
    let bench = try bench()
    _ = try await bench.post(Self.body)
    let records = try await bench.records()
    let used = records.flatMap { $0["db"]["statements"].elements }
      .compactMap { $0["fingerprint"].text }
    let explained = records.filter { $0["type"].text == "statement" }
    #expect(Set(used) == Set(explained.compactMap { $0["fingerprint"].text }))
    #expect(
      explained.contains {
        $0["text"].text?.lowercased() == "update book set title = ? where id = ?"
      }
    )
  }
}
