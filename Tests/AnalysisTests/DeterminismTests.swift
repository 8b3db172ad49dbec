import Analysis
import MetricLog
import Testing
import TestSupport

@Suite("A digest depends on the records alone")
struct DeterminismTests {
  /// Limits that a few hundred random records go far beyond.
  static let narrow: DigestLimits = {
    var limits = DigestLimits()
    limits.operations = 20
    limits.scopes = 3
    limits.cells = 60
    limits.hourlyBreakdowns = 30
    limits.breakdowns = 40
    limits.releases = 2
    limits.sampledRequests = 30
    limits.wholeRequests = 300
    limits.texts = 4
    limits.deploys = 7
    limits.alerts = 5
    limits.processes = 6
    limits.cacheEvents = 4
    limits.eventCells = 20
    limits.unknownNames = 2
    return limits
  }()

  @Test(
    "in any order, in any batches, over any number of workers",
    arguments: [1, 2, 3, 4] as [UInt64]
  )
  func anyOrder(seed: UInt64) throws {
    var log = RandomLog(seed: seed)
    let records = log.records(700)
    var random = SeededGenerator(seed: seed)
    let reference = Runs.settled(records).encoded()
    #expect(Runs.settled(records, batchSize: 1).encoded() == reference)
    #expect(Runs.settled(records.shuffled(using: &random)).encoded() == reference)
    for parts in [1, 2, 3, 7, 16] {
      #expect(try Runs.scattered(records, parts: parts, &random).encoded() == reference)
    }
  }

  @Test("beyond every limit", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func beyondLimits(seed: UInt64) throws {
    var log = RandomLog(seed: seed)
    log.operations += (0..<60).map { "Named\($0 % 10)x\($0)" } + (0..<60).map { "Made\(1000 + $0)" }
    log.services = ["shop", "search", "mail", "pay"]
    log.releases = (0..<6).map { "release-\($0)" }
    log.statements = 120
    log.hours = [1, 5, 30, 200, 3000, 40_000][Int(seed) - 1]
    let records = log.records(700)
    var random = SeededGenerator(seed: seed)
    let reference = Runs.settled(records, limits: Self.narrow).encoded()
    #expect(Runs.settled(records, limits: Self.narrow, batchSize: 7).encoded() == reference)
    for parts in [1, 3, 9] {
      for _ in 0..<2 {
        let digest = try Runs.scattered(records, parts: parts, limits: Self.narrow, &random)
        #expect(digest.encoded() == reference)
      }
    }
  }

  @Test("and settling again changes nothing")
  func settledTwice() throws {
    var log = RandomLog(seed: 9)
    let records = log.records(800)
    for limits in [DigestLimits.standard, Self.narrow] {
      var digest = Runs.settled(records, limits: limits)
      let bytes = digest.encoded()
      digest.settle()
      #expect(digest.encoded() == bytes)
      var again = try Digest(encoded: bytes, limits: limits)
      #expect(again.encoded() == bytes)
      again.settle()
      #expect(again.encoded() == bytes)
      var empty = Digest(limits: limits)
      #expect(empty.merge(again) == 0)
      empty.settle()
      #expect(empty.encoded() == bytes)
    }
  }

  @Test("also when a worker hands over what it has again and again")
  func handedOver() {
    var log = RandomLog(seed: 12)
    let records = log.records(1000)
    var shared = Digest()
    var recorder = Recorder()
    var translation = BatchTranslation()
    for start in stride(from: 0, to: records.count, by: 50) {
      recorder.record(RecordBatch(records[start..<start + 50]), &translation)
      translation = BatchTranslation()
      if start % 200 == 150 { _ = shared.merge(recorder.takeDigest(&translation)) }
    }
    _ = shared.merge(recorder.takeDigest(&translation))
    shared.settle()
    #expect(shared.encoded() == Runs.settled(records).encoded())
  }

  @Test("also where records without numbers are equal in all but their operation")
  func equalSamples() throws {
    var records: [ModelRecord] = []
    for index in 0..<400 {
      var record = ModelRecord()
      record.source.writer = ""
      record.timeMicroseconds = RandomLog.midnight
      var request = ModelRequest()
      request.name = "Operation\(index % 40)"
      request.nanoseconds = index % 3 == 0 ? 0 : 5_000_000
      record.content = .request(request)
      records.append(record)
    }
    var random = SeededGenerator(seed: 4)
    let reference = Runs.settled(records, limits: Self.narrow).encoded()
    for parts in 1...5 {
      let digest = try Runs.scattered(records, parts: parts, limits: Self.narrow, &random)
      #expect(digest.encoded() == reference)
    }
  }

  @Test("and files and rejections that several machines name alike")
  func accounts() {
    var random = SeededGenerator(seed: 6)
    var parts: [(FileAccount, [RejectedLine])] = []
    for index in 0..<12 {
      var account = FileAccount(path: index % 2 == 0 ? "log.jsonl" : "e\u{301}.jsonl")
      (account.lines, account.blank) = (Int64(index % 3), Int64(index))
      let lines = (0..<4).map { line in
        RejectedLine(
          reason: line % 2 == 0 ? .invalidJSON : .invalidUTF8,
          path: account.path,
          line: Int64(line),
          offset: Int64(line),
          column: Int64(index),
          field: "",
          excerpt: [UInt8(index)]
        )
      }
      parts.append((account, lines))
    }
    var encodings: Set<[UInt8]> = []
    for _ in 0..<20 {
      var digest = Digest()
      for (account, lines) in parts.shuffled(using: &random) {
        var part = Digest()
        part.add(accounts: [account], rejectedLines: lines)
        if random.happens(0.5) { part.settle() }
        _ = digest.merge(part)
      }
      digest.settle()
      encodings.insert(digest.encoded())
      #expect(digest.inputReport.files.count == 12)
      #expect(digest.inputReport.rejectedLines.count == 10)
    }
    #expect(encodings.count == 1)
  }
}
