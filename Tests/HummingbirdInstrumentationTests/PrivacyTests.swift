import Foundation
import GRDB
import GRDBInstrumentation
import GraphQLInstrumentation
import HTTPTypes
import Hummingbird
import Testing

@Suite("The log")
struct PrivacyTests {
  private static let secret = "xyzzy-4711-canary"

  private struct Failure: Error, CustomStringConvertible {
    var description: String { "failed with \(PrivacyTests.secret)" }
  }

  private func bench() throws -> RouterBench {
    let secret = Self.secret
    return try RouterBench(
      monitoring: { $0.thresholds.statements = AlertLevels(medium: 0, high: 0) },
      routes: { router, _ in
        var configuration = Configuration()
        configuration.recordStatements()
        let queue = try DatabaseQueue(configuration: configuration)
        try queue.write { try $0.execute(sql: "CREATE TABLE book (title TEXT)") }
        router.post("/graphql") { request, _ in
          try await queue.write { connection in
            try connection.execute(sql: "INSERT INTO book VALUES ('\(secret)')")
            try connection.execute(sql: "INSERT INTO book VALUES (?)", arguments: [secret])
          }
          recordStatement(
            sql: "SELECT a FROM b WHERE c = '\(secret)' AND d = \"\(secret)\" -- \(secret)",
            parameters: .values(secret),
            duration: .milliseconds(1),
            system: .mysql
          )
          RequestScope.current?.recordError(code: "the password is \(secret)")
          if request.headers[.cookie] != nil { throw Failure() }
          return Response.json(
            #"{"errors":[{"message":"\#(secret)","extensions":{"code":"no \#(secret)"}}]}"#
          )
        }
        router.get("/graphql") { _, _ in
          Response.json(
            #"{"errors":[{"message":"\#(secret)","extensions":{"code":"no \#(secret)"}}]}"#
          )
        }
      }
    )
  }

  @Test("holds no literal, wherever it came from")
  func canary() async throws {
    let bench = try bench()
    let secret = Self.secret
    let document = """
      query Q($a: String = \\"\(secret)\\") { a(b: \\"\(secret)\\", c: {d: \\"\(secret)\\"}) \
      # \(secret)\\n }
      """
    let body = #"{"query":"\#(document)","variables":{"a":"\#(secret)","b":["\#(secret)"]}}"#
    let headers = ["content-type": "application/json", "authorization": "Bearer \(secret)"]
    _ = try await bench.post(body, headers: headers)
    var cookie = headers
    cookie["cookie"] = "session=\(secret)"
    await #expect(throws: Failure.self) { try await bench.post(body, headers: cookie) }
    _ = try await bench.post(#"{"query":"{ a(b: \"\#(secret)"#, headers: headers)
    let batch = #"[{"query":"{ a(b: \"\#(secret)\") }"},{"query":"\#(secret)"}]"#
    _ = try await bench.post(batch, headers: headers)
    _ = try await bench.send(.get, "/graphql?query=%7Ba(b:%22\(secret)%22)%7D&token=\(secret)")
    _ = try await bench.send(
      .get,
      "/graphql?extensions=%7B%22persistedQuery%22:%22\(secret)%22%7D&query=\(secret)"
    )
    let records = try await bench.records()
    #expect(records.count { $0["type"].text == "request" } == 7)
    #expect(records.contains { $0["type"].text == "alert" })
    #expect(records.contains { $0["error_codes"].elements.contains { $0.text == "OTHER" } })
    let log = try bench.bytes()
    #expect(log.range(of: Data(secret.utf8)) == nil)
    for part in ["xyzzy", "4711", "canary"] {
      #expect(log.range(of: Data(part.utf8)) == nil, "\(part)")
    }
  }
}
