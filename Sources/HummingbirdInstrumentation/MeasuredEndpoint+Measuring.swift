internal import GraphQLInstrumentation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension MeasuredEndpoint {
  /// Lets the server execute one operation, and measures it.
  ///
  /// `parameters` are `nil` when the operation could not be made out, `bytes` when the size of the
  /// request's body is not known.
  func measure(
    _ request: Request,
    _ headers: RequestHeaders,
    _ parameters: GraphQLParameters?,
    bytes: Int?,
    _ next: Next
  ) async throws -> Response {
    let scope = monitor.begin(RequestInfo(headers, bytes: bytes))
    do {
      if let parameters { identify(parameters, scope) }
      try scope.enforceLimits()
      let ready = try await scope.run { try await taken(try await next(request), scope) }
      return ended(ready, scope)
    } catch let refusal as RequestRefusal {
      scope.note(refusal)
      let response = Response(refusal, accept: request.headers[values: .accept])
      return ended(try await taken(response, scope), scope)
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
      readingVariables: parameters.variables
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

  /// A response that the handler returned, with its whole body if the size of that is known.
  private func taken(
    _ response: Response,
    _ scope: RequestScope
  ) async throws -> (response: Response, body: CollectedBody?) {
    var response = response
    scope.setStatus(response.status.code)
    if options.addsResponseHeaders { response.addMeasurements(of: scope) }
    let body = response.body
    guard let length = body.contentLength, length <= Self.collectedBytes else {
      return (response, nil)
    }
    // Hummingbird writes a body that is one buffer with fewer calls than one that is a closure, so
    // that wrapping it would cost more than everything else here.
    let collected = CollectedBody()
    try await body.write(collected)
    return (response, collected)
  }

  /// The same response, whose end is the request's end.
  private func ended(
    _ ready: (response: Response, body: CollectedBody?),
    _ scope: RequestScope
  ) -> Response {
    var response = ready.response
    let text = options.inspectedResponseBytes > 0 ? response.text : nil
    if let collected = ready.body {
      scope.finish(with: collected.buffer, text, upTo: options.inspectedResponseBytes)
      if response.body.contentLength != 0 { response.body = collected.body }
      return response
    }
    let body = response.body
    let length = body.contentLength
    let tally = ResponseTally(
      scope,
      contentLength: length,
      text: text,
      inspectedBytes: options.inspectedResponseBytes
    )
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
