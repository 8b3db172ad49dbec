internal import MetricLog

extension LineScanner {
  /// Reads a member of the record itself; the cursor is at its value.
  mutating func topLevel(_ field: FieldName) throws(ScanFailure) {
    switch field {
    case .v:
      guard try signedInteger(field) == 1 else { throw fail(.unsupportedVersion, field) }
    case .type: try readType()
    case .time:
      record.head.timeMicroseconds = try time()
      findSourceSegment()
    case .service, .env, .host, .release, .writer: try sourceField(field)
    case .seq:
      let seq = try count(field)
      guard seq > 0 else { throw fail(.invalidValue, field) }
      record.head.seq = UInt64(seq)
    default: try typedField(field)
    }
    record.present |= field.bit
  }

  /// Reads one of the five members that name the source.
  private mutating func sourceField(_ field: FieldName) throws(ScanFailure) {
    // Members that a remembered segment stood for are not known to the loop over members.
    guard record.present & field.bit == 0 else { throw fail(.duplicateKey, field) }
    let name = try symbol(field)
    switch field {
    case .service: record.source.service = name
    case .env: record.source.env = name
    case .host: record.source.host = name
    case .release: record.source.release = name
    default: record.source.writer = name
    }
    guard (record.present | field.bit) & masks.source == masks.source else { return }
    let index = sourceMemo.index(of: record.source, in: &batch)
    record.sourceIndex = index
    segments.remember(upTo: cursor, members: record.members, source: index)
  }

  /// Takes the five members at once when they stand here as in a line before.
  @inline(__always)
  private mutating func findSourceSegment() {
    guard record.present & masks.source == 0, !record.hasNull,
      let segment = segments.find(
        at: cursor,
        remaining: lineLength - column,
        members: record.members
      )
    else { return }
    cursor.advance(segment.length)
    record.present |= masks.source
    record.sourceIndex = segment.source
  }

  /// Reads a member that only some types have.
  @inline(__always)
  private mutating func typedField(_ field: FieldName) throws(ScanFailure) {
    if !record.hasType { try findType() }
    guard let type = record.type, masks.own[Int(type.rawValue)] & field.bit != 0 else {
      if record.type == nil { try skipValue() } else { try skipUnknown(nil, field) }
      return
    }
    switch type {
    case .request: try requestField(field)
    case .operation: try operationTextField(field)
    case .statement: try statementTextField(field)
    case .process: try processField(field)
    case .cache: try cacheEventField(field)
    case .deploy: record.deploy.note = try symbol(field)
    case .alert: try alertField(field)
    case .writer: try writerField(field)
    }
  }

  /// Reads the value of `type` and makes room for the record.
  private mutating func readType() throws(ScanFailure) {
    let token = try string(.type)
    // Looking ahead found it before: fields in front of it are in the record already.
    guard !record.hasType else { return }
    record.hasType = true
    record.type = words.recordTypes.find(token, scratch)
    switch record.type {
    case .request: break
    case .operation: record.operationText = OperationTextRow()
    case .statement: record.statementText = StatementTextRow()
    case .process: record.process = ProcessRow()
    case .cache: record.cacheEvent = CacheEventRow()
    case .deploy: record.deploy = DeployRow()
    case .alert: record.alert = AlertRow()
    case .writer: record.writer = WriterRow()
    case nil: record.unknownType = intern(token)
    }
  }

  /// Looks ahead for the type, when a field stands before it whose meaning depends on it.
  @inline(never)
  private mutating func findType() throws(ScanFailure) {
    let value = cursor
    while true {
      try skipValue()
      skipSpace()
      if cursor.byte == Ascii.closeBrace { throw fail(.missingField, .type) }
      guard cursor.byte == Ascii.comma else { throw fail(.invalidJSON) }
      cursor.advance(1)
      skipSpace()
      guard cursor.byte == Ascii.quote else { throw fail(.invalidJSON) }
      cursor.advance(1)
      let name = try stringBody()
      let isType = intern(name) == batch.symbols.intern("type")
      skipSpace()
      guard cursor.byte == Ascii.colon else { throw fail(.invalidJSON) }
      cursor.advance(1)
      skipSpace()
      if isType {
        try readType()
        cursor = value
        return
      }
    }
  }

  /// Checks that the record is complete and adds it to the batch.
  mutating func finishRecord() throws(ScanFailure) -> ScanOutcome {
    try require(record.type.map { masks.required[Int($0.rawValue)] } ?? masks.anyRecord)
    for name in record.unknown { batch.unknownNames[name, default: 0] += 1 }
    record.head.source = record.sourceIndex ?? sourceMemo.index(of: record.source, in: &batch)
    // An empty name says no more than an absent one: nothing identifies the record.
    if batch.sources[Int(record.head.source)].writer == .empty { record.head.seq = 0 }
    guard let type = record.type else {
      batch.unknownNames[UnknownName(parent: .type, name: record.unknownType), default: 0] += 1
      batch.unknownRecords.append(record.head)
      return .unknownType
    }
    append(type)
    return .accepted(type)
  }

  @inline(__always)
  private mutating func require(_ fields: UInt64) throws(ScanFailure) {
    let missing = fields & ~record.present
    if missing != 0 {
      throw fail(.missingField, FieldName(rawValue: UInt8(missing.trailingZeroBitCount)))
    }
  }

  @inline(__always)
  private mutating func append(_ type: RecordType) {
    switch type {
    case .request:
      record.request.head = record.head
      batch.requests.append(record.request)
    case .operation:
      record.operationText.head = record.head
      batch.operationTexts.append(record.operationText)
    case .statement:
      record.statementText.head = record.head
      batch.statementTexts.append(record.statementText)
    case .process:
      record.process.head = record.head
      batch.processes.append(record.process)
    case .cache:
      record.cacheEvent.head = record.head
      batch.cacheEvents.append(record.cacheEvent)
    case .deploy:
      record.deploy.head = record.head
      batch.deploys.append(record.deploy)
    case .alert:
      record.alert.head = record.head
      batch.alerts.append(record.alert)
    case .writer:
      record.writer.head = record.head
      batch.writers.append(record.writer)
    }
  }

  /// Reads the value of a field and checks that an element of a list has what it cannot lack.
  @inline(__always)
  mutating func requireElement(_ present: UInt64, _ required: FieldName...) throws(ScanFailure) {
    for field in required where present & field.bit == 0 { throw fail(.missingField, field) }
  }
}
