internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Writes a body on, and shows every piece of it to a tally.
struct MeasuredResponseWriter: ResponseBodyWriter {
  private var next: any ResponseBodyWriter
  private let tally: ResponseTally

  init(_ next: any ResponseBodyWriter, tally: ResponseTally) {
    self.next = next
    self.tally = tally
  }

  mutating func write(_ buffer: ByteBuffer) async throws {
    tally.take(buffer)
    try await next.write(buffer)
  }

  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
    tally.end()
    try await next.finish(trailingHeaders)
  }
}
