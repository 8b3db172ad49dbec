import MetricLog

extension RecordBatch {
  /// A batch of records, as the reader would make it of their lines.
  init(_ records: some Sequence<ModelRecord>) {
    self.init()
    var sources: [ModelSource: UInt32] = [:]
    for record in records { append(record, &sources) }
  }

  private mutating func append(_ record: ModelRecord, _ known: inout [ModelSource: UInt32]) {
    var head = RecordHead()
    head.source = known[record.source] ?? UInt32(sources.count)
    if known.updateValue(head.source, forKey: record.source) == nil {
      let source = record.source
      sources.append(
        SourceRow(
          service: symbols.intern(source.service),
          env: symbols.intern(source.env),
          host: symbols.intern(source.host),
          release: symbols.intern(source.release),
          writer: symbols.intern(source.writer)
        )
      )
    }
    head.seq = record.seq
    head.timeMicroseconds = record.timeMicroseconds
    append(record.content, head)
  }

  private mutating func append(_ content: ModelRecord.Content, _ head: RecordHead) {
    switch content {
    case .request(let request): append(request, head)
    case .process(let process): append(process, head)
    case .alert(let alert): append(alert, head)
    case .unknown: unknownRecords.append(head)
    case .operation(let signature, let name, let kind, let document):
      var row = OperationTextRow()
      (row.head, row.kind) = (head, kind)
      (row.signature, row.name) = (symbols.intern(signature), symbols.intern(name))
      row.document = symbols.intern(document)
      operationTexts.append(row)
    case .statement(let fingerprint, let text):
      var row = StatementTextRow()
      row.head = head
      (row.fingerprint, row.text) = (symbols.intern(fingerprint), symbols.intern(text))
      statementTexts.append(row)
    case .cache(let name, let level, let event, let keys, let reason):
      var row = CacheEventRow()
      (row.head, row.level, row.keys) = (head, level, keys)
      (row.name, row.event) = (symbols.intern(name), symbols.intern(event))
      row.reason = symbols.intern(reason)
      cacheEvents.append(row)
    case .deploy(let note):
      var row = DeployRow()
      (row.head, row.note) = (head, symbols.intern(note))
      deploys.append(row)
    case .writer(let dropped):
      var row = WriterRow()
      (row.head, row.dropped) = (head, dropped)
      writers.append(row)
    }
  }

  private mutating func append(_ request: ModelRequest, _ head: RecordHead) {
    var row = RequestRow()
    row.head = head
    row.operationName = symbols.intern(request.name)
    row.kind = request.kind
    row.signature = symbols.intern(request.signature)
    row.durationNanoseconds = request.nanoseconds
    row.traceLow = request.traceLow
    row.status = request.status
    row.errors = request.errors
    row.weight = request.weight
    if let client = request.client {
      row.presence.insert(.client)
      row.clientName = symbols.intern(client.name)
      row.clientVersion = symbols.intern(client.version)
    }
    if let refused = request.refused {
      row.presence.insert(.refused)
      row.refusal = refused
    }
    if let database = request.database {
      row.presence.insert(.database)
      row.databaseCount = database.count
      row.databaseNanoseconds = database.nanoseconds
      row.waitNanoseconds = database.wait
    }
    row.set(.complexity, \.complexity, request.complexity)
    row.set(.depth, \.depth, request.depth)
    row.set(.memoryDelta, \.memoryDeltaBytes, request.memoryDelta)
    row.set(.resident, \.residentBytes, request.resident)
    row.set(.requestBytes, \.requestBytes, request.requestBytes)
    row.set(.responseBytes, \.responseBytes, request.responseBytes)
    appendLists(of: request, to: &row)
    requests.append(row)
  }

  private mutating func appendLists(of request: ModelRequest, to row: inout RequestRow) {
    row.statements = range(of: request.database?.statements ?? [], in: statements.count)
    for statement in request.database?.statements ?? [] {
      var detail = StatementRow()
      detail.fingerprint = symbols.intern(statement.fingerprint)
      detail.field = symbols.intern(statement.field)
      (detail.count, detail.nanoseconds) = (statement.count, statement.nanoseconds)
      detail.distinct = statement.distinct ?? -1
      statements.append(detail)
    }
    row.caches = range(of: request.caches, in: caches.count)
    for cache in request.caches {
      var detail = CacheRow()
      (detail.name, detail.level) = (symbols.intern(cache.name), cache.level)
      (detail.hits, detail.misses) = (cache.hits, cache.misses)
      (detail.writes, detail.evictions) = (cache.writes, cache.evictions)
      caches.append(detail)
    }
    row.fields = range(of: request.fields, in: fields.count)
    for field in request.fields {
      var detail = FieldRow()
      (detail.field, detail.calls) = (symbols.intern(field.field), field.calls)
      (detail.nanoseconds, detail.items) = (field.nanoseconds, field.items ?? -1)
      fields.append(detail)
    }
    row.errorCodes = range(of: request.errorCodes, in: errorCodes.count)
    for code in request.errorCodes { errorCodes.append(symbols.intern(code)) }
  }

  private func range(of list: [some Any], in start: Int) -> RowRange {
    RowRange(start: start, count: list.count)
  }

  private mutating func append(_ process: ModelProcess, _ head: RecordHead) {
    var row = ProcessRow()
    row.head = head
    row.residentBytes = process.resident ?? -1
    row.cpuMilliPercent = process.cpu ?? -1
    row.inFlight = process.inFlight ?? -1
    row.pools = range(of: process.pools, in: pools.count)
    for pool in process.pools {
      var detail = PoolRow()
      (detail.name, detail.size, detail.inUse) = (symbols.intern(pool.name), pool.size, pool.inUse)
      (detail.waiting, detail.errors) = (pool.waiting, pool.errors)
      pools.append(detail)
    }
    processes.append(row)
  }

  private mutating func append(_ alert: ModelAlert, _ head: RecordHead) {
    var row = AlertRow()
    row.head = head
    (row.rule, row.severity) = (symbols.intern(alert.rule), symbols.intern(alert.severity))
    (row.operation, row.unit) = (symbols.intern(alert.operation), symbols.intern(alert.unit))
    (row.value, row.threshold, row.traceLow) = (alert.value, alert.threshold, alert.traceLow)
    alerts.append(row)
  }
}

extension RequestRow {
  fileprivate mutating func set(
    _ field: RequestPresence.Field,
    _ column: WritableKeyPath<RequestRow, Int64>,
    _ value: Int64?
  ) {
    guard let value else { return }
    presence.insert(field)
    self[keyPath: column] = value
  }
}
