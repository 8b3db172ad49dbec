internal import MetricLog

/// From records to lines to the file.
extension LogOutput {
  /// What became of the pending lines.
  enum FlushOutcome {
    case done
    /// The file is gone with the lines; another may take them. Has the first record not written.
    case lostFile(Int?)
    /// The system refuses. Has the first record not written.
    case failed(Int?)
  }

  /// Encodes records until a chunk or the file is full; at least one.
  ///
  /// - Returns: The first record that was not encoded.
  func encode(_ batch: [LogRecord], from start: Int) -> Int {
    // A file that cannot be rotated has to take more than it should.
    let room = rotating.isDue ? configuration.rotateAtBytes - (file?.sizeBytes ?? 0) : .max
    let limit = min(Self.chunkBytes, room)
    var index = start
    repeat {
      encode(batch[index], index)
      index += 1
    } while index < batch.count && pending.bytes.count < limit
    return index
  }

  private func encode(_ record: LogRecord, _ index: Int) {
    switch record {
    case .operation(let record): return explanations.learn(record)
    case .statement(let record): return explanations.learn(record)
    case .request(let record):
      explain(record)
      // A copy counts a dozen references, and hardly any record needs one.
      if record.isWritable {
        encoder.append(record, seq: nextSeq, to: &pending.bytes)
      } else {
        encoder.append(record.writable, seq: nextSeq, to: &pending.bytes)
      }
    case .process(var record):
      record.timeMicroseconds = record.timeMicroseconds.writableTime
      encoder.append(record, seq: nextSeq, to: &pending.bytes)
    case .cache(var record):
      record.timeMicroseconds = record.timeMicroseconds.writableTime
      encoder.append(record, seq: nextSeq, to: &pending.bytes)
    case .deploy(var record):
      record.timeMicroseconds = record.timeMicroseconds.writableTime
      encoder.append(record, seq: nextSeq, to: &pending.bytes)
    case .alert(var record):
      record.timeMicroseconds = record.timeMicroseconds.writableTime
      encoder.append(record, seq: nextSeq, to: &pending.bytes)
    }
    if !endLine(.record(index)) { pending.endLine(.unwritable(index)) }
  }

  private func explain(_ request: RequestRecord) {
    if let signature = request.operation.signature { explain(.operation(signature)) }
    guard let database = request.database else { return }
    for call in database.statements { explain(.statement(call.fingerprint)) }
  }

  private func explain(_ key: ExplanationKey) {
    guard let explanation = explanations.claim(key, file: fileNumber) else { return }
    switch explanation {
    case .operation(var record):
      record.timeMicroseconds = record.timeMicroseconds.writableTime
      encoder.append(record, seq: nextSeq, to: &pending.bytes)
    case .statement(var record):
      record.timeMicroseconds = record.timeMicroseconds.writableTime
      encoder.append(record, seq: nextSeq, to: &pending.bytes)
    }
    if !endLine(.explanation(key)) { explanations.forget(key) }
  }

  /// Appends a `writer` line, which tells of the drops that were not told yet.
  func appendWriterLine(_ event: String) {
    let record = WriterRecord(
      timeMicroseconds: FileSystem.nowMicroseconds.writableTime,
      event: event,
      dropped: unreportedDrops
    )
    encoder.append(record, seq: nextSeq, to: &pending.bytes)
    if endLine(.writer(dropped: unreportedDrops)) { unreportedDrops = 0 }
  }

  /// Ends a line, or forgets it when no reader would accept it.
  private func endLine(_ meaning: PendingLines.Meaning) -> Bool {
    guard pending.unendedBytes <= Self.lineLimitBytes + 1 else {
      pending.dropUnendedBytes()
      return false
    }
    pending.endLine(meaning)
    nextSeq += 1
    return true
  }

  /// Hands the pending lines to the system.
  func flushPending() -> FlushOutcome {
    guard let file, !pending.isEmpty else { return .done }
    var (bytes, failure) = file.append(pending)
    let place = file.place()
    if case .removed = place { bytes = 0 }
    let unwritten = settle(bytes)
    if let failure {
      fail(LogWriterError(failure, path: file.path))
      if file.isBroken { retireFile() }
      return .failed(unwritten)
    }
    succeed()
    switch place {
    case .atPath: return .done
    case .moved, .removed:
      // It is not ours to compress where it is now.
      self.file = nil
      return .lostFile(unwritten)
    }
  }

  /// Counts the lines that are in the file, and takes the others back.
  ///
  /// - Parameter bytes: How many of the pending bytes are in the file: whole lines.
  /// - Returns: The first record that is not.
  private func settle(_ bytes: Int) -> Int? {
    var unwritten: Int?
    for line in pending.lines {
      let isWritten = line.end <= bytes
      if !isWritten, line.isNumbered { nextSeq -= 1 }
      switch line.meaning {
      case .record(let index):
        if isWritten { statistics.recordsWritten += 1 } else { unwritten = unwritten ?? index }
        hasRecords = hasRecords || isWritten
      case .unwritable(let index):
        if isWritten { noteDrops(1) } else { unwritten = unwritten ?? index }
      case .explanation(let key):
        if !isWritten { explanations.disclaim(key) }
      case .writer(let dropped):
        if !isWritten { unreportedDrops += dropped }
      }
    }
    statistics.bytesWritten += bytes
    pending.removeAll()
    return unwritten
  }
}

extension RequestRecord {
  /// Whether a line of the record is one that readers accept.
  fileprivate var isWritable: Bool {
    timeMicroseconds == timeMicroseconds.writableTime && durationNanoseconds >= 0
      && (1...Self.greatestWeight).contains(weight ?? 1)
  }

  private static var greatestWeight: Int { 1_000_000_000 }

  /// The record with what would make a line that readers refuse, or no line at all, put right.
  fileprivate var writable: RequestRecord {
    var record = self
    record.timeMicroseconds = timeMicroseconds.writableTime
    record.durationNanoseconds = max(0, durationNanoseconds)
    record.weight = weight.map { min(max($0, 1), Self.greatestWeight) }
    return record
  }
}

extension Int64 {
  /// The nearest time that a log may hold.
  fileprivate var writableTime: Int64 { Swift.min(Swift.max(self, 0), Timestamp.upperLimit - 1) }
}
