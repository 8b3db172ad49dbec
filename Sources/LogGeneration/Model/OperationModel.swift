import MetricLog

/// One operation as it behaves in one release, ready to draw requests from.
final class OperationModel: Sendable {
  let name: String?
  let kind: OperationKind
  let documents: [DocumentModel]
  let documentPick: AliasTable
  let complexity: ScenarioSpan?
  let depth: ScenarioSpan?
  let items: ScenarioItems?
  let latency: LatencyModel
  let statements: [StatementModel]
  let caches: [CacheModel]
  let fields: [FieldModel]
  let memory: ScenarioMemory?
  let keptBytes: Int
  let requestBytes: ScenarioSpan?
  let responseBytes: ScenarioResponse?
  let errorRate: Double
  let errorStatus: Int
  let errorCodes: [String]
  let errorPick: AliasTable?
  let refusals: ScenarioRefusals?
  let timeoutNanoseconds: Int64?
  let invalidation: ScenarioInvalidation?

  init(
    _ operation: ScenarioOperation,
    changes: [ScenarioChange],
    explanations: inout ExplanationTable
  ) {
    let changes = changes.filter { $0.operation == nil || $0.operation == operation.id }
    name = operation.name
    kind = operation.kind
    documents = operation.documents.map {
      DocumentModel($0, of: operation, explanations: &explanations)
    }
    documentPick = AliasTable(weights: operation.documents.map(\.share))
    complexity = operation.complexity
    depth = operation.depth
    items = operation.items
    latency = LatencyModel(
      operation.latency,
      factor: changes.compactMap(\.latencyFactor).reduce(1, *)
    )
    let off = Set(changes.compactMap(\.cacheOff))
    caches = CacheModel.all(of: operation, off: off)
    let names = caches.map(\.name)
    let single = Set(changes.compactMap(\.nPlusOne))
    statements = operation.statements.map {
      StatementModel($0, caches: names, single: single, explanations: &explanations)
    }
    fields = operation.fields.map {
      FieldModel($0, statements: operation.statements, changes: changes)
    }
    memory = operation.memory
    keptBytes = changes.compactMap(\.keptBytes).last ?? operation.memory?.keptBytes ?? 0
    requestBytes = operation.requestBytes
    responseBytes = operation.responseBytes
    errorRate = changes.compactMap(\.errorRate).last ?? operation.errors?.rate ?? 0
    errorStatus = operation.errors?.status ?? 200
    let codes = operation.errors?.codes ?? []
    errorCodes = codes.map(\.name)
    errorPick = codes.isEmpty ? nil : AliasTable(weights: codes.map(\.share))
    refusals = operation.refusals
    timeoutNanoseconds = operation.refusals?.timeoutMilliseconds.map { Int64($0 * 1e6) }
    invalidation = operation.invalidates
  }
}

/// One text of an operation.
struct DocumentModel: Sendable {
  let signature: UInt64
  let explanation: Int

  init(
    _ document: ScenarioDocument,
    of operation: ScenarioOperation,
    explanations: inout ExplanationTable
  ) {
    signature = document.signature ?? ExplanationTable.hash(document.text)
    explanation = explanations.add(
      signature: signature,
      name: operation.name,
      kind: operation.kind,
      document: document.text
    )
  }
}

/// One statement of an operation.
struct StatementModel: Sendable {
  let fingerprint: UInt64
  let field: String
  let explanation: Int
  let perItem: Bool
  let count: Int
  let distinct: Int?
  /// The median of one execution in nanoseconds.
  let median: Double
  let sigma: Double
  /// The index of the cache whose misses it answers.
  let cache: Int?

  /// - Parameters:
  ///   - statement: What the scenario says.
  ///   - caches: The names of the operation's caches, in their order.
  ///   - single: The fields whose statements are not batched any more.
  ///   - explanations: The table that the statement's text is added to.
  init(
    _ statement: ScenarioStatement,
    caches: [String],
    single: Set<String>,
    explanations: inout ExplanationTable
  ) {
    field = statement.field
    perItem = statement.per == .perItem || single.contains(statement.field)
    let text = perItem ? statement.singleText ?? statement.text : statement.text
    fingerprint = ExplanationTable.hash(text)
    explanation = explanations.add(
      fingerprint: fingerprint,
      system: statement.system,
      text: text
    )
    count = statement.count
    distinct = statement.distinct
    median = statement.milliseconds * 1e6
    sigma = statement.sigma
    cache = statement.behind.flatMap { caches.lastIndex(of: $0) }
  }
}

/// One level of a cache that an operation asks.
struct CacheModel: Sendable {
  let name: String
  let level: Int
  let hitRate: Double
  let perItem: Bool
  let count: Int
  let isOff: Bool
  /// The index of the level before it, whose misses it is asked.
  let previous: Int?

  static func all(of operation: ScenarioOperation, off: Set<String>) -> [CacheModel] {
    operation.caches.enumerated().map { index, cache in
      CacheModel(
        name: cache.name,
        level: cache.level,
        hitRate: cache.hitRate,
        perItem: cache.per == .perItem,
        count: cache.count,
        isOff: off.contains(cache.name),
        previous: operation.caches[..<index].lastIndex {
          $0.name == cache.name && $0.level < cache.level
        }
      )
    }
  }
}

/// One resolver of an operation.
struct FieldModel: Sendable {
  let name: String
  let perItem: Bool
  /// The median of one call in nanoseconds, without statements.
  let median: Double
  let items: ScenarioField.Items
  /// The indices of the statements that it issues.
  let statements: [Int]
  /// By how much each call became slower, in nanoseconds.
  let slower: Double

  init(_ field: ScenarioField, statements: [ScenarioStatement], changes: [ScenarioChange]) {
    name = field.field
    perItem = field.per == .perItem
    median = field.milliseconds * 1e6
    items = field.items
    self.statements = statements.indices.filter { statements[$0].field == field.field }
    slower =
      changes.filter { $0.field == field.field }
      .compactMap(\.slowerMilliseconds).reduce(0, +) * 1e6
  }
}
