internal import MetricLog

/// What one worker's batches mean in the digest: its symbols, sources and operations.
///
/// One for each worker, kept from batch to batch; it notices when either side renames.
package struct BatchTranslation: Sendable {
  /// A source of the batch, in the digest.
  struct Source: Sendable {
    var key: SourceKey
    /// A small number for the pair of service and env, as part of the keys of ``operations``.
    var scope: Int
    /// Whether the selection admits service, env and release.
    var isSelected: Bool
    /// The hash of the key's names, for the sample.
    var hash: UInt64
  }

  /// What the batch's sources mean to the digest that claims its records.
  var claims = ClaimTranslation()
  /// The digest's symbol for each symbol of the batch.
  private(set) var symbols: [Symbol] = []
  /// Whether the selection admits the name as an operation's, for each symbol of the batch.
  private(set) var admitted: [Bool] = []
  private(set) var sources: [Source] = []
  /// Places of operations (``OperationTable/place(of:names:)``) by scope, name and kind.
  var operations = IntegerMap()
  private var scopes: [ScopeKey: Int] = [:]
  private var batchGeneration = 0
  private var nameGeneration = 0
  private var tableGeneration = 0

  package init() {}

  /// Brings the translation up to date with a batch; new names are added to the digest.
  mutating func update(_ batch: RecordBatch, _ digest: inout Digest, _ selection: SelectionFilter) {
    if batchGeneration != batch.generation || nameGeneration != digest.nameGeneration {
      let claims = claims
      self = BatchTranslation()
      self.claims = claims
      batchGeneration = batch.generation
      nameGeneration = digest.nameGeneration
    }
    if tableGeneration != digest.operations.generation {
      operations.removeAll()
      tableGeneration = digest.operations.generation
    }
    for index in symbols.count..<batch.symbols.count {
      let symbol = Symbol(index: UInt32(index))
      symbols.append(digest.names.internName(symbol, of: batch.symbols))
      admitted.append(selection.admits(operation: symbol, of: batch.symbols))
    }
    for index in sources.count..<batch.sources.count {
      sources.append(source(batch.sources[index], &digest, selection))
    }
  }

  private mutating func source(
    _ row: SourceRow,
    _ digest: inout Digest,
    _ selection: SelectionFilter
  ) -> Source {
    let key = SourceKey(
      service: self[row.service],
      env: self[row.env],
      host: self[row.host],
      release: self[row.release],
      writer: self[row.writer]
    )
    let scopeKey = ScopeKey(service: key.service, env: key.env)
    let scope = scopes[scopeKey] ?? scopes.count
    scopes[scopeKey] = scope
    return Source(
      key: key,
      scope: scope,
      isSelected: selection.admits(key, names: digest.names),
      hash: digest.names.combinedHash(key.service, key.env, key.host, key.release, key.writer)
    )
  }

  /// The digest's symbol for a symbol of the batch.
  @inline(__always)
  subscript(symbol: Symbol) -> Symbol { symbols[Int(symbol.index)] }
}
