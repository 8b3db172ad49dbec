internal import MetricLog

/// Which fields stand where, as bits (``FieldName/bit``); computed once for each scanner, because a
/// global constant costs a check at every use.
struct FieldMasks {
  let client = bits(.name, .version)
  let operation = bits(.name, .kind, .signature, .complexity, .depth)
  let database = bits(.count, .timeMs, .waitMs, .statements)
  let statement = bits(.fingerprint, .field, .count, .timeMs, .distinct)
  let cache = bits(.name, .level, .hits, .misses, .writes, .evictions)
  let memory = bits(.deltaBytes, .residentBytes)
  let field = bits(.field, .calls, .timeMs, .items)
  let pool = bits(.name, .size, .inUse, .waiting, .errors)
  /// The fields that name the source.
  let source = bits(.service, .env, .host, .release, .writer)
  /// What even a record of an unknown type needs.
  let anyRecord = bits(.v, .type)
  /// The fields that a type has beside the common ones, by ``RecordType/rawValue``.
  let own: [UInt64] = RecordType.allCases.map(own)
  /// The fields without which a record cannot be used, by ``RecordType/rawValue``.
  let required: [UInt64] = RecordType.allCases.map(required)

  private static func own(_ type: RecordType) -> UInt64 {
    switch type {
    case .request:
      bits(
        .traceID,
        .client,
        .operation,
        .durationMs,
        .status,
        .errors,
        .errorCodes,
        .db,
        .cache,
        .memory,
        .requestBytes,
        .responseBytes,
        .fields,
        .refused,
        .weight
      )
    case .operation: bits(.signature, .name, .kind, .document)
    case .statement: bits(.fingerprint, .system, .text)
    case .process: bits(.residentBytes, .cpuPercent, .inFlight, .pools)
    case .cache: bits(.name, .level, .event, .keys, .reason)
    case .deploy: bits(.note)
    case .alert:
      bits(.rule, .severity, .value, .threshold, .unit, .operation, .name, .level, .traceID)
    case .writer: bits(.event, .dropped)
    }
  }

  private static func required(_ type: RecordType) -> UInt64 {
    let common = bits(.v, .type, .time, .service)
    return switch type {
    case .request: common | bits(.durationMs)
    case .operation: common | bits(.signature, .document)
    case .statement: common | bits(.fingerprint, .text)
    case .cache: common | bits(.name, .event)
    case .alert: common | bits(.rule)
    case .writer: common | bits(.event)
    case .process, .deploy: common
    }
  }

  private static func bits(_ fields: FieldName...) -> UInt64 { fields.reduce(0) { $0 | $1.bit } }
}

/// Empty rows to copy: their initialisers are calls into another module.
struct RowPrototypes {
  let request = RequestRow()
  let statement = StatementRow()
  let cache = CacheRow()
  let field = FieldRow()
}

/// The words that some fields have for values, each compared as two machine words.
struct KnownWords {
  let recordTypes = WordList(RecordType.allCases) { $0.name }
  let operationKinds = WordList([OperationKind.query, .mutation, .subscription]) { $0.name }
  let refusals = WordList(Refusal.allCases) { $0.name }
}

/// Values by their names of up to 16 bytes.
struct WordList<Value> {
  private let heads: [UInt64]
  private let tails: [UInt64]
  private let lengths: [Int]
  private let values: [Value]

  init(_ values: [Value], _ name: (Value) -> String) {
    let words = values.map { value in NameWords(Array(name(value).utf8).span) }
    heads = words.map(\.head)
    tails = words.map(\.tail)
    lengths = values.map { name($0).utf8.count }
    self.values = values
  }

  /// The value that a string names, or `nil`.
  ///
  /// - Parameters:
  ///   - token: The string.
  ///   - decoded: Its bytes, if it had escapes.
  /// - Returns: The value.
  @inline(__always)
  func find(_ token: StringToken, _ decoded: [UInt8]) -> Value? {
    guard token.count <= 16 else { return nil }
    let words =
      token.isDecoded
      ? NameWords(decoded.span) : token.start.nameWords(count: token.count)
    for index in heads.indices
    where heads[index] == words.head && tails[index] == words.tail && lengths[index] == token.count
    {
      return values[index]
    }
    return nil
  }
}
