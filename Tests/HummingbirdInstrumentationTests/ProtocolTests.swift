import GraphQLInstrumentation
import HTTPTypes
import Hummingbird
import HummingbirdInstrumentation
import NIOCore
import Testing

@Suite("GraphQL over HTTP")
struct ProtocolTests {
  /// A server that answers with what it got.
  private func echo(
    options: (inout GraphQLPerformanceOptions) -> Void = { _ in },
    monitoring: (inout MonitorConfiguration) -> Void = { _ in }
  ) throws -> RouterBench {
    try RouterBench(monitoring: monitoring, options: options) { router, _ in
      router.post("/graphql") { request, context in
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        return Response.json(String(buffer: body))
      }
      router.get("/graphql") { request, _ in Response.json(#"{"data":null}"#) }
      router.post("/other") { request, context in
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        #expect(RequestScope.current == nil)
        return Response.json(String(buffer: body))
      }
    }
  }

  @Test("leaves other routes, methods and pages alone")
  func others() async throws {
    let bench = try echo()
    let body = #"{"query":"{ a }"}"#
    #expect(try await bench.send(.post, "/other", body).body == body)
    #expect(try await bench.send(.get, "/graphql").status == 200)
    #expect(try await bench.send(.options, "/graphql").status == 404)
    #expect(try await bench.requests().isEmpty)
  }

  @Test("takes operations by GET, escapes and all")
  func get() async throws {
    let bench = try echo()
    let query = "query+Find(%24n:Int)%7Ba(first:%24n)%7Bb%7D%7D%20query%20B%7Bb%7D"
    _ = try await bench.send(
      .get,
      "/graphql?query=\(query)&operationName=Find&variables=%7B%22n%22%3A7%7D",
      headers: [:]
    )
    let record = try #require(try await bench.requests().first)
    #expect(record["operation"]["name"].text == "Find")
    #expect(record["operation"]["complexity"].int == 8)
    #expect(record["request_bytes"].int == 0)
  }

  @Test(
    "takes operations by POST, whatever the kind of JSON",
    arguments: ["application/json", "application/graphql-response+json", "application/graphql", ""]
  )
  func post(type: String) async throws {
    let bench = try echo()
    let document = "query Named { a }"
    let json = "{\"query\":\"query \\u004eamed\\n{ \\u0061 }\", \"variables\" : null,\"x\":[{}]}"
    let body = type == "application/graphql" ? document : json
    let headers = type.isEmpty ? [:] : ["content-type": type]
    #expect(try await bench.post(body, headers: headers).body == body)
    let record = try #require(try await bench.requests().first)
    #expect(record["operation"]["name"].text == "Named")
    #expect(record["request_bytes"].int == body.utf8.count)
  }

  @Test(
    "hands on what it cannot read, and records it without an operation",
    arguments: [
      "", "{", "[]", "7", "nonsense", #"{"query":7}"#, #"{"query":"{ a"#, #"{"query":"{ a"}"#,
      String(repeating: "[", count: 5000), #"{"variables":"# + String(repeating: "[", count: 500),
    ]
  )
  func unreadable(body: String) async throws {
    let bench = try echo()
    #expect(try await bench.post(body).body == body)
    let record = try #require(try await bench.requests().first)
    #expect(record["operation"]["name"].isAbsent && record["operation"]["kind"].isAbsent)
    #expect(record["status"].int == 200)
  }

  @Test("does not read forms with files")
  func multipart() async throws {
    let bench = try echo()
    let type = "multipart/form-data; boundary=x"
    let headers = ["content-type": type, "content-length": "4"]
    #expect(try await bench.post("--x\n", headers: headers).body == "--x\n")
    #expect(try await bench.requests().first?["request_bytes"].int == 4)
  }

  @Test("does not read more than the server would")
  func tooLarge() async throws {
    let bench = try echo()
    let body = #"{"query":"{ a }","variables":{"a":""# + String(repeating: "a", count: 3 << 20)
    #expect(try await bench.post(body).status == 413)
    let record = try #require(try await bench.requests().first)
    #expect(record["status"].int == 413 && record["errors"].int == 1)
    #expect(record["error_codes"].elements.map(\.text) == ["HTTP_413"])
  }

  @Test("takes a batch apart, with a record of each operation")
  func batch() async throws {
    let bench = try echo()
    let parts = [
      #"{"query":"query A { a }"}"#, #"{"query":"query B { b }"}"#, "{\"query\":\"{ c }\"}",
    ]
    let body = "[" + parts.joined(separator: " , ") + "]"
    let reply = try await bench.post(body)
    #expect(reply.body == "[" + parts.joined(separator: ",") + "]")
    #expect(reply.headers[.contentLength] == String(reply.body.utf8.count))
    let records = try await bench.requests()
    #expect(records.map { $0["operation"]["name"].text } == ["A", "B", nil])
    #expect(records.map { $0["request_bytes"].int } == parts.map(\.utf8.count))
    #expect(records.map { $0["response_bytes"].int } == parts.map(\.utf8.count))
  }

  @Test("refuses a batch that is too large, and passes batches on when told to")
  func batchOptions() async throws {
    let bench = try echo(options: { $0.maximumBatchSize = 1 })
    let body = #"[{"query":"{ a }"},{"query":"{ b }"}]"#
    #expect(try await bench.post(body).body.contains("BATCH_TOO_LARGE"))
    let refused = try await bench.requests()
    #expect(refused.map { $0["error_codes"].elements.map(\.text) } == [["BATCH_TOO_LARGE"]])
    let whole = try echo(options: { $0.batches = .whole })
    #expect(try await whole.post(body).body == body)
    #expect(try await whole.requests().map { $0["operation"]["name"].text } == [nil])
  }

  @Test("knows persisted documents by their hash, if it is really theirs")
  func persisted() async throws {
    let bench = try echo()
    let document = "query Kept { a }"
    let hash = SHA256Digest.hexadecimal(of: document.utf8)
    func body(_ document: String?, _ hash: String) -> String {
      let query = document.map { "\"query\":\"\($0)\"," } ?? ""
      return
        "{\(query)\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"\(hash)\"}}}"
    }
    _ = try await bench.post(body(nil, hash))
    _ = try await bench.post(body("query Forged { b }", hash))
    _ = try await bench.post(body(nil, hash))
    _ = try await bench.post(body(document, hash))
    _ = try await bench.post(body(nil, hash.uppercased()))
    let names = try await bench.requests().map { $0["operation"]["name"].text }
    #expect(names == [nil, "Forged", nil, "Kept", "Kept"])
  }

  @Test("adds headers when told to, and none otherwise")
  func headers() async throws {
    let bench = try echo(options: { $0.addsResponseHeaders = true })
    let reply = try await bench.post(#"{"query":"{ a { b } }"}"#)
    let timing = HTTPField.Name("server-timing").flatMap { reply.headers[$0] } ?? ""
    #expect(timing.wholeMatch(of: /graphql;dur=\d+\.\d{3}/) != nil)
    #expect(HTTPField.Name("graphql-complexity").flatMap { reply.headers[$0] } == "2")
    let plain = try await echo().post(#"{"query":"{ a }"}"#)
    #expect(Set(plain.headers.map(\.name.canonicalName)) == ["content-type", "content-length"])
  }
}
