internal import GraphQLInstrumentation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// What the middleware does, whatever type the server's contexts have.
///
/// Apart from the middleware because that is generic: the compiler cannot know in this module what it is
/// used with, and code that handles a value of unknown type asks the type for everything.
struct MeasuredEndpoint: Sendable {
  /// Lets the server execute a request.
  typealias Next = (Request) async throws -> Response

  let monitor: PerformanceMonitor
  let options: GraphQLPerformanceOptions
  private let search: HeaderSearch

  init(monitor: PerformanceMonitor, options: GraphQLPerformanceOptions) {
    self.monitor = monitor
    self.options = options
    search = HeaderSearch(
      clientNames: options.clientNameHeaders,
      clientVersions: options.clientVersionHeaders
    )
  }

  /// Whether a path is that of an endpoint.
  func serves(_ path: String) -> Bool {
    guard let paths = options.paths else { return true }
    if paths.contains(path) { return true }
    return path.count > 1 && path.hasSuffix("/") && paths.contains(String(path.dropLast()))
  }

  /// Measures a request to an endpoint if it is one of GraphQL.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - limit: The largest body that the server would read, in bytes.
  ///   - next: Lets the server execute it.
  /// - Returns: The server's response, whose end is that of the request, or a refusal.
  /// - Throws: What the server throws, and what goes wrong while the body is read.
  func handle(_ request: Request, upTo limit: Int, _ next: Next) async throws -> Response {
    switch request.method {
    case .post: return try await handlePost(request, upTo: limit, next)
    case .get:
      let parameters = GraphQLParameters(urlQuery: request.uri.query ?? "")
      // A page for people to try queries on is often served by the same path.
      guard parameters.hasOperation else { return try await next(request) }
      let headers = search.headers(request.headers)
      return try await measure(request, headers, parameters, bytes: 0, next)
    default: return try await next(request)
    }
  }

  private func handlePost(
    _ request: Request,
    upTo limit: Int,
    _ next: Next
  ) async throws -> Response {
    let headers = search.headers(request.headers)
    let kind = BodyKind(contentType: headers.contentType)
    let announced = headers.contentLength
    // What the server would not read either is not read here.
    if kind == .other || announced ?? 0 > limit {
      return try await measure(request, headers, nil, bytes: announced, next)
    }
    var request = request
    let buffer: ByteBuffer
    do {
      buffer = try await request.body.whole(upTo: limit)
      request.body = RequestBody(buffer: buffer)
    } catch {
      let scope = monitor.begin(RequestInfo(headers, bytes: announced))
      fail(scope, error)
      throw error
    }
    let bytes = Array(buffer.readableBytesView)
    let body: GraphQLBody =
      kind == .json
      ? GraphQLBody(json: bytes)
      : .operation(GraphQLParameters(document: String(decoding: bytes, as: UTF8.self)))
    switch body {
    case .operation(let parameters):
      return try await measure(request, headers, parameters, bytes: bytes.count, next)
    case .batch(let places) where options.batches == .split:
      return try await split(request, headers, bytes, places, next)
    case .batch, .unreadable:
      return try await measure(request, headers, nil, bytes: bytes.count, next)
    }
  }
}
