import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Keeps the pieces of a body as they are written.
final class PieceWriter: ResponseBodyWriter, Sendable {
  private let written = Mutex<[String]>([])

  var pieces: [String] { written.withLock { $0 } }

  func write(_ buffer: ByteBuffer) async throws {
    written.withLock { $0.append(String(buffer: buffer)) }
  }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
