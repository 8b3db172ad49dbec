import GraphQLInstrumentation
import InstrumentationSupport
import MetricLog
import QueryShapes
import Testing

@Suite("An operation")
struct OperationTests {
  private static let list = """
    query List($n: Int = 3) { products(first: $n, filter: {name: "planted-secret"}) { id reviews { rating } } }
    """

  @Test("is identified by its text, with signature, cost and depth")
  func identified() throws {
    let bench = TestBench()
    let document = try Document(parsing: Self.list)
    let definition = try #require(document.operation(named: nil))
    let sizes: [VariableValue] = [.int(50), .int(3), .int(50), .null, .list([.int(3)]), .int(3)]
    // Costs are remembered, but not those of other values.
    for variables in [[:]] + sizes.map({ ["n": $0, "other": .int(7)] }) + [["other": .int(7)]] {
      let request = bench.monitor.begin()
      let facts = try #require(request.identify(document: Self.list, variables: variables))
      let cost = OperationCost(document, operation: definition, variables: variables)
      #expect(facts.name == "List")
      #expect(facts.complexity == Int(cost.complexity))
      #expect(facts.depth == cost.depth)
      #expect(request.operation == facts)
      request.finish()
    }
    let signature = OperationSignature(document, operation: definition)
    let records = bench.sink.requests.map(\.operation)
    #expect(records.map(\.signature) == Array(repeating: signature.key, count: 8))
    #expect(records.allSatisfy { $0.kind == .query })
    #expect(records.allSatisfy { ($0.complexity ?? 0) > 0 && $0.depth == 3 })
    #expect((records[1].complexity ?? 0) > (records[0].complexity ?? 0))
    #expect(bench.sink.operations.map(\.document) == [signature.text])
    #expect(bench.sink.operations.map(\.name) == ["List"])
    #expect(!signature.text.contains("planted-secret"))
  }

  @Test("that differs in literals, aliases and white space is the same and is explained once")
  func sameSignature() {
    let bench = TestBench()
    for text in ["query A{a(x:1){b}}", "query A { n: a(x: 2) { b } }", "query A{a(x:1){b}}"] {
      let request = bench.monitor.begin()
      request.identify(document: text)
      request.finish()
    }
    #expect(Set(bench.sink.requests.map(\.operation.signature)).count == 1)
    #expect(bench.sink.operations.count == 1)
  }

  @Test("is chosen by name among several, and unknown when it is not there")
  func chosen() {
    let bench = TestBench()
    let text = "query A { a } mutation B { b }"
    let request = bench.monitor.begin()
    #expect(request.identify(document: text, operationName: "B")?.kind == .mutation)
    #expect(request.identify(document: text, operationName: "A")?.kind == .query)
    for _ in 0..<2 {
      #expect(request.identify(document: text) == nil)
      #expect(request.identify(document: text, operationName: "C") == nil)
      #expect(request.identify(document: "query {") == nil)
      #expect(request.identify(document: "") == nil)
    }
    let anonymous = bench.monitor.begin()
    #expect(anonymous.identify(document: "{ a }")?.name == nil)
    anonymous.finish()
    request.finish()
  }

  @Test("whose cost is beyond all bounds has the largest cost there is, and is refused")
  func hugeCost() throws {
    let bench = TestBench { $0.limits = RequestLimits(complexity: 1000) }
    let levels = 40
    let open = String(repeating: "a(first: 1000000) { ", count: levels)
    let text = "{ \(open) b \(String(repeating: "}", count: levels)) }"
    let request = bench.monitor.begin()
    let facts = try #require(request.identify(document: text))
    #expect(facts.complexity == 1 << 53)
    #expect(facts.depth == levels + 1)
    #expect(throws: RequestRefusal.self) { try request.enforceLimits() }
    request.finish()
    #expect(bench.sink.requests.first?.refused == .complexity)
  }

  @Test("that was explained is explained again when the log had no room for it")
  func droppedExplanation() {
    let bench = TestBench()
    bench.sink.setFull(true)
    bench.monitor.begin().identify(document: "{ a }")
    bench.sink.setFull(false)
    bench.monitor.begin().identify(document: "{ a }")
    bench.monitor.begin().identify(document: "{ a }")
    #expect(bench.sink.operations.count == 1)
  }
}
