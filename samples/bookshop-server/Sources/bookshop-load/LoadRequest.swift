import NIOHTTP1

/// A request as it is sent.
struct LoadRequest: Sendable {
  var method: HTTPMethod
  var path: String
  var headers: [(String, String)]
  var body: String
  /// The body to send when the server does not know the document's hash.
  var bodyWithDocument: String?

  /// The request to send when the server does not know the document's hash.
  var withDocument: LoadRequest? {
    bodyWithDocument.map {
      LoadRequest(method: .POST, path: "/graphql", headers: headers, body: $0)
    }
  }
}

/// What a server answered.
struct Answer: Sendable {
  var status: Int
  var body: String
}
