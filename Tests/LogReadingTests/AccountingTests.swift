import LogReading
import MetricLog
import TestSupport
import Testing

/// Every line is accepted, rejected or blank, whatever the input is and however it is read.
@Suite("Accounts")
struct AccountingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("come out even for damaged texts, and good lines are kept", arguments: 1...4)
  func damagedTexts(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<90 {
      let lines = (0..<random.within(1...12)).map { _ in SampleLines.line(random.within(1...100)) }
      let text = Damage.some(Array(lines.joined(separator: "\n").utf8) + [0x0A], &random)
      guard !Self.looksCompressed(text) else { continue }
      let path = try folder.write(text)
      let reading = await Reading.of([path], .with(block: random.pick([1, 7, 64, 1021])))
      expectEven(reading)
      #expect(reading.account.lines == text.lineCount)
      #expect(reading.account.textBytes == Int64(text.count))
      #expect(reading.account.storedBytes == Int64(text.count))
      #expect(reading.problems.isEmpty)
      expectGoodLines(of: text, among: Set(lines.map { Array($0.utf8) }), in: reading)
      try await expectSame([path], reading, &random)
      // In gzip it is the same text.
      let split = random.below(text.count + 1)
      let gzip = Gzip(level: random.below(10), strategy: random.pick(Gzip.Strategy.allCases))
      let stored = gzip.members([Array(text[..<split]), Array(text[split...])])
      var other = await Reading.of(
        [try folder.write(stored)],
        .with(input: random.pick([3, 4096]))
      )
      #expect(other.account.storedBytes == Int64(stored.count))
      other.result.accounts[0].storedBytes = Int64(text.count)
      #expect(other.difference(from: reading) == nil)
    }
  }

  @Test("come out even for damaged gzip", arguments: 5...8)
  func damagedGzip(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let text = SampleLines.text(random.within(1...30), from: random.within(1...100))
      let split = random.below(text.count + 1)
      let gzip = Gzip(level: random.below(10), strategy: random.pick(Gzip.Strategy.allCases))
      let whole = gzip.members([Array(text[..<split]), Array(text[split...])])
      let path = try folder.write(Damage.some(whole, &random))
      let reading = await Reading.of([path])
      expectEven(reading)
      try await expectSame([path], reading, &random)
    }
  }

  @Test("come out even for noise")
  func noise() async throws {
    var random = SeededGenerator(seed: 41)
    let pieces = [
      #"{"v":1,"#, #""type":"request","#, "\n", "\"", "{", "}", "[", ",", ":", "\\", "\0", " ",
      #""time":"2026-03-14T02:41:10Z","#, #""service":"s","#, #""duration_ms":1"#, "null", "1e5",
    ].map { Array($0.utf8) }
    for round in 0..<150 {
      let text = (0..<random.below(300)).flatMap { _ in
        round % 3 == 0 || random.oneIn(4) ? random.bytes(1) : random.pick(pieces)
      }
      guard !Self.looksCompressed(text) else { continue }
      let path = try folder.write(text)
      let reading = await Reading.of([path])
      expectEven(reading)
      #expect(reading.account.lines == text.lineCount)
      try await expectSame([path], reading, &random)
    }
  }

  @Test("of many files are each file's own, for any number of threads")
  func manyFiles() async throws {
    var random = SeededGenerator(seed: 42)
    var paths: [String] = []
    for index in 0..<60 {
      let text = SampleLines.text(random.within(0...20), from: 1 + index * 20)
      let damaged = random.oneIn(3) ? Damage.some(text, &random) : text
      let stored = random.oneIn(2) ? Gzip().member(damaged) : damaged
      paths.append(try folder.write(stored, "\(index).jsonl"))
    }
    paths.append(folder.path("missing.jsonl"))
    let alone = await Reading.of(paths, .with(block: 1021))
    #expect(alone.result.accounts.map(\.path) == paths)
    for threads in [2, 3, 7, 64] {
      let reading = await Reading.of(paths, .with(block: 64, input: 100, threads: threads))
      #expect(reading.result.accounts == alone.result.accounts)
      #expect(reading.result.rejectedLines == alone.result.rejectedLines)
      #expect(reading.rows == alone.rows)
    }
    // One by one they give the same.
    for (path, account) in zip(paths, alone.result.accounts) {
      #expect(await Reading.of([path]).account == account)
    }
  }

  // MARK: - Expectations

  private func expectEven(_ reading: Reading) {
    let account = reading.account
    #expect(account.lines == account.acceptedLines + account.rejectedLines + account.blank)
    #expect(account.acceptedLines == Int64(reading.rows.count))
    #expect(account.rejectedLines == Int64(reading.result.rejectedLines.count))
  }

  /// Reads the same again with other sizes and threads.
  private func expectSame(
    _ paths: [String],
    _ reading: Reading,
    _ random: inout SeededGenerator
  ) async throws {
    for threads in [1, 2, 7] {
      let block = random.pick([1, 2, 3, 7, 64, 1021, 16 * 1024])
      // How much of a cut stream ISA-L inflates may depend on the size of the pieces it gets.
      let isCut = reading.problems.contains(.truncatedGzip)
      let input = isCut ? 8 * 1024 : random.pick([1, 16, 17, 4096])
      let again = await Reading.of(paths, .with(block: block, input: input, threads: threads))
      let difference = again.difference(from: reading)
      #expect(difference == nil, "blocks of \(block), inputs of \(input), \(threads) threads")
    }
  }

  /// Expects a record for each line of a text that is one of the good lines.
  private func expectGoodLines(of text: [UInt8], among good: Set<[UInt8]>, in reading: Reading) {
    var check = LineCheck()
    var found: [String: Int] = [:]
    for row in reading.rows { found[row, default: 0] += 1 }
    for line in text.split(separator: 0x0A).map(Array.init) where good.contains(line) {
      _ = check.read(line)
      let row = check.batch.rowTexts.first ?? "a good line is accepted"
      found[row, default: 0] -= 1
      #expect(found[row, default: 0] >= 0, "\(row)")
    }
  }

  private static func looksCompressed(_ bytes: [UInt8]) -> Bool {
    [
      [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x42, 0x5A, 0x68],
    ]
    .contains { bytes.starts(with: $0) }
  }
}
