internal import MetricLog

extension LineScanner {
  /// Reads a member that only `operation` records have.
  mutating func operationTextField(_ field: FieldName) throws(ScanFailure) {
    switch field {
    case .signature: record.operationText.signature = try symbol(field)
    case .name: record.operationText.name = try symbol(field)
    case .kind: record.operationText.kind = try operationKind()
    default: record.operationText.document = try symbol(field)
    }
  }

  /// Reads a member that only `statement` records have.
  mutating func statementTextField(_ field: FieldName) throws(ScanFailure) {
    switch field {
    case .fingerprint: record.statementText.fingerprint = try symbol(field)
    case .system: record.statementText.system = try symbol(field)
    default: record.statementText.text = try symbol(field)
    }
  }

  /// Reads a member that only `process` records have.
  mutating func processField(_ field: FieldName) throws(ScanFailure) {
    switch field {
    case .residentBytes: record.process.residentBytes = try count(field)
    case .cpuPercent:
      let percent = try double(field)
      guard percent >= 0 else { throw fail(.negativeNumber, field) }
      guard percent <= 1e9 else { throw fail(.numberOutOfRange, field) }
      record.process.cpuMilliPercent = Int64((percent * 1000).rounded(.toNearestOrEven))
    case .inFlight: record.process.inFlight = try count(field)
    default: try pools()
    }
  }

  private mutating func pools() throws(ScanFailure) {
    let start = batch.pools.count
    try array(.pools) { (scanner) throws(ScanFailure) in
      var row = PoolRow()
      let present = try scanner.object(.pools, allowed: scanner.masks.pool) {
        (scanner, field) throws(ScanFailure) in
        switch field {
        case .name: row.name = try scanner.symbol(field)
        case .size: row.size = try scanner.count(field)
        case .inUse: row.inUse = try scanner.count(field)
        case .waiting: row.waiting = try scanner.count(field)
        default: row.errors = try scanner.count(field)
        }
      }
      try scanner.requireElement(present, .name)
      scanner.batch.pools.append(row)
    }
    record.process.pools = RowRange(start: start, count: batch.pools.count - start)
  }

  /// Reads a member that only `cache` records have.
  mutating func cacheEventField(_ field: FieldName) throws(ScanFailure) {
    switch field {
    case .name: record.cacheEvent.name = try symbol(field)
    case .level: record.cacheEvent.level = try count(field)
    case .event: record.cacheEvent.event = try symbol(field)
    case .keys: record.cacheEvent.keys = try count(field)
    default: record.cacheEvent.reason = try symbol(field)
    }
  }

  /// Reads a member that only `alert` records have.
  mutating func alertField(_ field: FieldName) throws(ScanFailure) {
    switch field {
    case .rule: record.alert.rule = try symbol(field)
    case .severity: record.alert.severity = try symbol(field)
    case .unit: record.alert.unit = try symbol(field)
    case .operation: record.alert.operation = try symbol(field)
    case .name: record.alert.name = try symbol(field)
    case .level: record.alert.level = try count(field)
    case .value: record.alert.value = try double(field)
    case .threshold: record.alert.threshold = try double(field)
    default: (record.alert.traceHigh, record.alert.traceLow) = try traceID()
    }
  }

  /// Reads a member that only `writer` records have.
  mutating func writerField(_ field: FieldName) throws(ScanFailure) {
    switch field {
    case .event: record.writer.event = try symbol(field)
    default: record.writer.dropped = try count(field)
    }
  }
}
