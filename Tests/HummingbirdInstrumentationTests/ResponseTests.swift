import GraphQLInstrumentation
import HTTPTypes
import Hummingbird
import HummingbirdInstrumentation
import NIOCore
import Testing

@Suite("Responses")
struct ResponseTests {
  private static let body = #"{"query":"query Q { a(first: 60) { b { c { d } } } }"}"#

  private func bench(
    limits: RequestLimits = RequestLimits(),
    options: (inout GraphQLPerformanceOptions) -> Void = { _ in },
    _ handler: @escaping @Sendable () async throws -> Response
  ) throws -> RouterBench {
    try RouterBench(monitoring: { $0.limits = limits }, options: options) { router, _ in
      router.post("/graphql") { _, _ in try await handler() }
    }
  }

  @Test(
    "are errors for operations over a limit, which are not executed",
    arguments: ["application/json", "application/graphql-response+json, application/json;q=0.9"]
  )
  func refused(accept: String) async throws {
    let bench = try bench(limits: RequestLimits(complexity: 100)) {
      Issue.record("executed")
      return Response(status: .ok)
    }
    let headers = ["content-type": "application/json", "accept": accept]
    let reply = try await bench.post(Self.body, headers: headers)
    let isNewer = accept.hasPrefix("application/graphql-response")
    #expect(reply.status == (isNewer ? 400 : 200))
    #expect(
      reply.body.hasPrefix("{\"errors\":[{") && reply.body.contains("COMPLEXITY_LIMIT_EXCEEDED")
    )
    let record = try #require(try await bench.requests().first)
    #expect(record["refused"].text == "complexity")
    #expect(record["errors"].int == 1 && record["status"].int == reply.status)
    #expect(record["response_bytes"].int == reply.body.utf8.count)
  }

  @Test("are errors for operations that are too deep, or take too long")
  func otherLimits() async throws {
    let deep = try bench(limits: RequestLimits(depth: 3)) { Response(status: .ok) }
    #expect(try await deep.post(Self.body).body.contains("DEPTH_LIMIT_EXCEEDED"))
    #expect(try await deep.requests().map { $0["refused"].text } == ["depth"])
    let slow = try bench(limits: RequestLimits(time: .milliseconds(20))) {
      try await RequestScope.current?.withTimeLimit { try await Task.sleep(for: .seconds(60)) }
      return Response(status: .ok)
    }
    #expect(try await slow.post(Self.body).body.contains("TIMEOUT"))
    let record = try #require(try await slow.requests().first)
    #expect(record["refused"].text == "timeout")
    // How much longer it took depends on what else the machine does.
    #expect(record["duration_ms"].number ?? 0 >= 20)
  }

  @Test("that were thrown are recorded with their status")
  func thrown() async throws {
    struct Failure: Error {}
    let http = try bench { throw HTTPError(.notFound) }
    #expect(try await http.post(Self.body).status == 404)
    let found = try #require(try await http.requests().first)
    #expect(found["status"].int == 404 && found["errors"].int == 1)
    #expect(found["error_codes"].elements.map(\.text) == ["HTTP_404"])
    let other = try bench { throw Failure() }
    await #expect(throws: Failure.self) { try await other.post(Self.body) }
    let record = try #require(try await other.requests().first)
    #expect(record["status"].int == 500 && record["errors"].int == 1)
    #expect(record["error_codes"].elements.map(\.text) == ["INTERNAL_SERVER_ERROR"])
  }

  @Test("stay streams, whose errors and statements are counted to the last piece")
  func stream() async throws {
    let pieces = [
      #"{"data":{"a":"#, #"1},"err"#, #"ors":[{"extensions":{"co"#, #"de":"CUT"}},{}]}"#,
    ]
    let bench = try bench {
      Response(
        status: .ok,
        headers: [.contentType: "application/json"],
        body: ResponseBody { writer in
          for piece in pieces {
            recordStatement(sql: "SELECT 1", duration: .milliseconds(1))
            try await Task.sleep(for: .milliseconds(2))
            try await writer.write(ByteBuffer(string: piece))
          }
          try await writer.finish(nil)
        }
      )
    }
    #expect(try await bench.post(Self.body).pieces == pieces)
    let record = try #require(try await bench.requests().first)
    #expect(record["errors"].int == 2)
    #expect(record["error_codes"].elements.map(\.text) == ["CUT"])
    #expect(record["db"]["count"].int == 4)
    #expect(record["response_bytes"].int == pieces.joined().utf8.count)
    #expect((record["duration_ms"].number ?? 0) >= 8)
  }

  @Test("that fail half-way, or that nobody wants, end their request all the same")
  func dropped() async throws {
    struct Broken: Error {}
    let bench = try bench {
      Response(
        status: .ok,
        body: ResponseBody { writer in
          try await writer.write(ByteBuffer(string: "12345"))
          throw Broken()
        }
      )
    }
    await #expect(throws: Broken.self) { try await bench.post(Self.body) }
    _ = try await bench.post(Self.body, dropsResponse: true)
    #expect(bench.monitor.inFlight == 0 && bench.monitor.abandonedRequests == 0)
    let records = try await bench.requests()
    #expect(records.map { $0["response_bytes"].int } == [5, 0])
    #expect(records.map { $0["status"].int } == [200, 200])
  }

  @Test("are not searched for errors that the server reported, nor when they are no JSON")
  func inspection() async throws {
    let json = #"{"errors":[{"extensions":{"code":"SEEN"}},{}]}"#
    let reported = try bench {
      RequestScope.current?.recordError(code: "REPORTED")
      return Response.json(json)
    }
    _ = try await reported.post(Self.body)
    let record = try #require(try await reported.requests().first)
    #expect(record["error_codes"].elements.map(\.text) == ["REPORTED"])
    #expect(record["errors"].int == 1)
    for type in ["text/event-stream", "multipart/mixed"] {
      let other = try bench { Response.json(json, type: type) }
      _ = try await other.post(Self.body)
      #expect(try await other.requests().map { $0["errors"].int } == [0])
    }
    let off = try bench(options: { $0.inspectedResponseBytes = 0 }) { Response.json(json) }
    _ = try await off.post(Self.body)
    #expect(try await off.requests().map { $0["errors"].int } == [0])
  }
}
