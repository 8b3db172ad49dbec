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
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sql.utf8.count + StatementNormalizer.padding)
    bytes.append(contentsOf: sql.utf8)
    self.init(copied: bytes, dialect: dialect)
  }

  /// Finds the fingerprint of a statement given as bytes.
  ///
  /// - Parameters:
  ///   - bytes: The statement. Sequences that are not UTF-8 are replaced in ``text``.
  ///   - dialect: Whose rules hold.
  /// - Complexity: O(*n*) time and memory, *n* being the bytes.
  public init(sql bytes: Span<UInt8>, dialect: SQLDialect = .ansi) {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count + StatementNormalizer.padding)
    for index in bytes.indices { copy.append(bytes[index]) }
    self.init(copied: copy, dialect: dialect)
  }

  private init(copied bytes: consuming [UInt8], dialect: SQLDialect) {
    bytes.append(contentsOf: repeatElement(0, count: StatementNormalizer.padding))
    var normalizer = StatementNormalizer(padded: bytes, dialect: dialect)
    normalizer.run()
    text = String(decoding: normalizer.output, as: UTF8.self)
    key = StableHash.of(normalizer.output.span)
    isTransactionControl = normalizer.isTransactionControl
    callSite = normalizer.callSite
  }
}
