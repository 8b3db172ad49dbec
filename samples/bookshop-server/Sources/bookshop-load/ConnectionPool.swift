import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Keeps connections to the server open, and lends each to one request at a time.
final class ConnectionPool: Sendable {
  /// A request got no answer.
  struct NoAnswer: Error {}

  private struct State {
    var idle: [any Channel]
    var waiting: [CheckedContinuation<any Channel, Never>] = []
  }

  private let state: Mutex<State>
  private let port: Int

  private init(port: Int, channels: [any Channel]) {
    self.port = port
    state = Mutex(State(idle: channels))
  }

  static func open(port: Int, count: Int) async throws -> ConnectionPool {
    var channels: [any Channel] = []
    for _ in 0..<count { channels.append(try await connect(port: port)) }
    return ConnectionPool(port: port, channels: channels)
  }

  private static func connect(port: Int) async throws -> any Channel {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(AnswerHandler())
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
  }

  /// Sends a request and waits for its answer.
  func send(_ request: LoadRequest) async throws -> Answer {
    var channel = await borrow()
    if !channel.isActive { channel = try await Self.connect(port: port) }
    defer { giveBack(channel) }
    let promise = channel.eventLoop.makePromise(of: Answer.self)
    try await channel.writeAndFlush(Exchange(request: request, promise: promise))
    return try await promise.futureResult.get()
  }

  private func borrow() async -> any Channel {
    await withCheckedContinuation { continuation in
      let channel: (any Channel)? = state.withLock { state in
        if let channel = state.idle.popLast() { return channel }
        state.waiting.append(continuation)
        return nil
      }
      if let channel { continuation.resume(returning: channel) }
    }
  }

  private func giveBack(_ channel: any Channel) {
    let next: CheckedContinuation<any Channel, Never>? = state.withLock { state in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.idle.append(channel)
      return nil
    }
    next?.resume(returning: channel)
  }

  func close() async {
    let idle = state.withLock { state in
      defer { state.idle = [] }
      return state.idle
    }
    for channel in idle { try? await channel.close() }
  }
}

/// A request, and who waits for its answer.
struct Exchange: Sendable {
  let request: LoadRequest
  let promise: EventLoopPromise<Answer>
}
