internal import Hummingbird
internal import NIOCore

extension RequestBody {
  /// The whole body, of which most come in one piece.
  ///
  /// Does what `collect(upTo:)` does, with fewer calls: each asynchronous call takes a frame from the heap
  /// of its task, and NIO makes two for each piece that are not specialised.
  ///
  /// - Throws: `NIOTooManyBytesError` when there are more bytes than `limit`.
  func whole(upTo limit: Int) async throws -> ByteBuffer {
    var pieces = makeAsyncIterator()
    guard var whole = try await pieces.next() else { return ByteBuffer() }
    guard whole.readableBytes <= limit else { throw NIOTooManyBytesError(maxBytes: limit) }
    while var piece = try await pieces.next() {
      guard whole.readableBytes + piece.readableBytes <= limit else {
        throw NIOTooManyBytesError(maxBytes: limit)
      }
      whole.writeBuffer(&piece)
    }
    return whole
  }
}
