import GRDB
import GRDBInstrumentation
import GraphQLInstrumentation
import InstrumentationSupport
import MetricLog
import TestSupport
import Testing

@Suite("Statements of GRDB are noted")
struct StatementTests {
  private static let byID = "SELECT title FROM book WHERE id = ?"

  private static func title(_ connection: Database, _ id: Int) throws -> String? {
    try String.fetchOne(connection, sql: byID, arguments: [id])
  }

  @Test("through every way to access a queue or a pool", arguments: [false, true])
  func everyAccess(isPool: Bool) async throws {
    let bench = try DatabaseBench(isPool: isPool)
    let database = bench.database
    try await bench.monitor.withRequest { _ in
      try await withField("A.read") { _ = try await database.read { try Self.title($0, 1) } }
      try await withField("A.unsafeRead") {
        _ = try await database.unsafeRead { try Self.title($0, 1) }
      }
      try await withField("A.write") { _ = try await database.write { try Self.title($0, 1) } }
      try await withField("A.writeWithoutTransaction") {
        _ = try await database.writeWithoutTransaction { try Self.title($0, 1) }
      }
      try await withField("A.barrier") {
        _ = try await database.barrierWriteWithoutTransaction { try Self.title($0, 1) }
      }
      try Self.synchronousAccesses(database)
      await Self.callbacks(database)
      try await withField("A.group") {
        try await withThrowingTaskGroup { group in
          for _ in 0..<2 {
            group.addTask { _ = try await database.read { try Self.title($0, 1) } }
          }
          try await group.waitForAll()
        }
      }
    }
    let record = try #require(bench.sink.requests.first?.database)
    let counts = Dictionary(
      record.statements.map { ($0.field ?? "none", $0.count) },
      uniquingKeysWith: +
    )
    #expect(
      counts == [
        "A.read": 1, "A.unsafeRead": 1, "A.write": 1, "A.writeWithoutTransaction": 1,
        "A.barrier": 1, "S.read": 1, "S.unsafeRead": 1, "S.reentrantRead": 1, "S.write": 1,
        "S.writeWithoutTransaction": 1, "S.barrier": 1, "S.reentrantWrite": 1, "S.cursor": 1,
        "S.prepared": 1, "C.read": 1, "C.write": 1, "C.unsafeRead": 1, "A.group": 2,
      ]
    )
    #expect(record.count == 19)
    #expect(bench.sink.statements.map(\.text) == ["select title from book where id = ?"])
    #expect(bench.sink.statements.map(\.system) == ["sqlite"])
  }

  private static func synchronousAccesses(_ database: any DatabaseWriter) throws {
    try withField("S.read") { _ = try database.read { try title($0, 1) } }
    try withField("S.unsafeRead") { _ = try database.unsafeRead { try title($0, 1) } }
    try withField("S.reentrantRead") { _ = try database.unsafeReentrantRead { try title($0, 1) } }
    try withField("S.write") { _ = try database.write { try title($0, 1) } }
    try withField("S.writeWithoutTransaction") {
      _ = try database.writeWithoutTransaction { try title($0, 1) }
    }
    try withField("S.barrier") {
      _ = try database.barrierWriteWithoutTransaction { try title($0, 1) }
    }
    try withField("S.reentrantWrite") { _ = try database.unsafeReentrantWrite { try title($0, 1) } }
    try withField("S.cursor") {
      try database.read { connection in
        let titles = try String.fetchCursor(connection, sql: byID, arguments: [1])
        while try titles.next() != nil {}
      }
    }
    try withField("S.prepared") {
      try database.read { connection in
        let statement = try connection.cachedStatement(sql: byID)
        _ = try String.fetchOne(statement, arguments: [1])
      }
    }
  }

  /// Accesses that leave the task take the attribution along by hand.
  private static func callbacks(_ database: any DatabaseWriter) async {
    await withField("C.read") {
      let here = Attribution.current
      await withCheckedContinuation { continuation in
        database.asyncRead { result in
          here?.restore { _ = try? title(result.get(), 1) }
          continuation.resume()
        }
      }
    }
    await withField("C.unsafeRead") {
      let here = Attribution.current
      await withCheckedContinuation { continuation in
        database.asyncUnsafeRead { result in
          here?.restore { _ = try? title(result.get(), 1) }
          continuation.resume()
        }
      }
    }
    await withField("C.write") {
      let here = Attribution.current
      await withCheckedContinuation { continuation in
        database.asyncWriteWithoutTransaction { connection in
          here?.restore { _ = try? title(connection, 1) }
          continuation.resume()
        }
      }
    }
  }

  @Test("with their time, and with the number of different parameters")
  func parameters() async throws {
    let bench = try DatabaseBench(isPool: true)
    try await bench.monitor.withRequest { _ in
      for id in [1, 2, 3, 2, 1] {
        _ = try await bench.database.read { try Self.title($0, id) }
      }
      try await bench.database.read { connection in
        // A million rows take a while, well over the microseconds of the others.
        let sum = try Int.fetchOne(
          connection,
          sql: """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
            SELECT sum(i) FROM n
            """
        )
        #expect(sum == 20_000_100_000)
      }
    }
    let statements = try #require(bench.sink.requests.first?.database?.statements)
    #expect(statements.map(\.count) == [5, 1])
    #expect(statements.map(\.distinct) == [3, 1])
    #expect(statements.allSatisfy { ($0.timeNanoseconds ?? 0) > 0 })
    #expect((statements[1].timeNanoseconds ?? 0) > 1_000_000)
  }

  @Test("when they fail, when they write, and apart when one runs inside another")
  func kinds() async throws {
    let bench = try DatabaseBench(isPool: false)
    try await bench.monitor.withRequest { _ in
      try await bench.database.write { connection in
        try connection.execute(sql: "INSERT INTO book (id, title) VALUES (9, 'planted-secret')")
        try? connection.execute(sql: "INSERT INTO book (id, title) VALUES (9, 'again')")
        try connection.execute(sql: "UPDATE book SET title = 'x' WHERE id = 9")
        let ids = try Int.fetchCursor(connection, sql: "SELECT id FROM book")
        while let id = try ids.next() { _ = try Self.title(connection, id) }
      }
    }
    let record = try #require(bench.sink.requests.first?.database)
    #expect(record.count == 2 + 1 + 1 + 4)
    let counts = record.statements.map(\.count).sorted()
    #expect(counts == [1, 1, 2, 4] || counts == [1, 1, 1, 1, 4])
  }

  @Test("for the right request when many run at once")
  func concurrentRequests() async throws {
    let bench = try DatabaseBench(isPool: true)
    try await withThrowingTaskGroup { group in
      for number in 1...60 {
        group.addTask {
          try await bench.monitor.withRequest { request in
            request.setOperation(
              OperationFacts(name: nil, kind: .query, signature: UInt64(number))
            )
            for _ in 0..<number {
              _ = try await bench.database.read { try Self.title($0, number) }
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(bench.sink.requests.count == 60)
    for record in bench.sink.requests {
      let number = try #require(record.operation.signature.map { Int($0) })
      #expect(record.database?.count == number)
      #expect(record.database?.statements.map(\.distinct) == [1])
    }
    #expect(bench.monitor.lateEvents == 0)
  }

  @Test("by their text, whatever was prepared at the same place before")
  func texts() async throws {
    let bench = try DatabaseBench(isPool: false)
    try await bench.monitor.withRequest { _ in
      try await bench.database.read { connection in
        // More texts than are remembered, of one statement, each twice.
        for id in 0..<600 {
          for _ in 0..<2 {
            _ = try Int.fetchOne(connection, sql: "SELECT id FROM book WHERE id = \(id)")
          }
          _ = try Self.title(connection, 1)
        }
      }
    }
    let statements = try #require(bench.sink.requests.first?.database?.statements)
    #expect(statements.map(\.count) == [1200, 600])
    #expect(statements.map(\.distinct) == [600, 1])
    #expect(
      bench.sink.statements.map(\.text) == [
        "select id from book where id = ?", "select title from book where id = ?",
      ]
    )
  }

  @Test("and explained to the log of each monitor that meets them")
  func monitors() async throws {
    let bench = try DatabaseBench(isPool: false)
    let sink = MemorySink()
    let other = PerformanceMonitor(configuration: MonitorConfiguration(), sink: sink)
    for monitor in [bench.monitor, other, bench.monitor, other] {
      _ = try await monitor.withRequest { _ in
        try await bench.database.read { try Self.title($0, 1) }
      }
    }
    for sink in [bench.sink, sink] {
      #expect(sink.statements.map(\.text) == ["select title from book where id = ?"])
      #expect(sink.requests.map { $0.database?.count } == [1, 1])
    }
  }

  @Test("not at all outside a request")
  func outside() async throws {
    let bench = try DatabaseBench(isPool: true)
    _ = try await bench.database.read { try Self.title($0, 1) }
    #expect(bench.sink.records.isEmpty)
  }
}
