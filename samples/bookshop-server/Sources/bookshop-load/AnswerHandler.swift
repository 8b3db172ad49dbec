import NIOCore
import NIOHTTP1

/// Writes requests to one connection and gathers their answers.
final class AnswerHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundIn = Exchange
  typealias OutboundOut = HTTPClientRequestPart

  private var promise: EventLoopPromise<Answer>?
  private var status = 0
  private var body = ByteBuffer()

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let exchange = unwrapOutboundIn(data)
    self.promise = exchange.promise
    let request = exchange.request
    var headers = HTTPHeaders(request.headers)
    headers.add(name: "host", value: "127.0.0.1")
    if request.method == .POST {
      headers.add(name: "content-length", value: String(request.body.utf8.count))
    }
    let head = HTTPRequestHead(
      version: .http1_1,
      method: request.method,
      uri: request.path,
      headers: headers
    )
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if !request.body.isEmpty {
      let buffer = context.channel.allocator.buffer(string: request.body)
      context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }
    context.write(wrapOutboundOut(.end(nil)), promise: promise)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      status = Int(head.status.code)
      body.clear()
    case .body(var part): body.writeBuffer(&part)
    case .end:
      promise?.succeed(Answer(status: status, body: String(buffer: body)))
      promise = nil
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    promise?.fail(ConnectionPool.NoAnswer())
    promise = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    promise?.fail(error)
    promise = nil
    context.close(promise: nil)
  }
}
