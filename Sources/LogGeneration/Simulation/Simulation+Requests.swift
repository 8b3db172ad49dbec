import MetricLog

extension Simulation {
  /// Writes a request that ends, with the records that come of it.
  mutating func finish(_ event: Event) throws(GenerationError) {
    let life = Int(event.place)
    let isFlood = event.subject < 0
    let release = isFlood ? 0 : lives[life].release
    let operation = isFlood ? 0 : Int(event.subject)
    let model = plan.models[release][operation]
    var random = composer.compose(
      model,
      startMicroseconds: event.startMicroseconds,
      seed: event.seed,
      plan: plan,
      residentBytes: residentBytes(life)
    )
    lives[life].inFlight -= 1
    lives[life].endedSinceSample += 1
    lives[life].keptBytes += Int64(model.keptBytes)
    guard !random.happens(plan.scenario.dropped) else {
      lives[life].dropped += 1
      return
    }
    if isFlood {
      explainFlood(life: life, at: event.timeMicroseconds)
    } else {
      guard sampled(&random) else { return }
      explain(
        model.documents[composer.document].explanation,
        life: life,
        at: event.timeMicroseconds
      )
    }
    for index in model.statements.indices where composer.work.statementCounts[index] > 0 {
      explain(model.statements[index].explanation, life: life, at: event.timeMicroseconds)
    }
    let isWritten = emitRequest(life, &random)
    if isWritten, isFlood {
      truth.addFlood(composer.record, release: lives[life].release)
    } else if isWritten {
      truth.add(
        composer.record,
        composer.work,
        source: lives[life].source,
        operation: operation,
        release: release
      )
    }
    emitConsequences(of: model, life: life, at: event.timeMicroseconds, &random)
    try settle(life, at: event.timeMicroseconds)
  }

  /// Decides whether the request is written when not all are, and what it then stands for.
  private mutating func sampled(_ random: inout SplitMix64) -> Bool {
    guard let sampling = plan.scenario.sampling, sampling.weight > 1 else { return true }
    let milliseconds = Double(composer.record.durationNanoseconds) / 1e6
    if composer.record.errorCount > 0 || milliseconds >= sampling.keepMilliseconds { return true }
    guard random.below(sampling.weight) == 0 else { return false }
    composer.weigh(sampling.weight)
    return true
  }

  private mutating func explainFlood(life: Int, at time: Int64) {
    floodWritten += 1
    let digits = String(floodWritten)
    let name = "Flood" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    let document = "query \(name){ping}"
    let signature = ExplanationTable.hash(document)
    composer.rename(name, signature: signature)
    let record = OperationRecord(
      timeMicroseconds: time,
      signature: signature,
      name: name,
      kind: composer.record.operation.kind,
      document: document
    )
    emit(life, .operation) { $0.append(record, seq: $1, to: &$2) }
  }

  /// Appends the request's line, unless it shall be missing, and what is wrong around it.
  private mutating func emitRequest(_ life: Int, _ random: inout SplitMix64) -> Bool {
    let stream = lives[life].stream
    let start = output.streams[stream].buffer.count
    let seq = lives[life].nextSeq()
    lives[life].encoder.append(
      composer.record,
      seq: seq,
      to: &output.streams[stream].buffer
    )
    output.streams[stream].countLines(1)
    truth.records[Int(RecordType.request.rawValue)] += 1
    let defects = plan.scenario.defects
    if random.happens(defects.missing) {
      let line = output.streams[stream].buffer.count - start
      output.streams[stream].buffer.removeLast(line)
      output.streams[stream].countLines(-1)
      truth.records[Int(RecordType.request.rawValue)] -= 1
      truth.missing += 1
      return false
    }
    if random.happens(defects.duplicates) {
      let line = output.streams[stream].buffer[start...]
      output.streams[stream].buffer.append(contentsOf: Array(line))
      output.streams[stream].countLines(1)
      truth.duplicates += 1
    } else if random.happens(defects.rejected) {
      let line = Array(output.streams[stream].buffer[start...])
      let (spoiled, reason) = Defect.spoil(line, &random)
      output.streams[stream].buffer.append(contentsOf: spoiled)
      output.streams[stream].countLines(1)
      truth.rejected[reason, default: 0] += 1
    }
    return true
  }

  private mutating func emitConsequences(
    of model: OperationModel,
    life: Int,
    at time: Int64,
    _ random: inout SplitMix64
  ) {
    let nanoseconds = composer.record.durationNanoseconds
    if let alerts = plan.scenario.alerts,
      Double(nanoseconds) >= alerts.slowMilliseconds * 1e6
    {
      let isCritical = Double(nanoseconds) >= alerts.criticalMilliseconds * 1e6
      let record = AlertRecord(
        timeMicroseconds: time,
        rule: "slow_query",
        severity: isCritical ? "critical" : "high",
        value: Double(nanoseconds / 1000) / 1000,
        threshold: alerts.slowMilliseconds,
        unit: "ms",
        operation: composer.record.operation.name,
        traceID: composer.record.traceID
      )
      emit(life, .alert) { $0.append(record, seq: $1, to: &$2) }
    }
    if let invalidation = model.invalidation, composer.record.errorCount == 0 {
      let span = invalidation.keys
      let keys = span.map { $0.low + random.below($0.high - $0.low + 1) }
      let record = CacheRecord(
        timeMicroseconds: time,
        name: invalidation.cache,
        level: invalidation.level,
        event: "invalidate",
        keys: keys,
        reason: model.name
      )
      emit(life, .cache) { $0.append(record, seq: $1, to: &$2) }
    }
  }
}
