import Bookshop
import Foundation
import GraphQLExecution
import GraphQLInstrumentation
import HTTPTypes
import Hummingbird
import HummingbirdInstrumentation
import NIOCore

/// GraphQL over HTTP.
struct GraphQLEndpoint: Sendable {
  private typealias Executor = OperationExecutor<BookshopContext>

  /// Documents that clients send once and then name by their hash.
  let persistedDocuments = PersistedDocuments()
  private let shop: Bookshop
  private let executor: Executor
  private static let newerType = "application/graphql-response+json"

  init(shop: Bookshop, hooks: ResolverHooks) {
    self.shop = shop
    executor = OperationExecutor(BookshopSchema.make(), hooks: hooks)
  }

  /// An operation in the URL.
  func get(_ request: Request) async throws -> Response {
    func parameter(_ name: String) -> String? {
      request.uri.queryParameters[name[...]].map { String($0) }
    }
    let decoder = JSONDecoder()
    guard
      let operation = try? OperationRequest(
        query: parameter("query"),
        operationName: parameter("operationName"),
        variables: parameter("variables")
          .map { try decoder.decode([String: InputValue].self, from: Data($0.utf8)) },
        extensions: parameter("extensions")
          .map { try decoder.decode(OperationRequest.Extensions.self, from: Data($0.utf8)) }
      )
    else { throw HTTPError(.badRequest, message: "The parameters are no JSON.") }
    return response(try await execute(operation), to: request)
  }

  /// An operation in the body, or a list of them.
  func post(_ request: Request, upTo limit: Int) async throws -> Response {
    let body = Data(try await request.body.collect(upTo: limit).readableBytesView)
    let decoder = JSONDecoder()
    if let operation = try? decoder.decode(OperationRequest.self, from: body) {
      return response(try await execute(operation), to: request)
    }
    guard let operations = try? decoder.decode([OperationRequest].self, from: body) else {
      throw HTTPError(.badRequest, message: "The body holds no GraphQL request.")
    }
    var responses: [[UInt8]] = []
    for operation in operations { responses.append(try await execute(operation).json) }
    let list = responses.joined(separator: [UInt8(ascii: ",")])
    let json = [UInt8(ascii: "[")] + list + [UInt8(ascii: "]")]
    return Response(
      status: .ok,
      headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: json))
    )
  }

  private func execute(_ request: OperationRequest) async throws -> Executor.Outcome {
    var request = request
    if let hash = request.extensions?.persistedQuery?.sha256Hash {
      if let document = request.query {
        persistedDocuments.note(document, forHash: hash)
      } else {
        guard let document = persistedDocuments.document(forHash: hash) else {
          return Executor.failure(
            GraphQLError("PersistedQueryNotFound", code: "PERSISTED_QUERY_NOT_FOUND")
          )
        }
        request.query = document
      }
    }
    let operation = request
    guard let scope = RequestScope.current else {
      return await executor.execute(operation, context: BookshopContext(shop))
    }
    return try await scope.withTimeLimit {
      await executor.execute(operation, context: BookshopContext(shop))
    }
  }

  private func response(_ outcome: Executor.Outcome, to request: Request) -> Response {
    let isNewer = request.headers[values: .accept].contains { $0.contains(Self.newerType) }
    return Response(
      status: outcome.wasExecuted || !isNewer ? .ok : .badRequest,
      headers: [.contentType: isNewer ? Self.newerType : "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: outcome.json))
    )
  }
}
