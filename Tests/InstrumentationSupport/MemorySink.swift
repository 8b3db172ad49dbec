package import GraphQLInstrumentation
package import MetricLog
import Synchronization

/// Keeps records in memory; can be told to drop them.
package final class MemorySink: RecordSink {
  private struct State {
    var records: [LogRecord] = []
    var isFull = false
  }

  private let state = Mutex(State())

  package init() {}

  package func write(_ record: LogRecord) -> Bool {
    state.withLock { state in
      guard !state.isFull else { return false }
      state.records.append(record)
      return true
    }
  }

  package func setFull(_ isFull: Bool) { state.withLock { $0.isFull = isFull } }

  package var records: [LogRecord] { state.withLock { $0.records } }

  package var requests: [RequestRecord] {
    records.compactMap { if case .request(let record) = $0 { record } else { nil } }
  }

  package var statements: [StatementRecord] {
    records.compactMap { if case .statement(let record) = $0 { record } else { nil } }
  }

  package var operations: [OperationRecord] {
    records.compactMap { if case .operation(let record) = $0 { record } else { nil } }
  }

  package var alerts: [AlertRecord] {
    records.compactMap { if case .alert(let record) = $0 { record } else { nil } }
  }

  package var caches: [CacheRecord] {
    records.compactMap { if case .cache(let record) = $0 { record } else { nil } }
  }

  package var processes: [ProcessRecord] {
    records.compactMap { if case .process(let record) = $0 { record } else { nil } }
  }
}
