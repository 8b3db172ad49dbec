import GraphQLExecution
import GraphQLInstrumentation
import HummingbirdInstrumentation
import Hummingbird

/// Everything that makes this server write a performance log.
struct Instrumentation {
  let log: LogWriter
  let monitor: PerformanceMonitor
  private let responseHeaders: Bool

  init(_ server: BookshopServer) throws {
    var configuration = LogWriter.Configuration(
      directory: server.logDirectory,
      service: "bookshop",
      env: server.env,
      release: server.release,
      host: server.logHost
    )
    configuration.maximumTotalBytes = 1 << 30
    log = try LogWriter(configuration: configuration)
    var watching = MonitorConfiguration()
    watching.limits = RequestLimits(
      complexity: server.complexityLimit,
      time: server.timeLimit > 0 ? .milliseconds(server.timeLimit) : nil
    )
    monitor = PerformanceMonitor(configuration: watching, log: log)
    responseHeaders = server.responseHeaders
  }

  /// Measures the endpoint's requests.
  func middleware(
    for endpoint: GraphQLEndpoint
  ) -> GraphQLPerformanceMiddleware<BasicRequestContext> {
    var options = GraphQLPerformanceOptions()
    options.persistedDocuments = endpoint.persistedDocuments
    options.addsResponseHeaders = responseHeaders
    return GraphQLPerformanceMiddleware(monitor: monitor, options: options)
  }

  /// Samples the process while the server runs, and closes the log after it.
  var service: PerformanceMonitorService { PerformanceMonitorService(monitor, log: log) }
}

extension ResolverHooks {
  /// Measures every resolver.
  static let instrumented = ResolverHooks(
    value: { field, resolve in try await withField(field, resolve) },
    list: { field, resolve in try await withField(field, resolve) }
  )
}
