import Hummingbird
import NIOCore

extension Response {
  /// A GraphQL response.
  static func json(_ text: String, type: String = "application/json") -> Response {
    Response(
      status: .ok,
      headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text))
    )
  }
}
