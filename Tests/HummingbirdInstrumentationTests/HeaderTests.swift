import Hummingbird
import Testing

@Suite("Headers of requests")
struct HeaderTests {
  @Test("name the app by the first of the headers that may, whatever their order and letters")
  func client() async throws {
    let bench = try RouterBench { router, _ in
      router.post("/graphql") { _, _ in Response.json("{}") }
    }
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    let requests = [
      ["graphql-client-name": "second", "Apollographql-Client-Name": "first"],
      ["GraphQL-Client-Name": "second", "TraceParent": parent],
      ["graphql-client-version": "1.0", "x-other": "1"],
      ["traceparent": "no trace"],
    ]
    for headers in requests {
      let type = ["Content-Type": "Application/JSON; charset=utf-8"]
      _ = try await bench.post(
        #"{"query":"{ a }"}"#,
        headers: headers.merging(type) { first, _ in first }
      )
    }
    let records = try await bench.requests()
    #expect(records.map { $0["client"]["name"].text } == ["first", "second", nil, nil])
    #expect(records.map { $0["client"]["version"].text } == [nil, nil, "1.0", nil])
    #expect(records.map { $0["trace_id"].text?.prefix(4) } == [nil, "4bf9", nil, nil])
    #expect(records.allSatisfy { $0["operation"]["kind"].text == "query" })
  }
}
