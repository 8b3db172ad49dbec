public import GraphQLInstrumentation
public import Hummingbird

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
  private let endpoint: MeasuredEndpoint

  /// A middleware for one or several endpoints.
  ///
  /// - Parameters:
  ///   - monitor: Measures the requests and writes their records.
  ///   - options: What is looked at.
  public init(
    monitor: PerformanceMonitor,
    options: GraphQLPerformanceOptions = GraphQLPerformanceOptions()
  ) {
    endpoint = MeasuredEndpoint(monitor: monitor, options: options)
  }

  /// Measures a request if it is one of GraphQL.
  public func handle(
    _ request: Request,
    context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard endpoint.serves(request.uri.path) else { return try await next(request, context) }
    return try await endpoint.handle(request, upTo: context.maxUploadSize) { request in
      try await next(request, context)
    }
  }
}
