internal import MetricLog
internal import Statistics

extension OperationTextKey: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.symbol(service)
    writer.symbol(env)
    writer.symbol(signature)
    writer.symbol(name)
    writer.value(kind)
    writer.symbol(document)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    service = try part.symbol()
    env = try part.symbol()
    signature = try part.symbol()
    name = try part.symbol()
    kind = try part.value(OperationKind.self)
    document = try part.symbol()
  }
}

extension StatementTextKey: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.symbol(fingerprint)
    writer.symbol(system)
    writer.symbol(text)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    fingerprint = try part.symbol()
    system = try part.symbol()
    text = try part.symbol()
  }
}

extension DeployKey: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(timeMicroseconds)
    writer.symbol(service)
    writer.symbol(env)
    writer.symbol(host)
    writer.symbol(release)
    writer.symbol(note)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    timeMicroseconds = try part.bytes.natural()
    service = try part.symbol()
    env = try part.symbol()
    host = try part.symbol()
    release = try part.symbol()
    note = try part.symbol()
  }
}

extension AlertKey: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.symbol(service)
    writer.symbol(env)
    writer.symbol(rule)
    writer.symbol(severity)
    writer.symbol(operation)
    writer.symbol(unit)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    service = try part.symbol()
    env = try part.symbol()
    rule = try part.symbol()
    severity = try part.symbol()
    operation = try part.symbol()
    unit = try part.symbol()
  }
}

extension ProcessKey: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.symbol(service)
    writer.symbol(env)
    writer.symbol(host)
    writer.symbol(release)
    writer.symbol(pool)
    writer.flag(isPool)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    service = try part.symbol()
    env = try part.symbol()
    host = try part.symbol()
    release = try part.symbol()
    pool = try part.symbol()
    isPool = try part.flag()
  }
}

extension CacheEventKey: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.symbol(service)
    writer.symbol(env)
    writer.symbol(name)
    writer.natural(level)
    writer.symbol(event)
    writer.symbol(reason)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    service = try part.symbol()
    env = try part.symbol()
    name = try part.symbol()
    level = try part.bytes.natural()
    event = try part.symbol()
    reason = try part.symbol()
  }
}

extension UnknownKey: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.byte(parent)
    writer.symbol(name)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    parent = try part.bytes.byte()
    name = try part.symbol()
  }
}

extension Occurrences: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(count)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init()
    count = try part.bytes.natural()
  }
}

extension CacheEventTally: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(events)
    writer.natural(keys)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init()
    events = try part.bytes.natural()
    keys = try part.bytes.natural()
  }
}

extension ProcessTally: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(samples)
    first.encode(into: &writer)
    second.encode(into: &writer)
    third.encode(into: &writer)
    writer.natural(size)
    writer.natural(exhausted)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init()
    samples = try part.bytes.natural()
    first = try CountSummary(from: &part)
    second = try CountSummary(from: &part)
    third = try CountSummary(from: &part)
    size = try part.bytes.natural()
    exhausted = try part.bytes.natural()
  }
}

extension AlertTally: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(count)
    writer.signed(firstMicroseconds)
    writer.signed(lastMicroseconds)
    writer.double(maxValue)
    writer.double(threshold)
    writer.fixed(traceHigh)
    writer.fixed(traceLow)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init()
    count = try part.bytes.natural()
    firstMicroseconds = try part.bytes.signed()
    lastMicroseconds = try part.bytes.signed()
    maxValue = try part.bytes.double()
    threshold = try part.bytes.double()
    traceHigh = try part.bytes.fixed()
    traceLow = try part.bytes.fixed()
  }
}

extension Timeline: Storable where Value: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.count(entries.count)
    for entry in entries {
      writer.natural(Int64(entry.stretch))
      entry.value.encode(into: &writer)
    }
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    var entries: [Entry] = []
    for _ in 0..<(try part.bytes.count(elementSize: 2)) {
      entries.append(Entry(stretch: try part.stretch(), value: try Value(from: &part)))
    }
    guard let timeline = Timeline(entries: entries) else { throw part.bytes.damaged }
    self = timeline
  }
}
