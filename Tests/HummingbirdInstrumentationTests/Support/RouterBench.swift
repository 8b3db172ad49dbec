import Foundation
import GraphQLInstrumentation
import HTTPTypes
import Hummingbird
import HummingbirdInstrumentation
import Logging
import NIOCore
import NIOEmbedded
import TestSupport

/// What a client gets.
struct Reply {
  var status: Int
  var headers: HTTPFields
  var body: String
  /// The body in the pieces in which it was written.
  var pieces: [String]
}

/// A router with the middleware, and a log on the disk.
///
/// Requests go to the router without a network between; what is read back is what the writer wrote.
final class RouterBench: Sendable {
  let folder: TemporaryFolder
  let log: LogWriter
  let monitor: PerformanceMonitor
  private let responder: any HTTPResponder<BasicRequestContext>

  /// Changes how the monitor judges and what the middleware does; adds the server's routes.
  ///
  /// What `outside` adds is there before the middleware, so it sees requests first and responses last.
  init(
    monitoring: (inout MonitorConfiguration) -> Void = { _ in },
    options change: (inout GraphQLPerformanceOptions) -> Void = { _ in },
    outside: (Router<BasicRequestContext>) -> Void = { _ in },
    routes: (Router<BasicRequestContext>, PerformanceMonitor) throws -> Void
  ) throws {
    folder = try TemporaryFolder()
    var writing = LogWriter.Configuration(
      directory: folder.path("log"),
      service: "books",
      env: "test",
      release: "1.2.3",
      host: "here"
    )
    writing.compressClosedFiles = false
    log = try LogWriter(configuration: writing)
    var configuration = MonitorConfiguration()
    configuration.logger.logLevel = .critical
    monitoring(&configuration)
    monitor = PerformanceMonitor(configuration: configuration, log: log)
    var options = GraphQLPerformanceOptions()
    change(&options)
    let router = Router()
    outside(router)
    router.add(middleware: GraphQLPerformanceMiddleware(monitor: monitor, options: options))
    try routes(router, monitor)
    responder = router.buildResponder()
  }

  /// Sends a body to the endpoint, in pieces if it is said how large these are.
  func post(
    _ body: String,
    headers: [String: String] = ["content-type": "application/json"],
    pieceBytes: Int? = nil,
    dropsResponse: Bool = false
  ) async throws -> Reply {
    try await send(
      .post,
      headers: headers,
      body,
      pieceBytes: pieceBytes,
      dropsResponse: dropsResponse
    )
  }

  /// Sends a request through the router; what the handler throws becomes the status it stands for.
  func send(
    _ method: HTTPRequest.Method,
    _ path: String = "/graphql",
    headers: [String: String] = ["content-type": "application/json"],
    _ body: String = "",
    pieceBytes: Int? = nil,
    dropsResponse: Bool = false
  ) async throws -> Reply {
    var fields = HTTPFields()
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
    }
    let request = Request(
      head: HTTPRequest(
        method: method,
        scheme: "http",
        authority: "localhost",
        path: path,
        headerFields: fields
      ),
      body: Self.body(body, pieceBytes)
    )
    let source = ApplicationRequestContextSource(
      channel: EmbeddedChannel(),
      logger: Logger(label: "test")
    )
    do {
      let context = BasicRequestContext(source: source)
      let response = try await responder.respond(to: request, context: context)
      let writer = PieceWriter()
      if !dropsResponse { try await response.body.write(writer) }
      let pieces = writer.pieces
      return Reply(
        status: response.status.code,
        headers: response.headers,
        body: pieces.joined(),
        pieces: pieces
      )
    } catch let error as any HTTPResponseError {
      return Reply(status: error.status.code, headers: [:], body: "", pieces: [])
    }
  }

  private static func body(_ text: String, _ pieceBytes: Int?) -> RequestBody {
    guard let pieceBytes else { return RequestBody(buffer: ByteBuffer(string: text)) }
    let bytes = Array(text.utf8)
    let starts = stride(from: 0, to: bytes.count, by: pieceBytes)
    let pieces = starts.map { ByteBuffer(bytes: bytes[$0..<min($0 + pieceBytes, bytes.count)]) }
    return RequestBody(
      asyncSequence: AsyncStream { continuation in
        for piece in pieces { continuation.yield(piece) }
        continuation.finish()
      }
    )
  }

  /// Closes the log and reads every line of it.
  func records() async throws -> [LoggedRecord] {
    await log.close()
    return try bytes().split(separator: UInt8(ascii: "\n")).map {
      LoggedRecord(try JSONSerialization.jsonObject(with: Data($0)))
    }
  }

  /// Closes the log and reads its `request` lines.
  func requests() async throws -> [LoggedRecord] {
    try await records().filter { $0["type"].text == "request" }
  }

  /// Every byte of the log.
  func bytes() throws -> Data {
    let directory = folder.path("log")
    let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    return try names.reduce(into: Data()) { all, name in
      all += try Data(contentsOf: URL(filePath: "\(directory)/\(name)"))
    }
  }
}
