import Analysis
import History
import TestSupport
import Testing

@Suite("A history counts every record once")
struct ExactlyOnceTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("nightjar.sqlite")
  }

  private func expectStored(_ records: [NightRecord], days: ClosedRange<Int>) throws {
    let store = try HistoryStore(path: path, for: .reading, waitSeconds: 0)
    for day in days {
      let stored = try store.encodedDigest(of: Day(number: Int32(20_000 + day)))
      #expect(stored == NightLog.digest(records, day: day), "day \(day)")
    }
    #expect(try store.verify() == [])
  }

  @Test("read again, in other batches, in any order")
  func again() throws {
    let records = NightLog.random(seed: 1, count: 300)
    let first = try NightLog.record(records, in: path)
    #expect(first.newRecords == Int64(records.count) && first.knownRecords == 0)
    #expect(first.days.map(\.outcome) == [.recorded, .recorded, .recorded])
    var random = SeededGenerator(seed: 2)
    for size in [1, 13, 1000] {
      let again = try NightLog.record(records.shuffled(using: &random), in: path, batchSize: size)
      #expect(again.newRecords == 0 && again.knownRecords == Int64(records.count))
      #expect(again.days.allSatisfy { $0.outcome == .unchanged })
      #expect(again.storedDays == 3)
    }
    try expectStored(records, days: 0...2)
  }

  @Test("grown, overlapping and late, in pieces of any size", arguments: [3, 4, 5] as [UInt64])
  func pieces(seed: UInt64) throws {
    let records = NightLog.random(seed: seed, count: 400)
    var random = SeededGenerator(seed: seed)
    var covered = Set<Int>()
    for _ in 0..<6 {
      // Twins are equal, so a piece must hold both or none: it is cut between different records.
      var (start, end) = (random.below(records.count), random.below(records.count))
      if start > end { swap(&start, &end) }
      while start > 0, records[start - 1] == records[start] { start -= 1 }
      while end < records.count - 1, records[end + 1] == records[end] { end += 1 }
      let report = try NightLog.record(Array(records[start...end]), in: path)
      let new = Set(start...end).subtracting(covered).count
      #expect(report.newRecords == Int64(new))
      #expect(report.knownRecords == Int64(end - start + 1 - new))
      covered.formUnion(start...end)
    }
    try NightLog.record(records, in: path)
    try expectStored(records, days: 0...2)
  }

  @Test("and says which days late records have amended")
  func late() throws {
    let night = NightLog.records(50, day: 1)
    try NightLog.record(NightLog.records(20, writer: "w0") + night, in: path, now: 7)
    let late = NightLog.records(5, writer: "w9")
    let report = try NightLog.record(late + night, in: path, now: 9)
    #expect(report.days.map(\.outcome) == [.amended, .unchanged])
    #expect(report.days[0].requestsBefore == 20 && report.days[0].requestsAfter == 25)
    #expect(report.days[0].newRecords == 5 && report.days[1].knownRecords == 50)
    let days = try HistoryStore(path: path, for: .reading, waitSeconds: 0).days()
    #expect(days.map(\.amendedMicroseconds) == [9, nil])
    #expect(days.map(\.amendments) == [1, 0])
    #expect(days.map(\.recordedMicroseconds) == [7, 7])
    #expect(days.map(\.requests) == [25, 50] && days.map(\.records) == [25, 50])
  }

  @Test("although equal records without number are two requests")
  func twins() throws {
    let record = NightRecord(second: 5)
    let first = try NightLog.record([record, record], in: path)
    #expect(first.newRecords == 2)
    let third = try NightLog.record([record, record, record], in: path)
    #expect(third.newRecords == 1 && third.knownRecords == 2)
    try expectStored([record, record, record], days: 0...0)
  }

  @Test("whole digests too, which are taken whole or not at all")
  func digests() throws {
    let records = NightLog.records(40)
    let digest = try Digest(encoded: NightLog.digest(records, day: 0))
    func add(_ digest: Digest) throws -> HistoryReport {
      let recording = try HistoryStore(path: path, for: .recording, waitSeconds: 0)
        .beginRecording()
      var additions = DayAdditions(known: try recording.knownRecords())
      try additions.add(digest)
      return try recording.commit(additions, now: 1)
    }
    #expect(try add(digest).newRecords == 40)
    #expect(try add(digest).knownRecords == 40)
    try expectStored(records, days: 0...0)
    let grown = try Digest(encoded: NightLog.digest(NightLog.records(60), day: 0))
    #expect(throws: DigestRefusal.partlyKnown(records: 40)) { try add(grown) }
    let bare = try Digest(encoded: NightLog.digest(NightLog.records(3, from: 0), day: 0))
    #expect(throws: DigestRefusal.withoutNumbers(records: 3)) { try add(bare) }
    var both = try Digest(
      encoded: NightLog.digest(NightLog.records(3, day: 1, writer: "x"), day: 1)
    )
    let other = NightLog.digest(NightLog.records(3, day: 2, writer: "y"), day: 2)
    _ = both.merge(try Digest(encoded: other))
    #expect(throws: DigestRefusal.severalDays) { try add(both) }
    try expectStored(records, days: 0...0)
  }

  @Test("also when its day has been pruned: it is not taken back")
  func pruned() throws {
    let records = NightLog.records(10) + NightLog.records(10, day: 1, writer: "w2")
    try NightLog.record(records, in: path)
    let store = try HistoryStore(path: path, for: .reading, waitSeconds: 0)
    let second = NightLog.firstDay.advanced(by: 1)
    let keepsOne = Retention(days: 1)
    #expect(try store.keepUp(keepsOne, today: second).removedDays == [NightLog.firstDay])
    #expect(try store.keepUp(keepsOne, today: NightLog.firstDay).removedDays == [])
    #expect(try store.horizon() == second)
    let report = try NightLog.record(records, in: path)
    #expect(report.days.map(\.outcome) == [.expired, .unchanged])
    #expect(report.days[0].expiredRecords == 10 && report.newRecords == 0)
    #expect(try store.days().map(\.day) == [second])
    #expect(try store.verify() == [])
  }
}
