internal import Analysis
internal import LogReading
internal import MetricLog

/// Records one worker's batches day by day, for a report and for a history at once.
///
/// Each record is recorded once: what the history has not and what it has are apart, and together they
/// are the report's. Only a selection makes the report something of its own, recorded beside.
struct DaySink: BatchSink {
  private struct Part {
    var recorder: Recorder
    var translation = BatchTranslation()
  }

  private let shared: SharedDigest
  private var claims = ClaimTranslation()
  private var additions = DayAdditions.Translation()
  private var parts: [DayPart.Key: Part] = [:]
  private var report: Part?

  /// Beyond so many cells, or parts, a worker hands over what it has.
  private static let cellLimit = 16_384
  private static let partLimit = 64

  /// What the days are of.
  private let daySelection: Selection

  /// - Parameters:
  ///   - shared: Where everything goes.
  ///   - selection: What the report is of.
  ///   - selectsDays: Whether the days are of the same, and not of everything.
  init(shared: SharedDigest, selection: Selection, selectsDays: Bool = false) {
    self.shared = shared
    daySelection = selectsDays ? selection : Selection()
    if selection != daySelection { report = Part(recorder: Recorder(selection: selection)) }
  }

  mutating func take(_ batch: inout RecordBatch) {
    shared.claim(&batch, &claims)
    for part in shared.sort(batch, &additions) where part.key.isNew || report == nil {
      var recorded =
        parts.removeValue(forKey: part.key) ?? Part(recorder: Recorder(selection: daySelection))
      recorded.recorder.recordClaimed(part.batch, &recorded.translation)
      parts[part.key] = recorded
    }
    if var report {
      self.report = nil
      report.recorder.recordClaimed(batch, &report.translation)
      self.report = report
    }
    if parts.count > Self.partLimit || cellCount > Self.cellLimit { handOver() }
  }

  mutating func finish() { handOver() }

  private var cellCount: Int {
    parts.values.reduce(report?.recorder.cellCount ?? 0) { $0 + $1.recorder.cellCount }
  }

  private mutating func handOver() {
    for (key, part) in parts {
      var part = part
      let digest = part.recorder.takeDigest(&part.translation)
      if key.isNew, let day = key.day { shared.merge(digest, of: day) }
      if report == nil { shared.merge(digest) }
    }
    parts.removeAll()
    if var report {
      self.report = nil
      shared.merge(report.recorder.takeDigest(&report.translation))
      self.report = report
    }
  }
}
