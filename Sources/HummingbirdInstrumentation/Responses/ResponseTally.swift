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
    var scanner: BodyErrorScanner?
    var isEnded = false
  }

  private let request: RequestScope
  private let contentLength: Int?
  private let inspectedBytes: Int
  private let state: Mutex<State>

  /// - Parameters:
  ///   - request: What the response belongs to.
  ///   - contentLength: The size of the body, if it is known beforehand.
  ///   - text: What the body is; `nil` when it cannot be searched for errors.
  ///   - inspectedBytes: How much of the body is searched.
  init(_ request: RequestScope, contentLength: Int?, text: ResponseText?, inspectedBytes: Int) {
    self.request = request
    self.contentLength = contentLength
    self.inspectedBytes = inspectedBytes
    state = Mutex(State(scanner: text.map { BodyErrorScanner($0) }))
  }

  deinit { end() }

  /// Takes a piece of the body that is about to be written.
  func take(_ piece: ByteBuffer) {
    let isComplete = state.withLock { state in
      if state.bytes < inspectedBytes {
        state.scanner?.scan(piece.readableBytesView.prefix(inspectedBytes - state.bytes))
      }
      state.bytes += piece.readableBytes
      return state.bytes == contentLength
    }
    // A client knows from the length that it has everything, and then the record should be there.
    if isComplete { end() }
  }

  /// Ends the request, unless that was done.
  func end() {
    let done: State? = state.withLock { state in
      guard !state.isEnded else { return nil }
      state.isEnded = true
      return state
    }
    guard let done else { return }
    request.finish(done.scanner?.errors ?? [:], bytes: done.bytes)
  }
}

extension RequestScope {
  /// Ends the request with a response that is there as a whole.
  ///
  /// It is searched for the name of errors first, which costs next to nothing; most have none.
  func finish(with body: ByteBuffer, _ text: ResponseText?, upTo inspectedBytes: Int) {
    guard let text, ErrorsNameSearch.finds(in: body.readableBytesUInt8Span) else {
      finish(responseBytes: body.readableBytes)
      return
    }
    var scanner = BodyErrorScanner(text)
    scanner.scan(body.readableBytesView.prefix(inspectedBytes))
    finish(scanner.errors, bytes: body.readableBytes)
  }

  fileprivate func finish(_ errors: [String?: Int], bytes: Int) {
    // A server that reports its errors itself is taken at its word.
    if !errors.isEmpty, errorCount == 0 {
      for (code, count) in errors { recordError(code: code, count: count) }
    }
    finish(responseBytes: bytes)
  }
}
