import MetricLog

/// What an `operation` or a `statement` record says about a hash.
enum Explanation: Sendable {
  case operation(signature: UInt64, name: String?, kind: OperationKind, document: String)
  case statement(fingerprint: UInt64, system: String, text: String)
}

/// Every hash of a scenario, numbered so that a file can remember which ones it has explained.
struct ExplanationTable: Sendable {
  private(set) var entries: [Explanation] = []
  private var indices: [UInt64: Int] = [:]

  /// The stable hash of a text.
  static func hash(_ text: String) -> UInt64 {
    let bytes = Array(text.utf8)
    return StableHash.of(bytes.span)
  }

  /// The number of an operation's signature.
  mutating func add(
    signature: UInt64,
    name: String?,
    kind: OperationKind,
    document: String
  ) -> Int {
    add(
      key: signature,
      .operation(signature: signature, name: name, kind: kind, document: document)
    )
  }

  /// The number of a statement's fingerprint.
  mutating func add(fingerprint: UInt64, system: String, text: String) -> Int {
    add(key: fingerprint, .statement(fingerprint: fingerprint, system: system, text: text))
  }

  private mutating func add(key: UInt64, _ entry: Explanation) -> Int {
    if let index = indices[key] { return index }
    entries.append(entry)
    indices[key] = entries.count - 1
    return entries.count - 1
  }
}
