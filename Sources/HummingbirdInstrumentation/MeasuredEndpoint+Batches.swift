internal import GraphQLInstrumentation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension MeasuredEndpoint {
  /// Lets the server execute the operations of a batch one after the other.
  ///
  /// `places` says where each operation stands in the whole `body`.
  func split(
    _ request: Request,
    _ headers: RequestHeaders,
    _ body: [UInt8],
    _ places: [Range<Int>],
    _ next: Next
  ) async throws -> Response {
    guard places.count <= options.maximumBatchSize else {
      return refuseBatch(request, headers, size: places.count, bytes: body.count)
    }
    var whole = ByteBuffer()
    var fields = HTTPFields()
    for (index, place) in places.enumerated() {
      let bytes = Array(body[place])
      let part = request.part(bytes)
      var reader = JSONReader(bytes)
      let parameters = try? GraphQLParameters(&reader)
      whole.writeString(index == 0 ? "[" : ",")
      do {
        let response = try await measure(
          part,
          headers,
          parameters,
          bytes: bytes.count,
          next
        )
        if index == 0 { fields = response.headers }
        let collected = CollectedBody()
        try await response.body.write(collected)
        if response.text == .json {
          whole.writeImmutableBuffer(collected.buffer)
        } else {
          whole.writeString(BatchFailure.notJSON.responseJSON)
        }
      } catch let error as CancellationError {
        throw error
      } catch {
        // One operation's failure is not that of the others.
        whole.writeString(BatchFailure.failed.responseJSON)
      }
    }
    whole.writeString("]")
    fields[.contentLength] = nil
    // These were of the first operation alone.
    for name in [HeaderName.serverTiming, HeaderName.complexity].compactMap({ $0 }) {
      fields[name] = nil
    }
    fields[.contentType] = "application/json"
    return Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: whole))
  }

  private func refuseBatch(
    _ request: Request,
    _ headers: RequestHeaders,
    size: Int,
    bytes: Int
  ) -> Response {
    let scope = monitor.begin(RequestInfo(headers, bytes: bytes))
    let failure = BatchFailure.tooLarge(size: size, limit: options.maximumBatchSize)
    let response = Response(
      refusing: failure.responseJSON,
      accept: request.headers[values: .accept]
    )
    scope.recordError(code: failure.code)
    scope.finish(status: response.status.code, responseBytes: response.body.contentLength)
    return response
  }
}

/// Why a batch, or a part of it, has no response of the server's.
private enum BatchFailure {
  case tooLarge(size: Int, limit: Int)
  case notJSON
  case failed

  var code: String {
    switch self {
    case .tooLarge: "BATCH_TOO_LARGE"
    case .notJSON: "BATCH_UNSUPPORTED"
    case .failed: "INTERNAL_SERVER_ERROR"
    }
  }

  private var message: String {
    switch self {
    case .tooLarge(let size, let limit):
      "The batch holds \(size) operations, and the limit is \(limit)."
    case .notJSON: "The response of this operation cannot be part of a batch."
    case .failed: "The server could not execute this operation."
    }
  }

  var responseJSON: String {
    // Neither message nor code holds a character that JSON would have escaped.
    "{\"errors\":[{\"message\":\"\(message)\",\"extensions\":{\"code\":\"\(code)\"}}]}"
  }
}

extension Request {
  /// A request with the same headers and another body.
  fileprivate func part(_ body: [UInt8]) -> Request {
    var head = head
    head.headerFields[.contentLength] = String(body.count)
    return Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body)))
  }
}
