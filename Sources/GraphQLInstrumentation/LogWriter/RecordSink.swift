/// Where records go.
///
/// An implementation never blocks, never throws and never fails a request: what it cannot take, it
/// drops and counts.
package protocol RecordSink: Sendable {
  /// Takes a record, or drops it.
  ///
  /// An explanation (``LogRecord/operation(_:)``, ``LogRecord/statement(_:)``) has to be given once,
  /// before the first request that uses its hash; it is written when a request uses it, once in
  /// every file. One that was dropped has to be given again.
  ///
  /// - Parameter record: What happened; its numbers are those of the format, see `docs/FORMAT.md`.
  /// - Returns: `false` when the record was dropped.
  @discardableResult
  func write(_ record: consuming LogRecord) -> Bool
}
