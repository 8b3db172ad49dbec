internal import MetricLog
internal import QueryShapes
internal import Synchronization

/// Operations by the text that clients send, so that a text is parsed once and explained once.
///
/// Texts that are no GraphQL are remembered too, so that sending one again and again costs nothing.
final class OperationCatalog: Sendable {
  private struct Key: Hashable, Sendable {
    var document: String
    var operation: String?
  }

  private enum Entry: Sendable {
    case known(KnownOperation)
    case unreadable
  }

  /// Texts that together are longer are not all remembered.
  private static let rememberedBytes = 16 << 20
  /// A longer explanation is cut: a line of the log holds a mebibyte.
  private static let explanationBytes = 256 << 10

  private let entries: Mutex<GenerationalCache<Key, Entry>>
  private let explained: ExplainedHashes
  private let configuration: MonitorConfiguration
  private let sink: any RecordSink
  private let clock: MonitorClock

  init(
    count: Int,
    configuration: MonitorConfiguration,
    sink: any RecordSink,
    clock: MonitorClock
  ) {
    entries = Mutex(GenerationalCache(count: count, cost: Self.rememberedBytes))
    explained = ExplainedHashes(count: count * 4)
    self.configuration = configuration
    self.sink = sink
    self.clock = clock
  }

  /// The operation that a request means; `nil` when the text is no GraphQL or has no such operation.
  func operation(_ document: String, named name: String?) -> KnownOperation? {
    let key = Key(document: document, operation: name)
    // A parsed document takes several times the memory of its text.
    let cost = document.utf8.count * 8 + 256
    let known = entries.withLock { $0.value(for: key, cost: cost) }
    let entry = known ?? read(document, name)
    if known == nil { entries.withLock { $0.insert(key, entry, cost: cost) } }
    guard case .known(let operation) = entry else { return nil }
    if !operation.isExplained.load(ordering: .relaxed) { explain(operation) }
    return operation
  }

  private func read(_ text: String, _ name: String?) -> Entry {
    guard let document = try? Document(parsing: text, limits: configuration.parseLimits),
      let definition = document.operation(named: name)
    else { return .unreadable }
    let operation = KnownOperation(
      document,
      definition,
      model: configuration.costModel,
      schema: configuration.costSchema
    )
    return .known(operation)
  }

  private func explain(_ operation: KnownOperation) {
    let isExplained = explained.explain(operation.facts.signature) {
      let record = OperationRecord(
        timeMicroseconds: clock.wallMicroseconds(),
        signature: operation.facts.signature,
        name: operation.facts.name,
        kind: operation.facts.kind.record,
        document: operation.text.limited(toBytes: Self.explanationBytes)
      )
      return sink.write(.operation(record))
    }
    if isExplained { operation.isExplained.store(true, ordering: .relaxed) }
  }
}
