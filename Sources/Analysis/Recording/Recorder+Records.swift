internal import MetricLog
internal import Statistics

extension Recorder {
  /// Adds the records that explain hashes.
  mutating func recordTexts(_ batch: RecordBatch, _ translation: BatchTranslation) {
    for row in batch.operationTexts where selects(row.head, translation) {
      let source = translation.sources[Int(row.head.source)].key
      let key = OperationTextKey(
        service: source.service,
        env: source.env,
        signature: translation[row.signature],
        name: translation[row.name],
        kind: row.kind,
        document: digest.names.internText(row.document, of: batch.symbols)
      )
      digest.operationTexts.merge(Occurrences(1), at: key, names: digest.names)
    }
    for row in batch.statementTexts where selects(row.head, translation) {
      let key = StatementTextKey(
        fingerprint: translation[row.fingerprint],
        system: translation[row.system],
        text: digest.names.internText(row.text, of: batch.symbols)
      )
      digest.statementTexts.merge(Occurrences(1), at: key, names: digest.names)
    }
  }

  /// Adds deploys, alerts and cache events.
  mutating func recordEvents(_ batch: RecordBatch, _ translation: BatchTranslation) {
    for row in batch.deploys where selects(row.head, translation) {
      let source = translation.sources[Int(row.head.source)].key
      let key = DeployKey(
        timeMicroseconds: row.head.timeMicroseconds,
        service: source.service,
        env: source.env,
        host: source.host,
        release: source.release,
        note: translation[row.note]
      )
      digest.deploys.merge(Occurrences(1), at: key, names: digest.names)
    }
    for row in batch.alerts where selects(row.head, translation) { recordAlert(row, translation) }
    for row in batch.cacheEvents where selects(row.head, translation) {
      recordCacheEvent(row, translation)
    }
  }

  private mutating func recordAlert(_ row: AlertRow, _ translation: BatchTranslation) {
    let source = translation.sources[Int(row.head.source)].key
    let key = AlertKey(
      service: source.service,
      env: source.env,
      rule: translation[row.rule],
      severity: translation[row.severity],
      operation: translation[row.operation],
      unit: translation[row.unit]
    )
    var tally = AlertTally()
    tally.count = 1
    tally.firstMicroseconds = row.head.timeMicroseconds
    tally.lastMicroseconds = row.head.timeMicroseconds
    (tally.maxValue, tally.threshold) = (row.value, row.threshold)
    (tally.traceHigh, tally.traceLow) = (row.traceHigh, row.traceLow)
    digest.alerts.merge(tally, at: key, names: digest.names)
  }

  private mutating func recordCacheEvent(_ row: CacheEventRow, _ translation: BatchTranslation) {
    let source = translation.sources[Int(row.head.source)].key
    let key = CacheEventKey(
      service: source.service,
      env: source.env,
      name: translation[row.name],
      level: row.level,
      event: translation[row.event],
      reason: translation[row.reason]
    )
    var tally = CacheEventTally()
    (tally.events, tally.keys) = (1, row.keys)
    let timeline = Timeline(tally, stretch: stretch(row.head))
    digest.cacheEvents.merge(timeline, at: key, names: digest.names)
  }

  /// Adds the samples of processes and their pools.
  mutating func recordProcesses(_ batch: RecordBatch, _ translation: BatchTranslation) {
    for row in batch.processes where selects(row.head, translation) {
      var key = processKey(row.head, translation)
      var tally = ProcessTally()
      tally.samples = 1
      tally.first.record(ifMeasured: row.residentBytes)
      tally.second.record(ifMeasured: row.cpuMilliPercent)
      tally.third.record(ifMeasured: row.inFlight)
      let stretch = stretch(row.head)
      digest.processes.merge(Timeline(tally, stretch: stretch), at: key, names: digest.names)
      key.isPool = true
      for index in row.pools.indices {
        key.pool = translation[batch.pools[index].name]
        let pool = Timeline(poolTally(batch.pools[index]), stretch: stretch)
        digest.processes.merge(pool, at: key, names: digest.names)
      }
    }
  }

  private func poolTally(_ row: PoolRow) -> ProcessTally {
    var tally = ProcessTally()
    tally.samples = 1
    tally.first.record(ifMeasured: row.inUse)
    tally.second.record(ifMeasured: row.waiting)
    tally.third.record(ifMeasured: row.errors)
    tally.size = max(0, row.size)
    tally.exhausted = row.size > 0 && row.inUse >= row.size ? 1 : 0
    return tally
  }

  private mutating func processKey(
    _ head: RecordHead,
    _ translation: BatchTranslation
  ) -> ProcessKey {
    let source = translation.sources[Int(head.source)].key
    return ProcessKey(
      service: source.service,
      env: source.env,
      host: source.host,
      release: source.release,
      pool: .empty,
      isPool: false
    )
  }

  /// The stretch of a record, noted in the grid.
  private mutating func stretch(_ head: RecordHead) -> Int32 {
    let hour = TimeGrid.hour(ofMicroseconds: head.timeMicroseconds)
    let stretch = digest.eventGrid.stretch(ofHour: hour)
    _ = digest.eventGrid.insert(stretch, .empty, &digest.names)
    return stretch
  }
}

extension CountSummary {
  /// Records a sampled value unless it is -1, which stands for "not measured".
  mutating func record(ifMeasured value: Int64) {
    if value >= 0 { record(value, weight: 1) }
  }
}
