import LogReading
import MetricLog
import TestSupport
import Testing

/// Gzip files whose members say how long they are, as our writers make them.
@Suite("Members of known size")
struct SizedMemberTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Texts of a few lines each, some of which are bad, and all of them together.
  private static func texts(_ count: Int) -> [[UInt8]] {
    (0..<count)
      .map { index in
        SampleLines.text(1 + index % 4) + Array(index % 3 == 0 ? "{bad \(index)\n\n".utf8 : "".utf8)
      }
  }

  private func expectSame(_ stored: [UInt8], as text: [UInt8], about comment: Comment) async throws
  {
    let plain = try await Reading.of(text, in: folder)
    let path = try folder.write(stored)
    for (threads, block) in [(1, 7), (1, 16 * 1024), (2, 97), (7, 1021)] {
      for library in InflateLibrary.available {
        let reading = await Reading.of(
          [path],
          .with(block: block, input: 61, threads: threads, library)
        )
        var expected = plain
        expected.rows = expected.rows.sorted()
        #expect(reading.rows == expected.rows, comment)
        #expect(reading.account.lines == plain.account.lines, comment)
        #expect(reading.account.rejected == plain.account.rejected, comment)
        #expect(reading.account.blank == plain.account.blank, comment)
        #expect(reading.account.textBytes == plain.account.textBytes, comment)
        #expect(reading.account.storedBytes == Int64(stored.count), comment)
        #expect(reading.problems == [], comment)
        #expect(
          reading.result.rejectedLines.map(\.line) == plain.result.rejectedLines.map(\.line),
          comment
        )
        #expect(
          reading.result.rejectedLines.map(\.offset) == plain.result.rejectedLines.map(\.offset),
          comment
        )
      }
    }
  }

  @Test("are read as one text, by any number of threads")
  func oneText() async throws {
    let texts = Self.texts(40)
    let gzip = Gzip()
    let stored = texts.flatMap { gzip.sizedMember($0) }
    try await expectSame(stored, as: texts.flatMap { $0 }, about: "sizes everywhere")
    let other = texts.enumerated().flatMap { index, text in
      index < 20 ? gzip.sizedMember(text) : gzip.member(text)
    }
    try await expectSame(other, as: texts.flatMap { $0 }, about: "sizes in the first half")
    let marked = [0xEF, 0xBB, 0xBF] + texts[0]
    let withMark = gzip.sizedMember(marked) + gzip.sizedMember(texts[1])
    try await expectSame(withMark, as: marked + texts[1], about: "a byte-order mark")
    try await expectSame(gzip.sizedMember([]) + stored, as: texts.flatMap { $0 }, about: "empty")
  }

  @Test("are read behind a damaged one")
  func damage() async throws {
    let texts = Self.texts(9)
    let members = texts.map { Gzip().sizedMember($0) }
    for broken in 0..<9 {
      var damaged = members
      // Behind the header: the compressed text cannot be told from noise.
      for index in 24..<40 { damaged[broken][index] ^= 0x5A }
      let others = texts.indices.filter { $0 != broken }.flatMap { texts[$0] }
      let expected = try await Reading.of(others, in: folder)
      let path = try folder.write(damaged.flatMap { $0 })
      for threads in [1, 3] {
        let reading = await Reading.of([path], .with(threads: threads))
        #expect(reading.account.acceptedLines >= expected.account.acceptedLines)
        #expect(Set(expected.rows).isSubset(of: reading.rows))
        #expect(reading.account.problems.count == 1)
        let start = members[..<broken].map(\.count).reduce(0, +)
        #expect(reading.account.problems.first?.storedOffset == Int64(start))
        let detail = reading.account.problems.first?.detail ?? ""
        #expect(detail.hasSuffix("members behind it were read") == (broken < 8), "\(detail)")
      }
    }
  }

  @Test("that lie about their size are read one behind the other")
  func lies() async throws {
    let texts = Self.texts(6)
    let all = texts.flatMap { $0 }
    for error in [-100_000, -30, -1, 1, 30, 100_000] {
      for liar in 0..<6 {
        let stored = texts.enumerated().flatMap { index, text in
          Gzip().sizedMember(text, error: index == liar ? error : 0)
        }
        try await expectSame(stored, as: all, about: "\(liar) lies by \(error)")
      }
    }
  }

  @Test("cut, or with something behind them, give what is whole and say what is not")
  func cuts() async throws {
    let texts = Self.texts(3)
    let stored = texts.flatMap { Gzip().sizedMember($0) }
    let last = Gzip().sizedMember(texts[2]).count
    for removed in [1, 8, 9, last - 40, last - 5] {
      let reading = try await Reading.of(Array(stored.dropLast(removed)), in: folder)
      let before = try await Reading.of(texts[0] + texts[1], in: folder)
      #expect(Set(before.rows).isSubset(of: reading.rows))
      #expect(reading.problems == [.truncatedGzip])
    }
    let junk = try await Reading.of(stored + Array("junk".utf8), in: folder)
    #expect(junk.problems == [.trailingJunk])
    #expect(junk.account.acceptedLines == 1 + 2 + 3)
    let padded = try await Reading.of(stored + [0, 0, 0], in: folder)
    #expect(padded.problems == [])
    #expect(padded.account.acceptedLines == 1 + 2 + 3)
  }

  @Test("end with a line, even if their writer broke the rule")
  func unfinishedLines() async throws {
    let line = SampleLines.text(1)
    let stored = Gzip().sizedMember(Array(line.dropLast())) + Gzip().sizedMember(line)
    for threads in [1, 3] {
      let reading = try await Reading.of(stored, .with(threads: threads), in: folder)
      #expect(reading.account.lines == 2 && reading.account.acceptedLines == 2)
      #expect(reading.problems == [])
    }
  }
}
