import ArgumentParser
import Bookshop
import Foundation
import GraphQLExecution
import GraphQLInstrumentation
import Hummingbird
import HummingbirdInstrumentation
import Logging
import NIOCore

/// A bookshop's GraphQL server on SQLite, instrumented with Nightjar.
@main
struct BookshopServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bookshop-server",
    abstract: "Serves a bookshop by GraphQL and writes a performance log."
  )

  @Option(help: "The port on 127.0.0.1; 0 takes a free one.")
  var port = 8080

  @Option(help: "A file that the port is written to when the server is ready.")
  var portFile: String?

  @Option(help: "The database; made and filled when it is not there.")
  var database = "bookshop.sqlite"

  @Option(help: "Where the performance log goes.")
  var logDirectory = "logs"

  @Option(help: "The release that the log names.")
  var release = "1.4.2"

  @Option(help: "The environment that the log names.")
  var env = "production"

  @Option(help: "The machine that the log names; this one's name without it.")
  var logHost: String?

  @Option(help: "Connections that read the database at the same time.")
  var poolSize = 4

  @Option(help: "The highest complexity of an operation.")
  var complexityLimit = 5000

  @Option(help: "The longest time of an operation, in milliseconds; 0 is any time.")
  var timeLimit = 10_000

  @Flag(help: "Plants a mistake: finding related books reads all reviews over and over.")
  var slowRelated = false

  @Flag(help: "Does without all instrumentation, to measure what it costs.")
  var noInstrumentation = false

  @Flag(help: "Adds headers with time and complexity to responses.")
  var responseHeaders = false

  mutating func run() async throws {
    let instrumentation = noInstrumentation ? nil : try Instrumentation(self)
    let store = try BookshopStore(
      path: database,
      poolSize: poolSize,
      monitor: instrumentation?.monitor
    )
    let shop = Bookshop(
      store: store,
      findsRelatedByRating: slowRelated,
      monitor: instrumentation?.monitor
    )
    let endpoint = GraphQLEndpoint(
      shop: shop,
      hooks: instrumentation == nil ? .none : .instrumented
    )
    let router = Router()
    if let instrumentation { router.add(middleware: instrumentation.middleware(for: endpoint)) }
    router.get("/health") { _, _ in "well\n" }
    router.get("/graphql") { request, _ in try await endpoint.get(request) }
    router.post("/graphql") { request, context in
      try await endpoint.post(request, upTo: context.maxUploadSize)
    }
    var logger = Logger(label: "bookshop")
    logger.logLevel = .notice
    let portFile = portFile
    var application = Application(
      router: router,
      configuration: .init(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { Self.announce($0, portFile: portFile) },
      logger: logger
    )
    if let instrumentation { application.addServices(instrumentation.service) }
    try await application.runService()
  }

  private static func announce(_ channel: any Channel, portFile: String?) {
    guard let port = channel.localAddress?.port else { return }
    FileHandle.standardOutput.write(Data("http://127.0.0.1:\(port)/graphql\n".utf8))
    if let portFile {
      try? "\(port)\n".write(toFile: portFile, atomically: true, encoding: .utf8)
    }
  }
}
