internal import Synchronization

/// A statement that was seen: its text without literals, and the hash of that.
package final class StatementText: Sendable {
  let fingerprint: UInt64
  let text: String
  let system: DatabaseSystem
  /// `BEGIN`, `COMMIT` and the like, which are no statements of the application.
  package let isTransactionControl: Bool
  /// The catalog that it is of, and so whose log it is explained to.
  let catalog: UInt64
  /// Whether the log has the text; set once, read at every run.
  let isExplained = Atomic<Bool>(false)

  init(
    fingerprint: UInt64,
    text: String,
    system: DatabaseSystem,
    isTransactionControl: Bool,
    catalog: UInt64
  ) {
    self.fingerprint = fingerprint
    self.text = text
    self.system = system
    self.isTransactionControl = isTransactionControl
    self.catalog = catalog
  }
}
