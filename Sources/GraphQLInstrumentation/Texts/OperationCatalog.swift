internal import MetricLog
internal import Synchronization

final class OperationCatalog: Sendable {
  init(count: Int, sink: any RecordSink, clock: MonitorClock) {
  }
}
