internal import MetricLog

/// One request of an operation's sample, whole: what rules look at that need more than sums.
struct SampledRequest: Sendable {
  /// The hash of its source and number, by which it was chosen.
  var hash: UInt64
  /// The record's number in its writer's life; 0 when it has none.
  var seq: UInt64
  var traceHigh: UInt64
  var traceLow: UInt64
  var timeMicroseconds: Int64
  var nanoseconds: Int64
  var weight: Int64
  var databaseCount: Int64
  var databaseNanoseconds: Int64
  var waitNanoseconds: Int64
  var memoryDeltaBytes: Int64
  var residentBytes: Int64
  var requestBytes: Int64
  var responseBytes: Int64
  var complexity: Int64
  var errors: Int64
  var depth: Int32
  var status: Int32
  var writer: Symbol
  var host: Symbol
  var release: Symbol
  var clientName: Symbol
  var clientVersion: Symbol
  var signature: Symbol
  var presence: RequestPresence
  var refusal: Refusal
  /// Whether the request had more parts than are kept.
  var isCut = false
  /// How many of its parts are statements, fields, cache levels and error codes, in this order.
  var statements: UInt8 = 0
  var fields: UInt8 = 0
  var caches: UInt8 = 0
  var errorCodes: UInt8 = 0
  /// The index of its first part in the sample's parts.
  var firstPart: Int32 = 0

  var partCount: Int { Int(statements) + Int(fields) + Int(caches) + Int(errorCodes) }

  /// The indices of one kind of part.
  func parts(_ kind: SampledPart.Kind) -> Range<Int> {
    let fieldStart = Int(firstPart) + Int(statements)
    let cacheStart = fieldStart + Int(fields)
    let codeStart = cacheStart + Int(caches)
    return switch kind {
    case .statement: Int(firstPart)..<fieldStart
    case .field: fieldStart..<cacheStart
    case .cache: cacheStart..<codeStart
    case .errorCode: codeStart..<codeStart + Int(errorCodes)
    }
  }

  /// Whether it had a GraphQL error or an HTTP status of 500 and above.
  var hasError: Bool { errors > 0 || status >= 500 }

  /// The order of a sample: by hash; the rest decides between requests that claim one identity.
  static func comesFirst(_ left: SampledRequest, _ right: SampledRequest) -> Bool {
    if left.hash != right.hash { return left.hash < right.hash }
    return (left.seq, left.timeMicroseconds, left.nanoseconds, left.traceHigh, left.traceLow)
      < (right.seq, right.timeMicroseconds, right.nanoseconds, right.traceHigh, right.traceLow)
  }
}

/// One statement, field, cache level or error code of a sampled request.
///
/// | kind | first | second | count | other | amount |
/// | --- | --- | --- | --- | --- | --- |
/// | statement | fingerprint | field | statements | distinct | nanoseconds |
/// | field | field | | calls | items | nanoseconds |
/// | cache | name | level | hits | misses | writes |
/// | error code | code | | | | |
struct SampledPart: Sendable {
  /// What a part is of; the raw value is its place among a request's parts.
  enum Kind: Int, CaseIterable, Sendable { case statement, field, cache, errorCode }

  /// Stands for "not measured" in ``other``.
  static let absent = UInt32.max

  var first: Symbol
  /// A field's symbol or a cache's level.
  var second: UInt32 = 0
  var count: UInt32 = 0
  var other: UInt32 = absent
  var amount: Int64 = 0

  /// The measured value of ``other``.
  var measured: Int64? { other == Self.absent ? nil : Int64(other) }

  /// Takes a count that is not negative; -1 becomes ``absent``.
  static func clamped(_ value: Int64) -> UInt32 {
    value < 0 ? absent : UInt32(clamping: min(value, Int64(absent) - 1))
  }
}
