public import GraphQLInstrumentation
public import ServiceLifecycle

/// Samples the process as long as the server runs, and closes the log when it has stopped.
///
///     application.addServices(PerformanceMonitorService(monitor, log: log))
///
/// Services that an application is given end after its server, so the log takes every request.
public struct PerformanceMonitorService: Service {
  private let monitor: PerformanceMonitor
  private let log: LogWriter?

  /// A service of the application.
  ///
  /// - Parameters:
  ///   - monitor: Takes the samples.
  ///   - log: Is closed at the end; `nil` leaves that to the caller.
  public init(_ monitor: PerformanceMonitor, log: LogWriter? = nil) {
    self.monitor = monitor
    self.log = log
  }

  /// Runs until the application stops.
  public func run() async throws {
    do {
      try await cancelWhenGracefulShutdown { try await monitor.run() }
    } catch is CancellationError {
      // The server has stopped.
    }
    monitor.sampleProcess()
    await log?.close()
  }
}
