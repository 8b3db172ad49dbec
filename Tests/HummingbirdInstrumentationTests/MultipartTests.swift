import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdInstrumentation
import NIOCore
import TestSupport
import Testing

@Suite("Responses in parts")
struct MultipartTests {
  /// As a server sends a query with `@defer`, whose second and third part have an error each.
  private static let deferred = [
    #"{"data":{"a":1},"errors":[{"extensions":{"code":"FIRST"}}],"hasNext":true}"#,
    #"{"incremental":[{"path":[],"data":{"errors":[{}]},"errors":[{"message":"x"}]}],"hasNext":true}"#,
    #"{"completed":[{"id":"0","errors":[{"extensions":{"code":"LAST"}}]}],"hasNext":false}"#,
  ]

  private static func body(_ parts: [String], boundary: String = "-", end: String = "\r\n")
    -> String
  {
    let head = "Content-Type: application/json; charset=utf-8\(end)\(end)"
    return end + parts.map { "--\(boundary)\(end)\(head)\($0)\(end)" }.joined()
      + "--\(boundary)--\(end)"
  }

  /// The same count from each part parsed whole.
  private func reference(_ parts: [String]) -> [String?: Int] {
    var counts: [String?: Int] = [:]
    func count(_ response: Any?) {
      let response = response as? [String: Any] ?? [:]
      for case let error as [String: Any] in response["errors"] as? [Any] ?? [] {
        counts[(error["extensions"] as? [String: Any])?["code"] as? String, default: 0] += 1
      }
    }
    for part in parts {
      let root = try? JSONSerialization.jsonObject(with: Data(part.utf8))
      count(root)
      let object = root as? [String: Any] ?? [:]
      // An array here means nothing to the scan, and neither does an object there.
      count(object["payload"])
      for name in ["incremental", "completed"] {
        for entry in object[name] as? [Any] ?? [] { count(entry) }
      }
    }
    return counts
  }

  private func scan(_ text: String, boundary: String, _ random: inout SeededGenerator) -> [String?:
    Int]
  {
    var scanner = MultipartErrorScanner(boundary: boundary)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let size = Int.random(in: 1...40, using: &random)
      scanner.scan(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return scanner.errors
  }

  private func response(_ depth: Int, _ random: inout SeededGenerator) -> String {
    var members = ["\"data\":{\"errors\":[{}],\"payload\":{\"errors\":[{}]}}"]
    if Bool.random(using: &random) {
      let codes = [
        "{\"extensions\":{\"code\":\"A\"}}", "{}", "{\"extensions\":{\"code\":\"--b\"}}", "1",
      ]
      let errors = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        codes[Int.random(in: 0..<codes.count, using: &random)]
      }
      members.append("\"errors\":[\(errors.joined(separator: ", "))]")
    }
    if depth < 2 {
      for name in ["incremental", "completed"] where Bool.random(using: &random) {
        let entries = (0..<Int.random(in: 0...3, using: &random)).map { _ in
          response(depth + 1, &random)
        }
        members.append("\"\(name)\":[\(entries.joined(separator: ","))]")
      }
      if Bool.random(using: &random) {
        members.append("\"payload\":" + response(depth + 1, &random))
      }
    }
    return "{" + members.shuffled(using: &random).joined(separator: " ,\n") + "}"
  }

  @Test("have the errors that a parser of each part counts, however the text is cut")
  func random() {
    var random = SeededGenerator(seed: 20_261_126)
    var found = 0
    for _ in 0..<1000 {
      let parts = (0..<Int.random(in: 0...4, using: &random)).map { _ in response(0, &random) }
      let boundary = ["-", "b", "graphql", "a b'()+_,./:=?"][Int.random(in: 0..<4, using: &random)]
      let end = Bool.random(using: &random) ? "\r\n" : "\n"
      let text = Self.body(parts, boundary: boundary, end: end)
      let expected = reference(parts)
      #expect(scan(text, boundary: boundary, &random) == expected, "\(text)")
      found += expected.values.reduce(0, +)
    }
    #expect(found > 1000)
  }

  @Test("have no errors before the first part, in headers, and after the last part")
  func outside() {
    var random = SeededGenerator(seed: 1)
    let error = #"{"errors":[{}]}"#
    let text =
      "\(error)\r\n--bc\r\n\(error)\r\n--b\r\nX: \(error)\r\n\r\n\(error)\r\n--b  \r\n\r\n{\"errors\":[{\r\n"
      + "--b\r\n\r\n\(error)\r\n--b--\r\n\(error)\r\n--b\r\n\r\n\(error)"
    #expect(scan(text, boundary: "b", &random) == [nil: 2])
  }

  @Test("survive any bytes")
  func damage() {
    var random = SeededGenerator(seed: 6)
    let text = Array(Self.body(Self.deferred).utf8)
    for _ in 0..<3000 {
      var scanner = MultipartErrorScanner(boundary: "-")
      scanner.scan(Damage.some(text, &random))
      #expect(scanner.errors.values.reduce(0, +) <= text.count)
    }
  }

  @Test(
    "are searched if their type says how they are parted, whole or as a stream",
    arguments: [
      (#"multipart/mixed; boundary="-""#, 3), ("Multipart/Mixed;deferSpec=20220824; Boundary=-", 3),
      ("multipart/mixed", 0), ("multipart/mixed; boundary=", 0),
      ("multipart/form-data; boundary=-", 0),
      ("multipart/mixed; boundary=x", 0),
    ]
  )
  func types(type: String, errors: Int) async throws {
    let text = Self.body(Self.deferred)
    let bench = try RouterBench { router, _ in
      router.post("/graphql") { request, _ in
        let whole = try await request.body.collect(upTo: 1 << 20)
        guard String(buffer: whole).contains("Stream") else {
          return Response.json(text, type: type)
        }
        return Response(
          status: .ok,
          headers: [.contentType: type],
          body: ResponseBody { writer in
            for piece in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
              try await writer.write(ByteBuffer(string: piece + "\r\n"))
            }
            try await writer.finish(nil)
          }
        )
      }
    }
    for name in ["Whole", "Stream"] {
      _ = try await bench.post("{\"query\":\"query \(name) { a }\"}")
    }
    let records = try await bench.requests()
    #expect(records.map { $0["errors"].int } == [errors, errors])
    let codes = records.map { Set($0["error_codes"].elements.compactMap(\.text)) }
    #expect(codes.allSatisfy { $0 == (errors > 0 ? ["FIRST", "LAST"] : []) })
  }
}
