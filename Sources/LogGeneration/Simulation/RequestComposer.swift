import MetricLog

/// Fills one request record again and again, so that requests are written without allocating.
struct RequestComposer {
  /// The work of the request that was drawn last.
  private(set) var work: RequestWork
  /// The request that was composed last.
  private(set) var record = RequestRecord(
    timeMicroseconds: 0,
    operation: .init(name: nil, kind: .query),
    durationNanoseconds: 0
  )
  /// The index of the operation's document in the last record.
  private(set) var document = 0
  private var statements: [RequestRecord.StatementCall] = []

  init(resolutionNanoseconds: Int) {
    work = RequestWork(resolutionNanoseconds: resolutionNanoseconds)
  }

  /// Draws how long a request takes.
  mutating func durationNanoseconds(of model: OperationModel, seed: UInt64) -> Int64 {
    var random = SplitMix64(seed: seed)
    work.draw(model, &random)
    return work.durationNanoseconds
  }

  /// Draws the whole request.
  ///
  /// - Returns: The random numbers that follow, for what comes after the request.
  mutating func compose(
    _ model: OperationModel,
    startMicroseconds: Int64,
    seed: UInt64,
    plan: GenerationPlan,
    residentBytes: Int64
  ) -> SplitMix64 {
    var random = SplitMix64(seed: seed)
    work.draw(model, &random)
    record.timeMicroseconds = startMicroseconds
    record.durationNanoseconds = work.durationNanoseconds
    record.traceID = TraceID(high: random.next(), low: random.next())
    record.client = plan.clientPick.map { plan.clients[$0.pick(&random)] }
    composeOperation(model, &random)
    composeOutcome(model, &random)
    composeDatabase(model)
    composeCaches(model)
    composeMemory(model, residentBytes: residentBytes, &random)
    composeSizes(model, &random)
    composeFields(model, &random)
    record.weight = nil
    return random
  }

  /// Lets the last record stand for so many requests.
  mutating func weigh(_ weight: Int) { record.weight = weight }

  /// Gives the last record an operation of its own.
  mutating func rename(_ name: String, signature: UInt64) {
    record.operation.name = name
    record.operation.signature = signature
  }

  private mutating func composeOperation(_ model: OperationModel, _ random: inout SplitMix64) {
    document = model.documentPick.pick(&random)
    record.operation.name = model.name
    record.operation.kind = model.kind
    record.operation.signature = model.documents[document].signature
    record.operation.complexity = model.complexity.map { Self.draw($0, &random) }
    record.operation.depth = model.depth.map { Self.draw($0, &random) }
    guard let refusals = model.refusals else { return }
    if work.refused == .complexity {
      let limit = refusals.complexityLimit
      record.operation.complexity = limit + 1 + random.below(limit)
    } else if work.refused == .depth {
      record.operation.depth = refusals.depthLimit + 1 + random.below(6)
    }
  }

  private mutating func composeOutcome(_ model: OperationModel, _ random: inout SplitMix64) {
    record.refused = work.refused
    record.status = 200
    record.errorCount = 0
    record.errorCodes.removeAll(keepingCapacity: true)
    switch work.refused {
    case .complexity: fail("COMPLEXITY_LIMIT")
    case .depth: fail("DEPTH_LIMIT")
    case .timeout, .other: fail("TIMEOUT")
    case nil:
      guard work.failed else { return }
      record.status = model.errorStatus
      record.errorCount = random.happens(0.1) ? 2 : 1
      if let pick = model.errorPick {
        record.errorCodes.append(model.errorCodes[pick.pick(&random)])
      }
    }
  }

  private mutating func fail(_ code: String) {
    record.errorCount = 1
    record.errorCodes.append(code)
  }

  private mutating func composeDatabase(_ model: OperationModel) {
    // The array goes back and forth between the record and here: a copy would allocate.
    if let used = record.database?.statements { statements = used }
    record.database = nil
    guard !model.statements.isEmpty else { return }
    statements.removeAll(keepingCapacity: true)
    for index in model.statements.indices where work.statementCounts[index] > 0 {
      let statement = model.statements[index]
      let count = work.statementCounts[index]
      let time = work.statementNanoseconds[index]
      // The largest by time comes first; there are few, so each is put in its place.
      var place = statements.count
      while place > 0, (statements[place - 1].timeNanoseconds ?? 0) < time { place -= 1 }
      statements.insert(
        RequestRecord.StatementCall(
          fingerprint: statement.fingerprint,
          field: statement.field,
          count: count,
          timeNanoseconds: time,
          distinct: min(count, statement.distinct ?? count)
        ),
        at: place
      )
    }
    if statements.count > 50 { statements.removeLast(statements.count - 50) }
    record.database = RequestRecord.Database(
      count: work.databaseCount,
      timeNanoseconds: work.databaseNanoseconds,
      waitNanoseconds: work.waitNanoseconds,
      statements: statements
    )
    statements = []
  }

  private mutating func composeCaches(_ model: OperationModel) {
    record.caches.removeAll(keepingCapacity: true)
    for index in model.caches.indices {
      let cache = model.caches[index]
      let hits = work.hits[index]
      let misses = work.misses[index]
      guard hits + misses > 0 else { continue }
      record.caches.append(
        RequestRecord.CacheUse(
          name: cache.name,
          level: cache.level,
          hits: hits,
          misses: misses,
          writes: cache.isOff || misses == 0 ? nil : misses
        )
      )
    }
  }

  private mutating func composeMemory(
    _ model: OperationModel,
    residentBytes: Int64,
    _ random: inout SplitMix64
  ) {
    guard let memory = model.memory else {
      record.memory = nil
      return
    }
    let page: Int64 = 4096
    let median = memory.medianKilobytes * 1024
    let delta =
      work.refused == nil || work.refused == .timeout
      ? Int64(random.lognormal(median: median, sigma: memory.sigma)) / page * page : 0
    let noise = Int64(random.below(512)) * page
    record.memory = RequestRecord.Memory(
      deltaBytes: delta,
      residentBytes: residentBytes / page * page + noise
    )
  }

  private mutating func composeSizes(_ model: OperationModel, _ random: inout SplitMix64) {
    record.requestBytes = model.requestBytes.map { Int64(Self.draw($0, &random)) }
    guard let response = model.responseBytes else {
      record.responseBytes = nil
      return
    }
    guard work.refused == nil else {
      record.responseBytes = 108
      return
    }
    let base = random.lognormal(median: response.median, sigma: response.sigma)
    record.responseBytes = Int64(base) + Int64(response.perItem * work.items)
  }

  private mutating func composeFields(_ model: OperationModel, _ random: inout SplitMix64) {
    record.fields.removeAll(keepingCapacity: true)
    guard work.refused == nil else { return }
    for field in model.fields {
      let calls = field.perItem ? work.items : 1
      guard calls > 0 else { continue }
      var time = Double(calls) * random.lognormal(median: field.median, sigma: 0.3)
      time += field.slower * Double(calls)
      var nanoseconds = work.measured(time)
      for statement in field.statements { nanoseconds += work.statementNanoseconds[statement] }
      let items: Int? =
        switch field.items {
        case .none: nil
        case .list: work.items
        case .about(let each): random.below(2 * each * calls + 1)
        }
      record.fields.append(
        RequestRecord.FieldCall(
          field: field.name,
          calls: calls,
          timeNanoseconds: nanoseconds,
          items: items
        )
      )
    }
  }

  private static func draw(_ span: ScenarioSpan, _ random: inout SplitMix64) -> Int {
    span.low == span.high ? span.low : span.low + random.below(span.high - span.low + 1)
  }
}
