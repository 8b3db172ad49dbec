internal import GraphQLInstrumentation
internal import Synchronization

/// Documents by their SHA-256 hash, as Apollo's clients send them: the document once, then its hash.
///
/// The middleware notes every document that came with its hash, so that it can tell which operation a
/// hash stands for. A server that has no such table of its own may ask this one. Its size is bounded:
/// what has not been asked for in a while is forgotten, and the client sends it again.
public final class PersistedDocuments: Sendable {
  private let documents: Mutex<GenerationalCache<String, String>>
  private let documentBytes: Int

  /// An empty table.
  ///
  /// - Parameters:
  ///   - count: The most documents.
  ///   - documentBytes: The longest document that is noted, in bytes of UTF-8.
  public init(count: Int = 1000, documentBytes: Int = 16 << 10) {
    documents = Mutex(GenerationalCache(count: count, cost: count))
    self.documentBytes = documentBytes
  }

  /// Looks a document up.
  ///
  /// - Parameter hash: 64 hexadecimal digits.
  /// - Returns: The document; `nil` when it is not known.
  public func document(forHash hash: String) -> String? {
    guard hash.utf8.count == 64 else { return nil }
    let key = hash.lowercased()
    return documents.withLock { $0.value(for: key, cost: 1) }
  }

  /// Notes a document, if the hash is really its own.
  ///
  /// - Parameters:
  ///   - document: The document's text.
  ///   - hash: The hash that came with it.
  /// - Returns: Whether the document is known by this hash now.
  @discardableResult
  public func note(_ document: String, forHash hash: String) -> Bool {
    guard hash.utf8.count == 64, document.utf8.count <= documentBytes else { return false }
    let key = hash.lowercased()
    if let known = documents.withLock({ $0.value(for: key, cost: 1) }) { return known == document }
    guard SHA256Digest.hexadecimal(of: document.utf8) == key else { return false }
    documents.withLock { $0.insert(key, document, cost: 1) }
    return true
  }
}
