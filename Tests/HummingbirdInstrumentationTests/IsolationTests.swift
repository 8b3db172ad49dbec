import GraphQLInstrumentation
import Hummingbird
import NIOCore
import Synchronization
import Testing

@Suite("Requests at the same time")
struct IsolationTests {
  @Test("do not mix")
  func concurrent() async throws {
    let bench = try RouterBench { router, monitor in
      let cache = monitor.cache("c")
      router.post("/graphql") { request, context in
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        let number = Int(String(buffer: body).filter(\.isNumber)) ?? 0
        await withTaskGroup { group in
          for statement in 0..<number {
            group.addTask {
              await withField("Query.q\(number)") {
                await Task.yield()
                recordStatement(
                  sql: "SELECT a FROM t\(number)",
                  parameters: .values(statement),
                  duration: .nanoseconds(1000)
                )
                cache.hit()
              }
            }
          }
        }
        RequestScope.current?.recordError(code: "E\(number)", count: number)
        return Response.json("{}")
      }
    }
    try await withThrowingTaskGroup { group in
      for number in 1...40 {
        group.addTask { _ = try await bench.post(#"{"query":"query Q\#(number) { q }"}"#) }
      }
      try await group.waitForAll()
    }
    let requests = try await bench.requests()
    #expect(requests.count == 40)
    for number in 1...40 {
      let record = try #require(requests.first { $0["operation"]["name"].text == "Q\(number)" })
      #expect(record["db"]["count"].int == number)
      #expect(record["db"]["statements"].elements.map { $0["distinct"].int } == [number])
      #expect(record["db"]["statements"].elements.map { $0["field"].text } == ["Query.q\(number)"])
      #expect(record["fields"].elements.map { $0["calls"].int } == [number])
      #expect(record["cache"].elements.map { $0["hits"].int } == [number])
      #expect(record["errors"].int == number)
      #expect(record["error_codes"].elements.map(\.text) == ["E\(number)"])
    }
    #expect(bench.monitor.inFlight == 0 && bench.monitor.lateEvents == 0)
  }

  @Test("get nothing of what is done after their end")
  func late() async throws {
    let gate = Gate()
    let finished = Gate()
    let bench = try RouterBench { router, _ in
      router.post("/graphql") { _, _ in
        recordStatement(sql: "SELECT 1", duration: .milliseconds(1))
        // Inherits the request, and outlives it.
        Task {
          await gate.wait()
          recordStatement(sql: "SELECT 2", duration: .milliseconds(1))
          RequestScope.current?.recordError(code: "LATE")
          finished.open()
        }
        return Response.json("{}")
      }
    }
    _ = try await bench.post(#"{"query":"{ a }"}"#)
    gate.open()
    await finished.wait()
    let record = try #require(try await bench.requests().first)
    #expect(record["db"]["count"].int == 1 && record["errors"].int == 0)
    #expect(bench.monitor.lateEvents == 2)
  }
}

/// Lets others pass when it is open.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func open() {
    let waiting = state.withLock { state in
      defer { state = State(isOpen: true) }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }
}
