import MetricLog

extension RecordBatch {
  /// The records as texts with their names written out, so that batches of different tables can be
  /// compared; sorted, since the order across blocks and threads means nothing.
  var rowTexts: [String] {
    let texts =
      requests.map(text) + operationTexts.map(text) + statementTexts.map(text)
      + processes.map(text) + cacheEvents.map(text) + deploys.map(text) + alerts.map(text)
      + writers.map(text) + unknownRecords.map { "unknown " + text($0) }
    return texts.sorted()
  }

  /// The names that were counted as unknown, with their numbers.
  var unknownTexts: [String: Int] {
    Dictionary(
      uniqueKeysWithValues: unknownNames.map { unknown, count in
        ("\(unknown.parent?.text ?? "-").\(symbols.string(of: unknown.name))", count)
      }
    )
  }

  /// The number of rows in all arrays, details of records included.
  var allRowCount: Int {
    requests.count + statements.count + caches.count + fields.count + errorCodes.count
      + operationTexts.count + statementTexts.count + processes.count + pools.count
      + cacheEvents.count + deploys.count + alerts.count + writers.count + unknownRecords.count
      + unknownNames.count
  }

  private func name(_ symbol: Symbol) -> String { symbols.string(of: symbol) }

  private func text(_ head: RecordHead) -> String {
    let source = sources[Int(head.source)]
    let names = [source.service, source.env, source.host, source.release, source.writer].map(name)
    return "\(names) \(head.seq) \(head.timeMicroseconds)"
  }

  private func text(_ row: RequestRow) -> String {
    let names = [row.clientName, row.clientVersion, row.operationName, row.signature].map(name)
    let numbers = [
      row.durationNanoseconds, row.databaseCount, row.databaseNanoseconds, row.waitNanoseconds,
      row.memoryDeltaBytes, row.residentBytes, row.requestBytes, row.responseBytes, row.errors,
      row.complexity, row.depth, row.weight, Int64(row.status),
    ]
    let statements = row.statements.indices.map { index in
      let row = self.statements[index]
      return "\(name(row.fingerprint)) \(name(row.field)) \(row.count) \(row.nanoseconds) "
        + "\(row.distinct)"
    }
    let caches = row.caches.indices.map { index in
      let row = self.caches[index]
      return "\(name(row.name)) \(row.level) \(row.hits) \(row.misses) \(row.writes) "
        + "\(row.evictions)"
    }
    let fields = row.fields.indices.map { index in
      let row = self.fields[index]
      return "\(name(row.field)) \(row.calls) \(row.nanoseconds) \(row.items)"
    }
    let codes = row.errorCodes.indices.map { name(errorCodes[$0]) }
    return "request \(text(row.head)) \(row.traceHigh) \(row.traceLow) \(names) \(numbers) "
      + "\(row.presence) \(row.kind) \(row.refusal) \(statements) \(caches) \(fields) \(codes)"
  }

  private func text(_ row: OperationTextRow) -> String {
    "operation \(text(row.head)) \([row.signature, row.name, row.document].map(name)) \(row.kind)"
  }

  private func text(_ row: StatementTextRow) -> String {
    "statement \(text(row.head)) \([row.fingerprint, row.system, row.text].map(name))"
  }

  private func text(_ row: ProcessRow) -> String {
    let pools = row.pools.indices.map { index in
      let row = self.pools[index]
      return "\(name(row.name)) \(row.size) \(row.inUse) \(row.waiting) \(row.errors)"
    }
    return "process \(text(row.head)) \(row.residentBytes) \(row.cpuMilliPercent) "
      + "\(row.inFlight) \(pools)"
  }

  private func text(_ row: CacheEventRow) -> String {
    "cache \(text(row.head)) \([row.name, row.event, row.reason].map(name)) \(row.level) "
      + "\(row.keys)"
  }

  private func text(_ row: DeployRow) -> String { "deploy \(text(row.head)) \(name(row.note))" }

  private func text(_ row: AlertRow) -> String {
    let names = [row.rule, row.severity, row.unit, row.operation, row.name].map(name)
    return "alert \(text(row.head)) \(names) \(row.level) \(row.value) \(row.threshold) "
      + "\(row.traceHigh) \(row.traceLow)"
  }

  private func text(_ row: WriterRow) -> String {
    "writer \(text(row.head)) \(name(row.event)) \(row.dropped)"
  }
}
