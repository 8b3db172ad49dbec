internal import MetricLog
internal import Statistics

extension Digest {
  /// The records that are counted, writer by writer.
  package var writerClaims: [WriterClaim] {
    sources.sources.map { source in
      WriterClaim(names: writerNames(source.key), numbers: source.sequence)
    }
  }

  private func writerNames(_ key: SourceKey) -> WriterNames {
    WriterNames(
      service: Array(names.utf8(of: key.service)),
      env: Array(names.utf8(of: key.env)),
      host: Array(names.utf8(of: key.host)),
      release: Array(names.utf8(of: key.release)),
      writer: Array(names.utf8(of: key.writer))
    )
  }

  /// Whether there were more writers than are told apart, so that records could be counted twice.
  package var hasTooManyWriters: Bool { sources.isFull }

  /// Records counted that have neither writer nor number.
  package var recordsWithoutNumber: Int64 { unidentified }

  /// Requests that records stand for.
  package var requestCount: Int64 {
    [operations.items, operations.others].joined().reduce(0) { sum, operation in
      operation.cells.reduce(sum) { $0.addingClamped($1.tally.requests) }
    }
  }

  /// The requests' total duration, in nanoseconds.
  package var durationNanoseconds: Int64 {
    [operations.items, operations.others].joined().reduce(0) { $0.addingClamped($1.durationSum) }
  }

  /// Forgets how records came: files, rejected lines, unknown names, and what was read twice.
  ///
  /// A history keeps what was served, however it was read.
  package mutating func forgetInput() {
    files = []
    rejectedLines = []
    duplicates = 0
    unselected = 0
    unknownNames = BoundedTable(limit: limits.unknownNames)
  }

  /// The days of requests, samples, events, deploys and alerts; `nil` when they cannot be said.
  ///
  /// What writers say of themselves, and texts, leave no time in a digest.
  var timedDays: Set<Day>? {
    var days: Set<Day> = []
    if firstMicroseconds <= lastMicroseconds {
      days.insert(Day(ofMicroseconds: firstMicroseconds))
      days.insert(Day(ofMicroseconds: lastMicroseconds))
    }
    guard eventGrid.stretches.isEmpty || eventGrid.stretchHours <= 24 else { return nil }
    for hour in eventGrid.stretches.keys { days.insert(Day(number: hour / 24)) }
    for (deploy, _) in deploys.sorted {
      days.insert(Day(ofMicroseconds: deploy.timeMicroseconds))
    }
    for (_, alert) in alerts.sorted where alert.count > 0 {
      days.insert(Day(ofMicroseconds: alert.firstMicroseconds))
      days.insert(Day(ofMicroseconds: alert.lastMicroseconds))
    }
    return days
  }
}
