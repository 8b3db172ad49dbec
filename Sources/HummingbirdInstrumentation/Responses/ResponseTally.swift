internal import GraphQLInstrumentation
internal import NIOCore
internal import Synchronization

/// Follows a response while it is written, and ends its request with the last byte.
///
/// Whatever becomes of the response, the request ends: when it was written, when writing failed, and
/// when nobody wants to write it any more.
final class ResponseTally: Sendable {
  private struct State: Sendable {
    var bytes = 0
    var scanner = ResponseErrorScanner()
    var isEnded = false
  }

  private let request: RequestScope
  private let contentLength: Int?
  private let inspectedBytes: Int
  private let state = Mutex(State())

  /// - Parameters:
  ///   - request: What the response belongs to.
  ///   - contentLength: The size of the body, if it is known beforehand.
  ///   - inspectedBytes: How much of the body is searched for errors; 0 when it is no JSON.
  init(_ request: RequestScope, contentLength: Int?, inspectedBytes: Int) {
    self.request = request
    self.contentLength = contentLength
    self.inspectedBytes = inspectedBytes
  }

  deinit { end() }

  /// Takes a piece of the body that is about to be written.
  func take(_ piece: ByteBuffer) {
    let isComplete = state.withLock { state in
      if state.bytes < inspectedBytes, mayHoldErrors(piece) {
        state.scanner.scan(piece.readableBytesView.prefix(inspectedBytes - state.bytes))
      }
      state.bytes += piece.readableBytes
      return state.bytes == contentLength
    }
    // A client knows from the length that it has everything, and then the record should be there.
    if isComplete { end() }
  }

  /// A body that comes whole is searched for the name first, which costs next to nothing; most
  /// responses have no errors.
  private func mayHoldErrors(_ piece: ByteBuffer) -> Bool {
    piece.readableBytes != contentLength || ErrorsNameSearch.finds(in: piece.readableBytesUInt8Span)
  }

  /// Ends the request, unless that was done.
  func end() {
    let done: State? = state.withLock { state in
      guard !state.isEnded else { return nil }
      state.isEnded = true
      return state
    }
    guard let done else { return }
    // A server that reports its errors itself is taken at its word.
    if request.errorCount == 0 {
      for (code, count) in done.scanner.errors { request.recordError(code: code, count: count) }
    }
    request.finish(responseBytes: done.bytes)
  }
}
