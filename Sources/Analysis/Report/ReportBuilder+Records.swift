internal import MetricLog
internal import Statistics

extension Digest {
  /// What was read and what became of it.
  package var inputReport: InputReport {
    var input = InputReport()
    input.files = files
    for file in files { input.total.add(file) }
    input.rejectedLines = rejectedLines
    input.duplicates = duplicates
    input.unidentified = unidentified
    input.unselected = unselected
    for source in sources.sources {
      if !source.sequence.intervals.isEmpty { input.writers += 1 }
      input.missing = input.missing.addingClamped(Int64(clamping: source.sequence.missing))
      input.droppedByWriters = input.droppedByWriters.addingClamped(source.dropped)
    }
    if firstMicroseconds <= lastMicroseconds {
      input.firstMicroseconds = firstMicroseconds
      input.lastMicroseconds = lastMicroseconds
    }
    input.unknownNames = unknownNames.sorted.map { key, value in
      (name: unknownName(key), count: value.count)
    }
    if unknownNames.isCut {
      input.unknownNames.append((name: "(other)", count: unknownNames.other.count))
    }
    return input
  }

  private func unknownName(_ key: UnknownKey) -> String {
    let name = names.string(of: key.name)
    guard key.parent > 0, let parent = FieldName(rawValue: key.parent - 1) else { return name }
    return parent == .type ? "type=\(name)" : "\(parent.text).\(name)"
  }
}

extension ReportBuilder {
  /// Folded operations with at least one sampled request in a hundred, by estimated time.
  func folded() -> [FoldedOperation] {
    guard digest.operations.isCut else { return [] }
    let kept = Set(digest.operations.items.map(\.key))
    let estimates = digest.sample.estimates()
    let sum = estimates.values.reduce(0) { $0 + $1.weight }
    let folded = estimates.filter {
      !kept.contains($0.key) && $0.value.sampled * 100 >= digest.sample.limit
    }
    return folded.map { key, estimate in
      var operation = FoldedOperation()
      operation.service = text(key.service)
      operation.env = text(key.env)
      operation.name = text(key.name)
      operation.kind = key.kind
      operation.sampled = estimate.sampled
      operation.shareOfTime = sum > 0 ? estimate.weight / sum : 0
      return operation
    }.sorted { ($1.shareOfTime, $0.name) < ($0.shareOfTime, $1.name) }
  }

  func deploys() -> [DeployReport] {
    digest.deploys.sorted.map { key, _ in
      var report = DeployReport()
      report.timeMicroseconds = key.timeMicroseconds
      report.service = text(key.service)
      report.env = text(key.env)
      report.host = cover.host(text(key.host))
      report.release = text(key.release)
      report.note = text(key.note)
      return report
    }
  }

  func alerts() -> [AlertReport] {
    digest.alerts.sorted.map { key, tally in
      var report = AlertReport()
      report.service = text(key.service)
      report.env = text(key.env)
      report.rule = text(key.rule)
      report.severity = text(key.severity)
      report.operation = text(key.operation)
      report.unit = text(key.unit)
      report.count = tally.count
      report.firstMicroseconds = tally.firstMicroseconds
      report.lastMicroseconds = tally.lastMicroseconds
      report.maxValue = tally.maxValue
      report.threshold = tally.threshold
      report.traceID = cover.trace(TraceID.text(tally.traceHigh, tally.traceLow))
      return report
    }
  }

  /// One entry a host and release, all hours together, with its pools.
  func processes() -> [ProcessReport] {
    var list = ProcessList()
    for (key, timeline) in digest.processes.sorted { list.add(key, timeline, digest.names) }
    return list.reports.map { report in
      var report = report
      report.host = cover.host(report.host)
      return report
    }
  }

  /// One entry a cache, event and reason, all hours together.
  func cacheEvents() -> [CacheEventReport] {
    digest.cacheEvents.sorted.map { key, timeline in
      let tally = timeline.total
      var report = CacheEventReport()
      report.service = text(key.service)
      report.env = text(key.env)
      report.name = text(key.name)
      report.level = key.level
      report.event = text(key.event)
      report.reason = text(key.reason)
      report.events = tally.events
      report.keys = tally.keys
      return report
    }
  }
}

extension FileAccount {
  /// Adds another input's counts; problems stay with their files.
  mutating func add(_ other: FileAccount) {
    storedBytes = storedBytes.addingClamped(other.storedBytes)
    textBytes = textBytes.addingClamped(other.textBytes)
    lines = lines.addingClamped(other.lines)
    blank = blank.addingClamped(other.blank)
    unknownRecords = unknownRecords.addingClamped(other.unknownRecords)
    for type in accepted.indices {
      accepted[type] = accepted[type].addingClamped(other.accepted[type])
    }
    for reason in rejected.indices {
      rejected[reason] = rejected[reason].addingClamped(other.rejected[reason])
    }
  }
}
