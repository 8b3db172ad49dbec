import GraphQLInstrumentation
import InMemoryTracing
import InstrumentationSupport
import MetricLog
import Testing
import Tracing
import TracingInstrumentation

@Suite("Spans")
struct RequestTracerTests {
  private let sink = MemorySink()
  private let monitor: PerformanceMonitor

  init() {
    var configuration = MonitorConfiguration()
    configuration.announcesRelease = false
    monitor = PerformanceMonitor(configuration: configuration, sink: sink)
  }

  private static func query(_ tracer: RequestTracer, _ sql: String, key: String) {
    tracer.withSpan("query") { span in
      span.attributes[key] = sql
      span.attributes["db.system.name"] = "postgresql"
    }
  }

  @Test("of statements and resolvers become part of the request's record")
  func folding() async throws {
    let tracer = RequestTracer()
    await monitor.withRequest { _ in
      tracer.withSpan("resolve") { span in
        span.attributes["graphql.field.name"] = "reviews"
        span.attributes["graphql.field.parent_type"] = "Product"
        Self.query(tracer, "select 'planted-secret'", key: "db.query.text")
        tracer.withSpan("between") { _ in
          Self.query(tracer, "select 'planted-secret'", key: "db.statement")
        }
      }
      withField("Query.me") { Self.query(tracer, "select 2", key: "db.statement") }
      await withTaskGroup { group in
        group.addTask { Self.query(tracer, "select 3", key: "db.statement") }
      }
      tracer.withSpan("other") { $0.attributes["http.route"] = "/graphql" }
    }
    Self.query(tracer, "select outside", key: "db.statement")
    let record = try #require(sink.requests.first)
    #expect(record.database?.count == 4)
    #expect(
      Set(record.database?.statements.map(\.field) ?? []) == ["Product.reviews", "Query.me", nil]
    )
    #expect(record.database?.statements.map(\.count) == [2, 1, 1])
    #expect((record.database?.timeNanoseconds ?? 0) > 0)
    #expect(record.fields.map(\.field) == ["Product.reviews", "Query.me"])
    #expect(record.fields.map(\.calls) == [1, 1])
    #expect(sink.statements.allSatisfy { $0.system == "postgresql" })
    #expect(sink.statements.allSatisfy { !$0.text.contains("planted-secret") })
  }

  @Test("that end twice or late are counted once or not at all")
  func late() async throws {
    let tracer = RequestTracer()
    let span = await monitor.withRequest { _ in
      let twice = tracer.startSpan("q")
      twice.attributes["db.statement"] = "select 1"
      twice.end()
      twice.end()
      let late = tracer.startSpan("q")
      late.attributes["db.statement"] = "select 1"
      return late
    }
    span.end()
    #expect(sink.requests.map { $0.database?.count } == [1])
    #expect(monitor.lateEvents == 1)
  }

  @Test("go on to the tracer behind, unchanged")
  func forwarding() async throws {
    let next = InMemoryTracer()
    let tracer = RequestTracer(forwardingTo: next)
    struct Broken: Error {}
    await monitor.withRequest { _ in
      try? tracer.withSpan("outer") { outer in
        outer.operationName = "renamed"
        outer.addEvent("event")
        Self.query(tracer, "select 1", key: "db.statement")
        throw Broken()
      }
    }
    #expect(sink.requests.first?.database?.count == 1)
    let spans = next.finishedSpans
    #expect(spans.map(\.operationName) == ["query", "renamed"])
    #expect(spans[0].attributes.get("db.statement") == "select 1")
    #expect(spans[0].parentSpanID == spans[1].spanID)
    #expect(spans[1].events.count == 1)
    #expect(spans[1].errors.count == 1)
    #expect(spans[1].status?.code == .error)
  }

  @Test("carry the caller's trace on")
  func propagation() {
    let tracer = RequestTracer()
    let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    var context = InstrumentationContext.topLevel
    tracer.extract(["traceparent": header], into: &context, using: Headers())
    var carrier: [String: String] = [:]
    tracer.inject(context, into: &carrier, using: Headers())
    #expect(carrier == ["traceparent": header])
    var empty = InstrumentationContext.topLevel
    tracer.extract(["traceparent": "nonsense"], into: &empty, using: Headers())
    var nothing: [String: String] = [:]
    tracer.inject(empty, into: &nothing, using: Headers())
    #expect(nothing.isEmpty)
  }

  private struct Headers: Extractor, Injector {
    func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }

    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) {
      carrier[key] = value
    }
  }
}
