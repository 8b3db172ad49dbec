import GraphQLInstrumentation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@Suite("Compressed responses")
struct CompressionOrderTests {
  /// Does to responses what a compressor does, as far as anybody can see from outside of them.
  private struct Scrambler: RouterMiddleware {
    func handle(
      _ request: Request,
      context: BasicRequestContext,
      next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
      var response = try await next(request, context)
      response.headers[.contentEncoding] = "gzip"
      let body = response.body
      response.body = body.map { buffer in
        ByteBuffer(bytes: buffer.readableBytesView.map { ~$0 })
      }
      return response
    }
  }

  private static let body = #"{"query":"{ a }"}"#
  private static let json = #"{"errors":[{"message":"no","extensions":{"code":"GONE"}}]}"#

  @Test("are searched for errors when the compressor was added before the middleware")
  func compressorOutside() async throws {
    let bench = try RouterBench(outside: { $0.add(middleware: Scrambler()) }) { router, _ in
      router.post("/graphql") { _, _ in Response.json(Self.json) }
    }
    let reply = try await bench.post(Self.body)
    #expect(reply.headers[.contentEncoding] == "gzip" && !reply.body.contains("errors"))
    let record = try #require(try await bench.requests().first)
    #expect(record["errors"].int == 1)
    #expect(record["error_codes"].elements.map(\.text) == ["GONE"])
    // The size is that of the response itself, not of what goes over the wire.
    #expect(record["response_bytes"].int == Self.json.utf8.count)
  }

  @Test("are not when it was added after it, unless the server reports its errors")
  func compressorInside() async throws {
    for isReported in [false, true] {
      let bench = try RouterBench { router, _ in
        router.add(middleware: Scrambler())
        router.post("/graphql") { _, _ in
          if isReported { RequestScope.current?.recordError(code: "GONE") }
          return Response.json(Self.json)
        }
      }
      _ = try await bench.post(Self.body)
      let record = try #require(try await bench.requests().first)
      #expect(record["errors"].int == (isReported ? 1 : 0))
      #expect(record["error_codes"].elements.map(\.text) == (isReported ? ["GONE"] : []))
    }
  }
}
