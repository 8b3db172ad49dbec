public import CoreMetrics
public import GraphQLInstrumentation

/// A backend of swift-metrics that attributes what libraries count to the request they count it in.
///
/// Install it with `MetricsSystem.bootstrap`, alone or beside another backend:
///
///     let requests = RequestMetricsFactory(monitor: monitor, roles: [
///       "cache_hits": .cacheHits(cache: "products"),
///       "pool_wait": .connectionWait,
///     ])
///     MetricsSystem.bootstrap(MultiplexMetricsHandler(factories: [prometheus, requests]))
///
/// A metric whose label has no role is ignored. What is counted outside a request's task, such as on
/// the threads of an event loop, belongs to no request; for caches it still counts in the hit rate.
public struct RequestMetricsFactory: MetricsFactory {
  private let monitor: PerformanceMonitor
  private let role: @Sendable (_ label: String, _ dimensions: [(String, String)]) -> MetricRole?

  /// Roles by label, whatever the dimensions.
  ///
  /// - Parameters:
  ///   - monitor: The monitor of the requests.
  ///   - roles: What the metrics of these labels mean.
  public init(monitor: PerformanceMonitor, roles: [String: MetricRole]) {
    self.init(monitor: monitor) { label, _ in roles[label] }
  }

  /// Roles by label and dimensions.
  ///
  /// - Parameters:
  ///   - monitor: The monitor of the requests.
  ///   - role: What a metric means; asked once, when it is made. `nil` is nothing.
  public init(
    monitor: PerformanceMonitor,
    role: @escaping @Sendable (_ label: String, _ dimensions: [(String, String)]) -> MetricRole?
  ) {
    self.monitor = monitor
    self.role = role
  }

  private func handler(_ label: String, _ dimensions: [(String, String)]) -> RequestMetricHandler {
    guard let role = role(label, dimensions) else { return RequestMetricHandler(effect: nil) }
    return RequestMetricHandler(effect: RequestMetricEffect(role, monitor: monitor))
  }

  /// Makes a counter.
  public func makeCounter(
    label: String,
    dimensions: [(String, String)]
  ) -> any CounterHandler {
    handler(label, dimensions)
  }

  /// Makes a recorder.
  public func makeRecorder(
    label: String,
    dimensions: [(String, String)],
    aggregate: Bool
  ) -> any RecorderHandler {
    handler(label, dimensions)
  }

  /// Makes a timer.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    handler(label, dimensions)
  }

  /// Does nothing: handlers hold nothing.
  public func destroyCounter(_ handler: any CounterHandler) {}

  /// Does nothing: handlers hold nothing.
  public func destroyRecorder(_ handler: any RecorderHandler) {}

  /// Does nothing: handlers hold nothing.
  public func destroyTimer(_ handler: any TimerHandler) {}
}
