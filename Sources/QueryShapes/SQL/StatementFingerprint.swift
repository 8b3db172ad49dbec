import MetricLog

/// What makes two SQL statements the same for a report: their text without literals.
///
/// The statement is read once, from the first byte to the last; it is never parsed, so any text gives
/// a fingerprint. Literals and placeholders are `?`; lists of them after `in` and `values` are
/// `(?+)`; words are in lower case, white space is normal, comments are gone. `docs/METHODS.md` has
/// all rules. No literal survives, as long as the dialect is the database's.
public struct StatementFingerprint: Sendable {
  /// The normal form.
  public let text: String

  /// A stable 64-bit hash of ``text``.
  public let key: UInt64

  /// Whether the statement only begins, ends or marks a transaction.
  public let isTransactionControl: Bool

  /// Where in the application the statement was issued, as a comment by sqlcommenter says.
  ///
  /// It is the comment's `route`, else its `controller` and `action`, else its `action`; nil
  /// without one.
  public let callSite: String?

  /// The key as 16 hexadecimal digits, as the log writes it.
  public var keyText: String { key.hexadecimal }

  /// Finds the fingerprint of a statement.
  ///
  /// - Parameters:
  ///   - sql: One statement, or several with semicolons between them.
  ///   - dialect: Whose rules hold.
  /// - Complexity: O(*n*) time and memory, *n* being the bytes.
  public init(sql: String, dialect: SQLDialect = .ansi) {
    self.init(sql: sql.utf8.span, dialect: dialect)
  }

  /// Finds the fingerprint of a statement given as bytes.
  ///
  /// - Parameters:
  ///   - bytes: The statement. Sequences that are not UTF-8 are replaced in ``text``.
  ///   - dialect: Whose rules hold.
  /// - Complexity: O(*n*) time and memory, *n* being the bytes.
  public init(sql bytes: Span<UInt8>, dialect: SQLDialect = .ansi) {
    var isTransactionControl = false
    var callSite: String?
    var hash = StableHash.of([UInt8]().span)
    // A token of one byte can have a space before it, and a mark of 18 bytes can replace 8.
    let capacity = bytes.count * 5 / 2 + 64
    let normal = StatementBuffers.normal(of: bytes, capacity: capacity) { source, sink in
      var normalizer = StatementNormalizer(source, sink, dialect)
      normalizer.run()
      sink = normalizer.output
      hash = sink.hash
      isTransactionControl = normalizer.isTransactionControl
      callSite = normalizer.callSite
    }
    text = String(decoding: normal, as: UTF8.self)
    key = hash
    self.isTransactionControl = isTransactionControl
    self.callSite = callSite
  }
}
