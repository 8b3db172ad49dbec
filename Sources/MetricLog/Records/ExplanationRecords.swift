/// Explains an operation's signature, once per file.
package struct OperationRecord: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var timeMicroseconds: Int64
  /// The hash that request lines carry, written as 16 hex digits.
  package var signature: UInt64
  /// The name as sent; `nil` when anonymous.
  package var name: String?
  /// What it does; ``OperationKind/unknown`` is not written.
  package var kind: OperationKind
  /// The text without literals.
  package var document: String?

  package init(
    timeMicroseconds: Int64,
    signature: UInt64,
    name: String?,
    kind: OperationKind,
    document: String?
  ) {
    self.timeMicroseconds = timeMicroseconds
    self.signature = signature
    self.name = name
    self.kind = kind
    self.document = document
  }
}

/// Explains a statement's fingerprint, once per file.
package struct StatementRecord: Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package var timeMicroseconds: Int64
  /// The hash that request lines carry, written as 16 hex digits.
  package var fingerprint: UInt64
  /// The database, such as `sqlite`.
  package var system: String?
  /// The text without literals.
  package var text: String

  package init(timeMicroseconds: Int64, fingerprint: UInt64, system: String?, text: String) {
    self.timeMicroseconds = timeMicroseconds
    self.fingerprint = fingerprint
    self.system = system
    self.text = text
  }
}
