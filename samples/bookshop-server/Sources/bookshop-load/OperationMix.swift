import Foundation
import NIOHTTP1

/// Makes requests, some operations more often than others, from several clients.
struct OperationMix {
  private struct Client {
    var name: String?
    var version: String
  }

  private static let clients = [
    Client(name: "web", version: "3.2.0"), Client(name: "web", version: "3.2.0"),
    Client(name: "ios", version: "8.1.0"), Client(name: "ios", version: "8.2.0"),
    Client(name: "android", version: "5.0.2"), Client(name: nil, version: ""),
  ]

  private let operations: [BookshopOperation]
  private let batchShare: Double
  private let totalWeight: Double

  /// - Parameters:
  ///   - operations: At least one.
  ///   - batchShare: The share of requests that hold several operations.
  init(_ operations: [BookshopOperation], batchShare: Double) {
    self.operations = operations
    self.batchShare = batchShare
    totalWeight = operations.reduce(0) { $0 + $1.weight }
  }

  mutating func next(_ random: inout SeededGenerator) -> LoadRequest {
    let headers = self.headers(&random)
    if random.chance(batchShare) {
      let bodies = (0..<Int.random(in: 2...5, using: &random)).map { _ in
        json(pick(&random), &random)
      }
      return LoadRequest(
        method: .POST,
        path: "/graphql",
        headers: headers,
        body: "[\(bodies.joined(separator: ","))]"
      )
    }
    let operation = pick(&random)
    if let hash = operation.documentHash, random.chance(0.7) {
      return persisted(operation, hash, headers, &random)
    }
    let isQuery = !operation.document.hasPrefix("mutation")
    if isQuery, random.chance(0.15) {
      let variables = operation.variables(&random)
      let path = "/graphql?query=\(encode(operation.document))&variables=\(encode(variables))"
      return LoadRequest(method: .GET, path: path, headers: headers, body: "")
    }
    let body = json(operation, &random)
    return LoadRequest(method: .POST, path: "/graphql", headers: headers, body: body)
  }

  private func persisted(
    _ operation: BookshopOperation,
    _ hash: String,
    _ headers: [(String, String)],
    _ random: inout SeededGenerator
  ) -> LoadRequest {
    let variables = operation.variables(&random)
    let extensions = #"{"persistedQuery":{"version":1,"sha256Hash":"\#(hash)"}}"#
    let path = "/graphql?variables=\(encode(variables))&extensions=\(encode(extensions))"
    var request = LoadRequest(method: .GET, path: path, headers: headers, body: "")
    request.bodyWithDocument =
      #"{"query":\#(quote(operation.document)),"variables":\#(variables),"extensions":\#(extensions)}"#
    return request
  }

  private func pick(_ random: inout SeededGenerator) -> BookshopOperation {
    var left = Double.random(in: 0..<totalWeight, using: &random)
    for operation in operations {
      left -= operation.weight
      if left < 0 { return operation }
    }
    return operations[0]
  }

  private func json(_ operation: BookshopOperation, _ random: inout SeededGenerator) -> String {
    let name = operation.name.map { ",\"operationName\":\"\($0)\"" } ?? ""
    let variables = operation.variables(&random)
    return #"{"query":\#(quote(operation.document))\#(name),"variables":\#(variables)}"#
  }

  private func headers(_ random: inout SeededGenerator) -> [(String, String)] {
    let client = Self.clients[Int.random(in: 0..<Self.clients.count, using: &random)]
    var headers = [("content-type", "application/json")]
    if random.chance(0.5) { headers.append(("accept", "application/graphql-response+json")) }
    if let name = client.name {
      headers.append(("apollographql-client-name", name))
      headers.append(("apollographql-client-version", client.version))
    }
    if random.chance(0.3) {
      let digits = (0..<3).map { _ in String(format: "%016lx", random.next() | 1) }
      headers.append(("traceparent", "00-\(digits[0])\(digits[1])-\(digits[2])-01"))
    }
    return headers
  }

  private func quote(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private func encode(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
