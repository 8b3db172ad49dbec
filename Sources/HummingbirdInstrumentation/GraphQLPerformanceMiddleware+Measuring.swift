internal import GraphQLInstrumentation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension GraphQLPerformanceMiddleware {
  /// Lets the server execute one operation, and measures it.
  ///
  /// `parameters` are `nil` when the operation could not be made out, `bytes` when the size of the
  /// request's body is not known.
  func measure(
    _ request: Request,
    _ headers: RequestHeaders,
    _ context: Context,
    _ parameters: GraphQLParameters?,
    bytes: Int?,
    _ next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let scope = monitor.begin(RequestInfo(headers, bytes: bytes))
    do {
      if let parameters { identify(parameters, scope) }
      try scope.enforceLimits()
      let response = try await scope.run { try await next(request, context) }
      return try await measured(response, scope)
    } catch let refusal as RequestRefusal {
      scope.note(refusal)
      let response = Response(refusal, accept: request.headers[values: .accept])
      return try await measured(response, scope)
    } catch {
      fail(scope, error)
      throw error
    }
  }

  private func identify(_ parameters: GraphQLParameters, _ scope: RequestScope) {
    var document = parameters.document
    if let hash = parameters.documentHash {
      if let document {
        options.persistedDocuments.note(document, forHash: hash)
      } else {
        document = options.persistedDocuments.document(forHash: hash)
      }
    }
    guard let document else { return }
    scope.identify(
      document: document,
      operationName: parameters.operationName,
      variables: parameters.variables
    )
  }

  /// Ends a request whose handler threw.
  func fail(_ scope: RequestScope, _ error: any Error) {
    if let error = error as? any HTTPResponseError {
      scope.setStatus(error.status.code)
      if scope.errorCount == 0 { scope.recordError(code: "HTTP_\(error.status.code)") }
    } else {
      scope.note(failure: error)
    }
    scope.finish()
  }

  /// The same response, whose end is the request's end.
  private func measured(_ response: Response, _ scope: RequestScope) async throws -> Response {
    var response = response
    scope.setStatus(response.status.code)
    if options.addsResponseHeaders { response.addMeasurements(of: scope) }
    let body = response.body
    let length = body.contentLength
    let inspectedBytes = response.isPlainJSON ? options.inspectedResponseBytes : 0
    if let length, length <= Self.collectedBytes {
      // Hummingbird writes a body that is one buffer with fewer calls than one that is a closure, so
      // that wrapping it would cost more than everything else here.
      let collected = CollectedBody()
      try await scope.run { try await body.write(collected) }
      scope.finish(with: collected.buffer, inspectedBytes: inspectedBytes)
      if length > 0 { response.body = collected.body }
      return response
    }
    let tally = ResponseTally(scope, contentLength: length, inspectedBytes: inspectedBytes)
    response.body = ResponseBody(contentLength: length) { writer in
      defer { tally.end() }
      let measuredWriter = MeasuredResponseWriter(writer, tally: tally)
      try await scope.run { try await body.write(measuredWriter) }
    }
    return response
  }

  /// A response of known size is taken as ready when the handler has returned, up to this size.
  private static var collectedBytes: Int { 1 << 20 }
}
