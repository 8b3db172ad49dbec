internal import MetricLog

/// A small log made by hand, for the examples of rules.
struct SyntheticLog: Sendable {
  /// 2026-11-21T00:00:00Z.
  static let start: Int64 = 1_795_219_200_000_000

  private var batch = RecordBatch()
  private var numbers: [UInt32: UInt64] = [:]
  /// The time of the next record, in microseconds since ``start``.
  var timeMicroseconds: Int64 = 0
  var release = "1.0"
  var host = "web-1"
  /// How much its day has, and those before it.
  var volumes: LogVolumes?

  private var accounts: [FileAccount] = []

  /// Notes a file as if the log had been read from it.
  mutating func read(
    _ path: String,
    lines: Int64,
    rejected: Int64 = 0,
    problem: ReadProblem.Kind? = nil
  ) {
    var account = FileAccount(path: path)
    account.lines = lines
    account.accepted[Int(RecordType.request.rawValue)] = lines - rejected
    account.rejected[0] = rejected
    account.problems = problem.map { [ReadProblem(kind: $0, storedOffset: 0)] } ?? []
    accounts.append(account)
  }

  /// The digest of what was written.
  func digest() -> Digest {
    var recorder = Recorder()
    var translation = BatchTranslation()
    recorder.record(batch, &translation)
    var digest = recorder.finish()
    digest.add(accounts: accounts, rejectedLines: [])
    digest.settle()
    return digest
  }

  /// Adds requests of one operation, a second apart unless it is told otherwise.
  ///
  /// - Parameters:
  ///   - name: The operation.
  ///   - count: How many.
  ///   - seconds: Between two of them.
  ///   - body: Fills in each, given its index.
  mutating func requests(
    _ name: String,
    _ count: Int,
    every seconds: Double = 1,
    _ body: (Int, inout SyntheticRequest) -> Void
  ) {
    for index in 0..<count {
      var request = SyntheticRequest()
      body(index, &request)
      add(request, name)
      timeMicroseconds += Int64(seconds * 1e6)
    }
  }

  /// A number in 0..<1 that looks random and is the same in every run.
  static func noise(_ index: Int, _ salt: UInt64 = 0) -> Double {
    Double(StableHash.combine(UInt64(index), salt) >> 11) * 0x1p-53
  }

  private mutating func head() -> RecordHead {
    let row = SourceRow(
      service: batch.symbols.intern("shop"),
      env: batch.symbols.intern("production"),
      host: batch.symbols.intern(host),
      release: batch.symbols.intern(release),
      writer: batch.symbols.intern("\(host)-\(release)")
    )
    let known = batch.sources.firstIndex(of: row)
    let source = UInt32(known ?? batch.sources.count)
    if known == nil { batch.sources.append(row) }
    numbers[source, default: 0] += 1
    var head = RecordHead()
    head.source = source
    head.seq = numbers[source] ?? 0
    head.timeMicroseconds = Self.start + timeMicroseconds
    return head
  }

  private mutating func add(_ request: SyntheticRequest, _ name: String) {
    var row = RequestRow()
    row.head = head()
    row.head.timeMicroseconds += request.delayMicroseconds
    row.operationName = batch.symbols.intern(name)
    row.kind = .query
    row.durationNanoseconds = Self.nanoseconds(request.ms)
    row.traceHigh = StableHash.combine(row.head.seq, 1)
    row.traceLow = StableHash.combine(row.head.seq, 2)
    row.status = 200
    if let client = request.client {
      row.presence.insert(.client)
      row.clientName = batch.symbols.intern(client)
    }
    addMeasures(of: request, to: &row)
    addWork(of: request, to: &row)
    batch.requests.append(row)
  }

  private static func nanoseconds(_ ms: Double) -> Int64 { Int64((ms * 1e6).rounded()) }

  private mutating func addMeasures(of request: SyntheticRequest, to row: inout RequestRow) {
    if let complexity = request.complexity {
      row.presence.insert(.complexity)
      row.complexity = complexity
    }
    if let depth = request.depth {
      row.presence.insert(.depth)
      row.depth = depth
    }
    if let growth = request.memoryBytes {
      row.presence.insert(.memoryDelta)
      row.memoryDeltaBytes = growth
    }
    if let bytes = request.responseBytes {
      row.presence.insert(.responseBytes)
      row.responseBytes = bytes
    }
    if let refusal = request.refused {
      row.presence.insert(.refused)
      row.refusal = refusal
    }
    if let code = request.errorCode {
      row.errors = 1
      row.errorCodes = RowRange(start: batch.errorCodes.count, count: 1)
      batch.errorCodes.append(batch.symbols.intern(code))
    }
  }

