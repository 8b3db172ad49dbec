public import GraphQLInstrumentation
public import Hummingbird
internal import HTTPTypes
internal import NIOCore

/// Measures the requests of a GraphQL endpoint: put into a Hummingbird router, it writes a record of
/// every operation.
///
///     router.add(middleware: GraphQLPerformanceMiddleware(monitor: monitor))
///
/// It takes GraphQL over HTTP by GET and POST, one operation or a batch, with documents or hashes of
/// persisted ones. It reads the request's body once and hands it on; responses pass through it piece
/// by piece. While the endpoint's handler runs, the request is `RequestScope.current`. Operations over
/// the monitor's limits of complexity and depth are answered with a GraphQL error; a
/// `RequestRefusal` that the handler throws becomes one too.
///
/// A record ends with the response's last byte. Its duration ends earlier, when the handler has
/// returned, if the size of the body is known by then.
public struct GraphQLPerformanceMiddleware<Context: RequestContext>: RouterMiddleware {
  let monitor: PerformanceMonitor
  let options: GraphQLPerformanceOptions
  private let search: HeaderSearch

  /// A middleware for one or several endpoints.
  ///
  /// - Parameters:
  ///   - monitor: Measures the requests and writes their records.
  ///   - options: What is looked at.
  public init(
    monitor: PerformanceMonitor,
    options: GraphQLPerformanceOptions = GraphQLPerformanceOptions()
  ) {
    self.monitor = monitor
    self.options = options
    search = HeaderSearch(
      clientNames: options.clientNameHeaders,
      clientVersions: options.clientVersionHeaders
    )
  }

  /// Measures a request if it is one of GraphQL.
  public func handle(
    _ request: Request,
    context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard isEndpoint(request.uri.path) else { return try await next(request, context) }
    switch request.method {
    case .post:
      return try await handlePost(request, search.headers(request.headers), context, next)
    case .get:
      let parameters = GraphQLParameters(urlQuery: request.uri.query ?? "")
      // A page for people to try queries on is often served by the same path.
      guard parameters.hasOperation else { return try await next(request, context) }
      let headers = search.headers(request.headers)
      return try await measure(request, headers, context, parameters, bytes: 0, next)
    default: return try await next(request, context)
    }
  }

  private func isEndpoint(_ path: String) -> Bool {
    guard let paths = options.paths else { return true }
    if paths.contains(path) { return true }
    return path.count > 1 && path.hasSuffix("/") && paths.contains(String(path.dropLast()))
  }

  private func handlePost(
    _ request: Request,
    _ headers: RequestHeaders,
    _ context: Context,
    _ next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let kind = BodyKind(contentType: headers.contentType)
    let announced = headers.contentLength
    // What the server would not read either is not read here.
    if kind == .other || announced ?? 0 > context.maxUploadSize {
      return try await measure(request, headers, context, nil, bytes: announced, next)
    }
    var request = request
    let buffer: ByteBuffer
    do {
      buffer = try await request.collectBody(upTo: context.maxUploadSize)
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
      return try await measure(request, headers, context, parameters, bytes: bytes.count, next)
    case .batch(let places) where options.batches == .split:
      return try await split(request, headers, context, bytes, places, next)
    case .batch, .unreadable:
      return try await measure(request, headers, context, nil, bytes: bytes.count, next)
    }
  }
}
