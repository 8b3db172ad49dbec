import MetricLog

extension Simulation {
  /// Numbers a record, appends its line and counts it.
  @inline(__always)
  mutating func emit(
    _ life: Int,
    _ type: RecordType,
    _ append: (inout LineEncoder, UInt64, inout [UInt8]) -> Void
  ) {
    let seq = lives[life].nextSeq()
    let stream = lives[life].stream
    append(&lives[life].encoder, seq, &output.streams[stream].buffer)
    output.streams[stream].countLines(1)
    truth.records[Int(type.rawValue)] += 1
  }

  /// Appends a `writer` line.
  mutating func emitWriter(_ life: Int, event: String, at time: Int64) {
    let dropped = lives[life].takeDropped()
    let record = WriterRecord(timeMicroseconds: time, event: event, dropped: dropped)
    truth.dropped += dropped
    emit(life, .writer) { $0.append(record, seq: $1, to: &$2) }
  }

  /// Explains a hash unless the current file does already.
  @inline(__always)
  mutating func explain(_ index: Int, life: Int, at time: Int64) {
    if output.streams[lives[life].stream].explain(index) {
      let before = output.streams[lives[life].stream].buffer.count
      emit(plan.explanations[index], life: life, at: time)
      explanationBytes += output.streams[lives[life].stream].buffer.count - before
    }
  }

  private mutating func emit(_ explanation: Explanation, life: Int, at time: Int64) {
    switch explanation {
    case .operation(let signature, let name, let kind, let document):
      let record = OperationRecord(
        timeMicroseconds: time,
        signature: signature,
        name: name,
        kind: kind,
        document: document
      )
      emit(life, .operation) { $0.append(record, seq: $1, to: &$2) }
    case .statement(let fingerprint, let system, let text):
      let record = StatementRecord(
        timeMicroseconds: time,
        fingerprint: fingerprint,
        system: system,
        text: text
      )
      emit(life, .statement) { $0.append(record, seq: $1, to: &$2) }
    }
  }

  /// Appends a `process` line.
  mutating func sample(_ life: Int, at time: Int64) throws(GenerationError) {
    guard let process = plan.scenario.process else { return }
    let inFlight = lives[life].inFlight
    let ended = Double(lives[life].endedSinceSample) / process.everySeconds
    lives[life].endedSinceSample = 0
    let tenths = Int(20 + ended * 12 + Double(inFlight * 15) + 40 * random.unit())
    let record = ProcessRecord(
      timeMicroseconds: time,
      residentBytes: residentBytes(life),
      cpuPercent: Double(tenths) / 10,
      inFlight: inFlight,
      pools: pools(process, inFlight: inFlight)
    )
    emit(life, .process) { $0.append(record, seq: $1, to: &$2) }
    try settle(life, at: time)
  }

  private mutating func pools(
    _ process: ScenarioProcess,
    inFlight: Int
  ) -> [ProcessRecord.Pool] {
    var pools: [ProcessRecord.Pool] = []
    for pool in process.pools {
      pools.append(
        ProcessRecord.Pool(
          name: pool.name,
          size: pool.size,
          inUse: min(pool.size, inFlight),
          waiting: max(0, inFlight - pool.size),
          errors: random.happens(0.001) ? 1 : 0
        )
      )
    }
    return pools
  }

  /// The resident size of a process.
  func residentBytes(_ life: Int) -> Int64 {
    let base = Int64((plan.scenario.process?.residentMegabytes ?? 180) * 1e6)
    return (base + lives[life].keptBytes) / 4096 * 4096
  }

  /// Flushes and rotates the files of a life where it is time to.
  mutating func settle(_ life: Int, at time: Int64) throws(GenerationError) {
    let stream = lives[life].stream
    try output.flushIfFull(stream)
    guard let rotateBytes, output.streams[stream].plainBytes >= rotateBytes else { return }
    if rotatesWriters { emitWriter(life, event: "rotate", at: time) }
    try output.rotate(stream)
    if rotatesWriters { emitWriter(life, event: "open", at: time + 380) }
  }
}
