import Foundation
import GRDB
import GRDBInstrumentation
import GraphQLInstrumentation
import InstrumentationSupport
import MetricLog
import Synchronization
import Testing

@Suite("A measured database")
struct MeasuredDatabaseTests {
  private static func count(_ connection: Database) throws -> Int? {
    try Int.fetchOne(connection, sql: "SELECT count(*) FROM book")
  }

  @Test("does what the database does, and measures each wait", arguments: [false, true])
  func accesses(isPool: Bool) async throws {
    let bench = try DatabaseBench(isPool: isPool)
    let measured = MeasuredDatabase(bench.database, name: "primary", monitor: bench.monitor)
    try await bench.monitor.withRequest { _ in
      #expect(try await measured.read { try Self.count($0) } == 3)
      #expect(try await measured.write { try Self.count($0) } == 3)
      try Self.synchronous(measured)
      await withField("C.read") {
        await withCheckedContinuation { continuation in
          measured.asyncRead { result in
            _ = try? Self.count(result.get())
            continuation.resume()
          }
        }
      }
      await withField("C.write") {
        await withCheckedContinuation { continuation in
          measured.asyncWriteWithoutTransaction { connection in
            _ = try? Self.count(connection)
            continuation.resume()
          }
        }
      }
    }
    let record = try #require(bench.sink.requests.first?.database)
    #expect(record.count == 6)
    #expect((record.waitNanoseconds ?? 0) > 0)
    #expect(Set(record.statements.map(\.field)) == [nil, "C.read", "C.write"])
    await measured.settle()
    bench.monitor.sampleProcess()
    let pools = try #require(bench.sink.processes.first?.pools)
    #expect(pools.map(\.name) == (isPool ? ["primary readers", "primary writer"] : ["primary"]))
    #expect(pools.map(\.size) == (isPool ? [5, 1] : [1]))
    #expect(pools.allSatisfy { $0.inUse == 0 && $0.waiting == 0 && $0.errors == 0 })
  }

  private static func synchronous(_ measured: MeasuredDatabase) throws {
    #expect(try measured.read { try count($0) } == 3)
    #expect(try measured.write { try count($0) } == 3)
  }

  @Test("shows who waits while the only connection is lent out")
  func waiting() async throws {
    let bench = try DatabaseBench(isPool: false)
    let measured = MeasuredDatabase(bench.database, name: "primary", monitor: bench.monitor)
    let pool = bench.monitor.pool("primary", size: 1)
    let mayEnd = Gate()
    try await bench.monitor.withRequest { _ in
      try await withThrowingTaskGroup { group in
        for _ in 0..<2 {
          group.addTask {
            // The connection's own thread waits here, none that tasks run on.
            try await measured.read { _ in while !mayEnd.isOpen { usleep(500) } }
          }
        }
        while pool.inUse == 0 || pool.waiting == 0 { try await Task.sleep(for: .milliseconds(1)) }
        bench.monitor.sampleProcess()
        try await Task.sleep(for: .milliseconds(15))
        mayEnd.open()
        try await group.waitForAll()
      }
    }
    #expect(bench.sink.processes.first?.pools.first?.inUse == 1)
    #expect(bench.sink.processes.first?.pools.first?.waiting == 1)
    let wait = try #require(bench.sink.requests.first?.database?.waitNanoseconds)
    #expect(wait > 10_000_000)
    #expect(bench.sink.alerts.map(\.rule).contains("pool_exhaustion"))
  }

  @Test("counts an access that gets no connection as a failure")
  func failure() async throws {
    let bench = try DatabaseBench(isPool: true)
    let measured = MeasuredDatabase(bench.database, name: "primary", monitor: bench.monitor)
    try bench.database.close()
    await #expect(throws: (any Error).self) { try await measured.read { try Self.count($0) } }
    bench.monitor.sampleProcess()
    #expect(bench.sink.processes.first?.pools.first?.errors == 1)
  }
}

/// Keeps a connection busy until it is opened.
private final class Gate: Sendable {
  private let state = Atomic<Bool>(false)

  var isOpen: Bool { state.load(ordering: .acquiring) }

  func open() { state.store(true, ordering: .releasing) }
}

extension MeasuredDatabase {
  /// Waits until callbacks that have resumed their caller have also returned.
  fileprivate func settle() async {
    try? await database.barrierWriteWithoutTransaction { _ in }
    for _ in 0..<50 { await Task.yield() }
  }
}
