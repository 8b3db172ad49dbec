import GraphQLInstrumentation
import InstrumentationSupport
import MetricLog
import Testing

@Suite("A limit")
struct LimitTests {
  @Test("of complexity or depth refuses the request and says so in its record")
  func costs() async throws {
    let bench = TestBench { $0.limits = RequestLimits(complexity: 100, depth: 7) }
    for (complexity, depth) in [(100, 7), (101, 7), (100, 8)] {
      try? await bench.monitor.withRequest { request in
        request.setOperation(
          OperationFacts(
            name: "Q",
            kind: .query,
            signature: 1,
            complexity: complexity,
            depth: depth
          )
        )
        try request.enforceLimits()
      }
    }
    #expect(bench.sink.requests.map(\.refused) == [nil, .complexity, .depth])
    #expect(bench.sink.requests.map(\.errorCount) == [0, 1, 1])
    #expect(
      bench.sink.requests.map(\.errorCodes)
        == [[], ["COMPLEXITY_LIMIT_EXCEEDED"], ["DEPTH_LIMIT_EXCEEDED"]]
    )
  }

  @Test("of time refuses what comes too late")
  func time() throws {
    let bench = TestBench { $0.limits = RequestLimits(time: .milliseconds(50)) }
    let request = bench.monitor.begin()
    bench.clock.advance(by: .milliseconds(50))
    try request.enforceLimits()
    bench.clock.advance(by: .milliseconds(1))
    let refusal = #expect(throws: RequestRefusal.self) { try request.enforceLimits() }
    #expect(refusal == RequestRefusal(limit: .timeout, measured: 51, allowed: 50))
    request.finish()
    #expect(bench.sink.requests.first?.refused == .timeout)
    #expect(bench.sink.requests.first?.errorCodes == ["TIMEOUT"])
  }

  @Test("of time cancels the execution")
  func cancellation() async throws {
    var configuration = MonitorConfiguration()
    configuration.limits.time = .milliseconds(30)
    let sink = MemorySink()
    let monitor = PerformanceMonitor(configuration: configuration, sink: sink)
    await #expect(throws: RequestRefusal.self) {
      try await monitor.withRequest { request in
        try await request.withTimeLimit { try await Task.sleep(for: .seconds(60)) }
      }
    }
    #expect(sink.requests.map(\.refused) == [.timeout])
    #expect(sink.requests.map(\.errorCount) == [1])
  }

  @Test("gives a GraphQL error to answer with")
  func answer() {
    let refusal = RequestRefusal(limit: .complexity, measured: 512, allowed: 100)
    #expect(
      refusal.responseJSON == """
        {"errors":[{"message":"The operation's complexity is 512, and the limit is 100.",\
        "extensions":{"code":"COMPLEXITY_LIMIT_EXCEEDED","complexity":512,"limit":100}}]}
        """
    )
  }
}