  private mutating func addWork(of request: SyntheticRequest, to row: inout RequestRow) {
    row.statements = RowRange(start: batch.statements.count, count: request.statements.count)
    if !request.statements.isEmpty || request.waitMs > 0 { row.presence.insert(.database) }
    row.waitNanoseconds = Self.nanoseconds(request.waitMs)
    for statement in request.statements {
      var detail = StatementRow()
      detail.fingerprint = batch.symbols.intern(statement.fingerprint)
      detail.field = batch.symbols.intern(statement.field)
      detail.count = statement.count
      detail.nanoseconds = Self.nanoseconds(statement.ms)
      detail.distinct = statement.distinct ?? statement.count
      row.databaseCount += detail.count
      row.databaseNanoseconds += detail.nanoseconds
      batch.statements.append(detail)
    }
    row.fields = RowRange(start: batch.fields.count, count: request.fields.count)
    for field in request.fields {
      var detail = FieldRow()
      detail.field = batch.symbols.intern(field.name)
      (detail.calls, detail.items) = (field.calls, field.items ?? -1)
      detail.nanoseconds = Self.nanoseconds(field.ms)
      batch.fields.append(detail)
    }
    row.caches = RowRange(start: batch.caches.count, count: request.caches.count)
    for cache in request.caches {
      var detail = CacheRow()
      (detail.name, detail.level) = (batch.symbols.intern(cache.name), 1)
      (detail.hits, detail.misses) = (cache.hits, cache.misses)
      (detail.writes, detail.evictions) = (cache.misses, cache.evictions)
      batch.caches.append(detail)
    }
  }
}

/// What a server writes beside requests.
extension SyntheticLog {
  /// Adds a sample of the process and of its pool.
  mutating func process(
    residentBytes: Int64,
    poolSize: Int64 = 10,
    inUse: Int64 = 1,
    waiting: Int64 = 0,
    errors: Int64 = 0
  ) {
    var row = ProcessRow()
    row.head = head()
    row.residentBytes = residentBytes
    row.pools = RowRange(start: batch.pools.count, count: 1)
    var pool = PoolRow()
    pool.name = batch.symbols.intern("primary")
    (pool.size, pool.inUse) = (poolSize, inUse)
    (pool.waiting, pool.errors) = (waiting, errors)
    batch.pools.append(pool)
    batch.processes.append(row)
  }

  /// Adds an invalidation of a cache's keys.
  mutating func invalidation(_ cache: String, keys: Int64, reason: String) {
    var row = CacheEventRow()
    row.head = head()
    (row.name, row.level) = (batch.symbols.intern(cache), 1)
    (row.event, row.reason) = (batch.symbols.intern("invalidate"), batch.symbols.intern(reason))
    row.keys = keys
    batch.cacheEvents.append(row)
  }

  /// Adds a writer's word that it dropped records.
  mutating func dropped(_ count: Int64) {
    var row = WriterRow()
    row.head = head()
    row.dropped = count
    batch.writers.append(row)
  }

  /// Leaves numbers of the present writer out.
  mutating func skipNumbers(_ count: UInt64) {
    let head = head()
    numbers[head.source, default: 0] += count - 1
  }
}

/// One request of a ``SyntheticLog``.
struct SyntheticRequest: Sendable {
  var ms = 10.0
  var waitMs = 0.0
  /// How far the wall clock is off.
  var delayMicroseconds: Int64 = 0
  var client: String?
  var complexity: Int64?
  var depth: Int64?
  var memoryBytes: Int64?
  var responseBytes: Int64?
  var refused: Refusal?
  var errorCode: String?
  var statements: [Statement] = []
  var fields: [Field] = []
  var caches: [Cache] = []

  struct Statement: Sendable {
    var fingerprint: String
    var field: String
    var count: Int64
    var ms: Double
    var distinct: Int64?
  }

  struct Field: Sendable {
    var name: String
    var calls: Int64
    var ms: Double
    var items: Int64?
  }

  struct Cache: Sendable {
    var name: String
    var hits: Int64
    var misses: Int64
    var evictions: Int64
  }

  /// Adds executions of a statement, which take `ms` together.
  @inline(never)
  mutating func statement(
    _ fingerprint: String,
    _ field: String,
    _ count: Int,
    ms: Double,
    distinct: Int? = nil
  ) {
    statements.append(
      Statement(
        fingerprint: fingerprint,
        field: field,
        count: Int64(count),
        ms: ms,
        distinct: distinct.map { Int64($0) }
      )
    )
  }

  /// Adds a field's calls, which take `ms` together.
  @inline(never)
  mutating func field(_ name: String, calls: Int = 1, ms: Double = 1, items: Int? = nil) {
    fields.append(Field(name: name, calls: Int64(calls), ms: ms, items: items.map { Int64($0) }))
  }

  /// Adds look-ups of a cache.
  @inline(never)
  mutating func cache(_ name: String, hits: Int, misses: Int, evictions: Int = 0) {
    caches.append(
      Cache(
        name: name,
        hits: Int64(hits),
        misses: Int64(misses),
        evictions: Int64(evictions)
      )
    )
  }
}
