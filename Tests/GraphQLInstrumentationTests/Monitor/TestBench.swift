import GraphQLInstrumentation
import InstrumentationSupport
import Logging

/// A monitor with a clock set by hand and a sink in memory.
struct TestBench {
  let clock = ManualClock()
  let sink = MemorySink()
  let monitor: PerformanceMonitor

  init(_ change: (inout MonitorConfiguration) -> Void = { _ in }) {
    var configuration = MonitorConfiguration()
    configuration.measuresMemory = false
    configuration.announcesRelease = false
    configuration.logger.logLevel = .critical
    change(&configuration)
    monitor = PerformanceMonitor(
      configuration: configuration,
      sink: sink,
      clock: .manual(clock),
      seed: 20_260_314
    )
  }

  /// Lets a request of this duration pass.
  @discardableResult
  func request(
    _ name: String = "Search",
    milliseconds: Int = 1,
    _ body: (RequestScope) -> Void = { _ in }
  ) -> RequestSummary? {
    let request = monitor.begin()
    request.setOperation(OperationFacts(name: name, kind: .query, signature: 1))
    clock.advance(by: .milliseconds(milliseconds))
    body(request)
    return request.finish(status: 200)
  }
}
