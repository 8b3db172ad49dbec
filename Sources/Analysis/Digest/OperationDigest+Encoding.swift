internal import MetricLog
internal import Statistics

extension CountSummary: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(recorded)
    writer.natural(sum)
    writer.natural(max)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init()
    recorded = try part.bytes.natural()
    sum = try part.bytes.natural()
    max = try part.bytes.natural()
  }
}

extension DatabaseMetrics: Storable {
  func encode(into writer: inout ByteWriter) {
    statements.encode(into: &writer)
    writer.natural(nanoseconds)
    writer.natural(waitNanoseconds)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init()
    statements = try CountSummary(from: &part)
    nanoseconds = try part.bytes.natural()
    waitNanoseconds = try part.bytes.natural()
  }
}

extension CacheCounts: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(hits)
    writer.natural(misses)
    writer.natural(writes)
    writer.natural(evictions)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init()
    hits = try part.bytes.natural()
    misses = try part.bytes.natural()
    writes = try part.bytes.natural()
    evictions = try part.bytes.natural()
  }
}

extension MemoryMetrics: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(recorded)
    writer.natural(grownBytes)
    writer.natural(shrunkBytes)
    writer.natural(maxGrowthBytes)
    writer.natural(maxResidentBytes)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init()
    recorded = try part.bytes.natural()
    grownBytes = try part.bytes.natural()
    shrunkBytes = try part.bytes.natural()
    maxGrowthBytes = try part.bytes.natural()
    maxResidentBytes = try part.bytes.natural()
  }
}

extension Tally: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(requests)
    writer.natural(lines)
    writer.natural(requestsWithErrors)
    writer.natural(errors)
    writer.natural(refused)
    database.encode(into: &writer)
    cache.encode(into: &writer)
    memory.encode(into: &writer)
    complexity.encode(into: &writer)
    depth.encode(into: &writer)
    requestBytes.encode(into: &writer)
    responseBytes.encode(into: &writer)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init()
    requests = try part.bytes.natural()
    lines = try part.bytes.natural()
    requestsWithErrors = try part.bytes.natural()
    errors = try part.bytes.natural()
    refused = try part.bytes.natural()
    database = try DatabaseMetrics(from: &part)
    cache = try CacheCounts(from: &part)
    memory = try MemoryMetrics(from: &part)
    complexity = try CountSummary(from: &part)
    depth = try CountSummary(from: &part)
    requestBytes = try CountSummary(from: &part)
    responseBytes = try CountSummary(from: &part)
  }
}

extension OperationKey: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.symbol(service)
    writer.symbol(env)
    writer.symbol(name)
    writer.value(kind)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    service = try part.symbol()
    env = try part.symbol()
    name = try part.symbol()
    kind = try part.value(OperationKind.self)
  }
}

extension Exemplar: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(nanoseconds)
    writer.natural(timeMicroseconds)
    writer.fixed(traceHigh)
    writer.fixed(traceLow)
    writer.symbol(self.writer)
    writer.unsigned(seq)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    nanoseconds = try part.bytes.natural()
    timeMicroseconds = try part.bytes.natural()
    traceHigh = try part.bytes.fixed()
    traceLow = try part.bytes.fixed()
    writer = try part.symbol()
    seq = try part.bytes.unsigned()
  }
}

extension Detail: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.value(key.kind)
    writer.flag(key.isOther)
    writer.symbol(key.first)
    writer.unsigned(UInt64(key.second))
    writer.naturals(sums.requests, sums.sumA, sums.sumB, sums.sumC, sums.sumD, sums.largest)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    let kind = try part.value(DetailKind.self)
    let isOther = try part.flag()
    let first = try part.symbol()
    guard let second = UInt32(exactly: try part.bytes.unsigned()),
      !DetailKey.hasTwoNames(kind) || UInt64(second) < part.names
    else { throw part.bytes.damaged }
    self.init(key: DetailKey(first: first, second: second, kind: kind, isOther: isOther))
    sums.requests = try part.bytes.natural()
    sums.sumA = try part.bytes.natural()
    sums.sumB = try part.bytes.natural()
    sums.sumC = try part.bytes.natural()
    sums.sumD = try part.bytes.natural()
    sums.largest = try part.bytes.natural()
  }
}

extension Cell: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(Int64(stretch))
    writer.symbol(release)
    tally.encode(into: &writer)
    duration.encode(into: &writer)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init(stretch: try part.stretch(), release: try part.symbol())
    tally = try Tally(from: &part)
    duration = try LatencySketch(from: &part.bytes)
  }
}

extension Breakdown: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.natural(Int64(stretch))
    writer.symbol(release)
    writer.list(details.entries)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init(stretch: try part.stretch(), release: try part.symbol())
    details = DetailList(entries: try part.list())
  }
}

extension OperationDigest: Storable {
  func encode(into writer: inout ByteWriter) {
    key.encode(into: &writer)
    writer.list(cells)
    writer.list(breakdowns)
    statementsPerRequest.encode(into: &writer)
    memoryGrowth.encode(into: &writer)
    responseBytes.encode(into: &writer)
    writer.list(slowest)
    writer.flag(sample != nil)
    sample?.encode(into: &writer)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    self.init(key: try OperationKey(from: &part))
    cells = try part.list()
    breakdowns = try part.list()
    statementsPerRequest = try LatencySketch(from: &part.bytes)
    memoryGrowth = try LatencySketch(from: &part.bytes)
    responseBytes = try LatencySketch(from: &part.bytes)
    slowest = try part.list()
    guard slowest.count <= Self.exemplarLimit else { throw part.bytes.damaged }
    sample = try part.flag() ? try RequestSample(from: &part) : nil
  }
}

extension WeightedSample.Entry: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.double(priority)
    writer.double(weight)
    writer.fixed(hash)
    operation.encode(into: &writer)
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    priority = try part.bytes.double()
    weight = try part.bytes.double()
    hash = try part.bytes.fixed()
    operation = try OperationKey(from: &part)
    guard priority.isFinite, weight.isFinite else { throw part.bytes.damaged }
  }
}

extension SourceDigest: Storable {
  func encode(into writer: inout ByteWriter) {
    writer.symbols(key.service, key.env, key.host, key.release, key.writer)
    writer.natural(dropped)
    writer.count(sequence.intervals.count)
    var previous: UInt64 = 0
    for interval in sequence.intervals {
      writer.unsigned(interval.start - previous)
      writer.unsigned(interval.end - interval.start)
      previous = interval.end
    }
  }

  init(from part: inout PartReader) throws(ByteCodingError) {
    let (service, env, host) = (try part.symbol(), try part.symbol(), try part.symbol())
    let (release, writer) = (try part.symbol(), try part.symbol())
    self.init(
      key: SourceKey(service: service, env: env, host: host, release: release, writer: writer)
    )
    dropped = try part.bytes.natural()
    var intervals: [SequenceSet.Interval] = []
    var previous: UInt64 = 0
    for _ in 0..<(try part.bytes.count(elementSize: 2)) {
      let (start, isPastStart) = previous.addingReportingOverflow(try part.bytes.unsigned())
      let (end, isPastEnd) = start.addingReportingOverflow(try part.bytes.unsigned())
      guard !isPastStart, !isPastEnd, end <= UInt64(Int64.max) else { throw part.bytes.damaged }
      intervals.append(SequenceSet.Interval(start: start, end: end))
      previous = end
    }
    guard let sequence = SequenceSet(intervals: intervals) else { throw part.bytes.damaged }
    self.sequence = sequence
  }
}
