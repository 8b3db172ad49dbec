import Analysis
import Foundation
import History
import MetricLog
import TestSupport

/// One record of a log, as far as histories care.
struct NightRecord: Hashable {
  var day = 0
  var writer = "w1"
  /// 0 when the record has no number.
  var number: UInt64 = 0
  var second: Int64 = 0
  var operation = "List"
  var release = ""
  var milliseconds: Int64 = 1

  var timeMicroseconds: Int64 {
    Day(number: Int32(20_000 + day)).startMicroseconds + second * Timestamp.microsecondsPerSecond
  }
}

/// Logs of nights, and runs that record them.
enum NightLog {
  static let firstDay = Day(number: 20_000)

  /// So many records of a day, numbered on from `start`; without numbers when it is 0.
  static func records(
    _ count: Int,
    day: Int = 0,
    writer: String = "w1",
    from start: UInt64 = 1
  ) -> [NightRecord] {
    var records: [NightRecord] = []
    for index in 0..<count {
      var record = NightRecord(day: day, writer: writer)
      if start > 0 { record.number = start + UInt64(index) }
      record.second = Int64(index * 37 % 86_400)
      record.operation = ["List", "Item", "Cart"][index % 3]
      record.milliseconds = Int64(1 + index % 7)
      records.append(record)
    }
    return records
  }

  /// Records of several days and writers, a third of them without number, some of those twins.
  static func random(seed: UInt64, count: Int, days: Int = 3) -> [NightRecord] {
    var random = SeededGenerator(seed: seed)
    var next: [String: UInt64] = [:]
    var records: [NightRecord] = []
    for _ in 0..<count {
      var record = NightRecord(
        day: random.below(days),
        writer: random.pick(["w1", "w2", "w3"]),
        second: Int64(random.below(86_400)),
        operation: random.pick(["List", "Item", "Cart", "Pay"]),
        milliseconds: Int64(1 + random.below(500))
      )
      if random.happens(0.66) {
        next[record.writer, default: 0] += 1
        record.number = next[record.writer, default: 0]
      }
      records.append(record)
      if record.number == 0, random.happens(0.2) { records.append(record) }
    }
    return records
  }

  /// The digest of a day's records, read at once and alone.
  static func digest(_ records: [NightRecord], day: Int) -> [UInt8] {
    var recorder = Recorder()
    var translation = BatchTranslation()
    recorder.record(RecordBatch(records.filter { $0.day == day }), &translation)
    var digest = recorder.finish()
    digest.settle()
    return digest.encoded()
  }

  /// Records in a history, in batches of `batchSize`.
  @discardableResult
  static func record(
    _ records: [NightRecord],
    in path: String,
    batchSize: Int = 100,
    now: Int64 = 1
  ) throws -> HistoryReport {
    let recording = try HistoryStore(path: path, for: .recording, waitSeconds: 0).beginRecording()
    let additions = try additions(records, to: recording, batchSize: batchSize)
    return try recording.commit(additions, now: now)
  }

  /// Records nine records once no other run has the history locked.
  static func recordWaiting(in path: String) async throws -> HistoryReport {
    let store = try HistoryStore(path: path, for: .recording, waitSeconds: 20)
    let recording = try store.beginRecording()
    return try recording.commit(try additions(records(9), to: recording), now: 1)
  }

  /// What records add to a history, gathered as the command gathers it.
  static func additions(
    _ records: [NightRecord],
    to recording: HistoryRecording,
    batchSize: Int = 100
  ) throws -> DayAdditions {
    var additions = DayAdditions(known: try recording.knownRecords())
    var run = Digest()
    for start in stride(from: 0, to: records.count, by: batchSize) {
      var batch = RecordBatch(records[start..<min(records.count, start + batchSize)])
      var claims = ClaimTranslation()
      run.claim(&batch, &claims)
      var sorting = DayAdditions.Translation()
      for part in additions.sort(batch, &sorting) where part.key.isNew {
        var recorder = Recorder()
        var translation = BatchTranslation()
        recorder.recordClaimed(part.batch, &translation)
        guard let day = part.key.day else { continue }
        additions.merge(recorder.takeDigest(&translation), of: day)
      }
    }
    return additions
  }
}

extension RecordBatch {
  /// A batch of records, as the reader would make it of their lines.
  init(_ records: some Sequence<NightRecord>) {
    self.init()
    for record in records {
      let source = SourceRow(
        service: symbols.intern("shop"),
        env: symbols.intern("test"),
        release: symbols.intern(record.release),
        writer: symbols.intern(record.number == 0 ? "" : record.writer)
      )
      var row = RequestRow()
      row.head.source = UInt32(sources.firstIndex(of: source) ?? sources.count)
      if Int(row.head.source) == sources.count { sources.append(source) }
      row.head.seq = record.number
      row.head.timeMicroseconds = record.timeMicroseconds
      row.operationName = symbols.intern(record.operation)
      row.kind = .query
      row.durationNanoseconds = record.milliseconds * 1_000_000
      requests.append(row)
    }
  }
}
