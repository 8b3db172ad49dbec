internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// Keeps a body instead of sending it.
struct CollectedBody: ResponseBodyWriter {
  private struct Content: Sendable {
    var buffer = ByteBuffer()
    var trailers: HTTPFields?
  }

  private final class Storage: Sendable {
    let content = Mutex(Content())
  }

  private let storage = Storage()

  /// What was written so far.
  var buffer: ByteBuffer { storage.content.withLock { $0.buffer } }

  /// A body that says the same.
  var body: ResponseBody {
    let content = storage.content.withLock { $0 }
    guard let trailers = content.trailers else { return ResponseBody(byteBuffer: content.buffer) }
    return ResponseBody(contentLength: content.buffer.readableBytes) { writer in
      try await writer.write(content.buffer)
      try await writer.finish(trailers)
    }
  }

  func write(_ buffer: ByteBuffer) async throws {
    storage.content.withLock { content in
      // The usual body is one buffer, which is kept without a copy.
      if content.buffer.readableBytes == 0 {
        content.buffer = buffer
      } else {
        content.buffer.writeImmutableBuffer(buffer)
      }
    }
  }

  func finish(_ trailingHeaders: HTTPFields?) async throws {
    storage.content.withLock { $0.trailers = trailingHeaders }
  }
}
