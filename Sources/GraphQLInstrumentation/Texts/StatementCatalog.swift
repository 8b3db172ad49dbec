internal import MetricLog
internal import Synchronization

/// Statements by their text, so that a text is read once and explained once.
final class StatementCatalog: Sendable {
  private struct Key: Hashable, Sendable {
    var sql: String
    var system: DatabaseSystem
  }

  /// Texts that together are longer are not all remembered.
  private static let rememberedBytes = 8 << 20
  /// A longer explanation is cut: a line of the log holds a mebibyte.
  private static let explanationBytes = 64 << 10

  /// Tells this catalog from others in the process.
  let identity = UInt64.random(in: .min ... .max)
  private let texts: Mutex<GenerationalCache<Key, StatementText>>
  private let explained: ExplainedHashes
  private let sink: any RecordSink
  private let clock: MonitorClock

  init(count: Int, sink: any RecordSink, clock: MonitorClock) {
    texts = Mutex(GenerationalCache(count: count, cost: Self.rememberedBytes))
    explained = ExplainedHashes(count: count * 4)
    self.sink = sink
    self.clock = clock
  }

  /// The statement of a text.
  func text(of sql: String, system: DatabaseSystem) -> StatementText {
    let key = Key(sql: sql, system: system)
    let cost = sql.utf8.count + 64
    if let known = texts.withLock({ $0.value(for: key, cost: cost) }) { return known }
    let statement = StatementText(reading: sql, system: system, catalog: identity)
    texts.withLock { $0.insert(key, statement, cost: cost) }
    return statement
  }

  /// Explains a statement to the log, unless that was done before.
  @inline(__always)
  func explainOnce(_ statement: StatementText) {
    if !statement.isExplained.load(ordering: .relaxed) { explain(statement) }
  }

  private func explain(_ statement: StatementText) {
    let isExplained =
      statement.isTransactionControl
      || explained.explain(statement.fingerprint) {
        let record = StatementRecord(
          timeMicroseconds: clock.wallMicroseconds(),
          fingerprint: statement.fingerprint,
          system: statement.system.logName,
          text: statement.text.limited(toBytes: Self.explanationBytes)
        )
        return sink.write(.statement(record))
      }
    if isExplained { statement.isExplained.store(true, ordering: .relaxed) }
  }
}
