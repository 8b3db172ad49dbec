import Hummingbird
import Testing

@Suite("Bodies of requests")
struct RequestBodyTests {
  private static let body =
    #"{"query":"query Cut($n: Int) { a(first: $n) { b } }","variables":{"n":7}}"#

  @Test(
    "are the same for the server and the record, however they are cut",
    arguments: [1, 10, 1000]
  )
  func pieces(size: Int) async throws {
    let bench = try RouterBench { router, _ in
      router.post("/graphql") { request, _ in
        Response.json(String(buffer: try await request.body.collect(upTo: 1000)))
      }
    }
    let whole = try await bench.post(Self.body)
    let cut = try await bench.post(Self.body, pieceBytes: size)
    #expect(cut.status == 200 && cut.body == Self.body && whole.body == Self.body)
    let empty = try await bench.post("", pieceBytes: size)
    #expect(empty.status == 200 && empty.body.isEmpty)
    let records = try await bench.requests()
    #expect(records.map { $0["operation"]["name"].text } == ["Cut", "Cut", nil])
    let complexities = records.map { $0["operation"]["complexity"].int }
    #expect(complexities[0] != nil && complexities[0] == complexities[1] && complexities[2] == nil)
    #expect(
      records.map { $0["request_bytes"].int } == [Self.body.utf8.count, Self.body.utf8.count, 0]
    )
  }

  @Test("that turn out too large are refused, whether the first piece is or all together")
  func tooLarge() async throws {
    let bench = try RouterBench { router, _ in
      router.post("/graphql") { _, _ in
        Issue.record("executed")
        return Response(status: .ok)
      }
    }
    let spaces = String(repeating: " ", count: 3 << 20)
    for size in [3 << 20, 1 << 20] {
      #expect(try await bench.post(spaces, pieceBytes: size).status == 413)
    }
    let records = try await bench.requests()
    #expect(records.map { $0["status"].int } == [413, 413])
    #expect(records.allSatisfy { $0["error_codes"].elements.map(\.text) == ["HTTP_413"] })
  }
}
