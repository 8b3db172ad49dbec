internal import Synchronization

/// The hashes whose text was given to the log.
///
/// Its size is bounded; a hash that it forgot is explained again, which does no harm.
final class ExplainedHashes: Sendable {
  private let hashes: Mutex<GenerationalCache<UInt64, Bool>>

  init(count: Int) {
    hashes = Mutex(GenerationalCache(count: count, cost: count * 2))
  }

  /// Gives a text to the log, unless that was done before.
  ///
  /// - Parameters:
  ///   - hash: What the text explains.
  ///   - write: Gives it to the log; `false` when the log could not take it.
  /// - Returns: Whether the hash is explained now.
  func explain(_ hash: UInt64, write: () -> Bool) -> Bool {
    if hashes.withLock({ $0.value(for: hash, cost: 1) }) != nil { return true }
    guard write() else { return false }
    hashes.withLock { $0.insert(hash, true, cost: 1) }
    return true
  }
}
