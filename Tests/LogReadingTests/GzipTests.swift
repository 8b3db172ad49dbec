import LogReading
import MetricLog
import TestSupport
import Testing

@Suite("Gzip")
struct GzipTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let text = SampleLines.text(20)

  /// Reads with both libraries and expects every good line of ``text``.
  private func expectText(
    _ stored: [UInt8],
    _ options: ReadOptions = .everything,
    problems: [ReadProblem.Kind] = [],
    about comment: Comment
  ) async throws {
    for library in InflateLibrary.available {
      var options = options
      options.library = library
      let reading = try await Reading.of(stored, options, in: folder)
      #expect(reading.account.acceptedLines == 20, comment)
      #expect(reading.account.lines == 20, comment)
      #expect(reading.account.textBytes == Int64(Self.text.count), comment)
      #expect(reading.problems == problems, comment)
      #expect(reading.account.storedBytes == Int64(stored.count), comment)
    }
  }

  @Test("of every level and strategy is read")
  func levels() async throws {
    for level in 0...9 {
      for strategy in Gzip.Strategy.allCases {
        let gzip = Gzip(level: level, strategy: strategy)
        try await expectText(gzip.member(Self.text), about: "level \(level), \(strategy)")
      }
    }
  }

  @Test("is read in pieces of any size")
  func pieces() async throws {
    let texts = stride(from: 0, to: Self.text.count, by: 333)
      .map { Array(Self.text[$0..<min($0 + 333, Self.text.count)]) }
    for gzip in [Gzip(), Gzip(level: 0), Gzip(strategy: .fixedCodes)] {
      let stored = gzip.members(texts)
      for input in Array(1...17) + [63, 64, 65, 100] {
        try await expectText(stored, .with(block: 97, input: input), about: "input of \(input)")
      }
      for block in [1, 2, 3, 7, 64, 1021] {
        try await expectText(stored, .with(block: block, input: 13), about: "blocks of \(block)")
      }
    }
  }

  @Test("of many members is one text, wherever they end")
  func members() async throws {
    let gzip = Gzip()
    for size in [1, 2, 50, 100, 1000] {
      let texts = stride(from: 0, to: Self.text.count, by: size)
        .map { Array(Self.text[$0..<min($0 + size, Self.text.count)]) }
      try await expectText(gzip.members(texts), about: "members of \(size)")
    }
    let empty = gzip.member([])
    let whole = gzip.member(Self.text)
    try await expectText(empty + whole + empty + empty, about: "empty members around one")
    try await expectText((0..<2000).flatMap { _ in empty } + whole, about: "2000 empty members")
  }

  @Test("without text has no lines")
  func emptyMember() async throws {
    for library in InflateLibrary.available {
      for stored in [Gzip().member([]), Gzip(level: 0).member([]), Gzip().members([[], []])] {
        let reading = try await Reading.of(stored, .with(library), in: folder)
        #expect(reading.account.lines == 0 && reading.problems.isEmpty)
      }
    }
  }

  @Test("may have every optional field in its header")
  func headers() async throws {
    for fields in 0..<16 {
      for input in [1, 5, 4096] {
        var gzip = Gzip()
        if fields & 1 != 0 { gzip.extra = [UInt8](repeating: 0x1F, count: fields * 40) }
        if fields & 2 != 0 { gzip.name = Array("log.jsonl".utf8) }
        if fields & 4 != 0 { gzip.comment = [UInt8](repeating: 0x8B, count: 300) }
        gzip.hasHeaderChecksum = fields & 8 != 0
        let stored = gzip.members([Array(Self.text.prefix(700)), Array(Self.text.dropFirst(700))])
        try await expectText(stored, .with(input: input), about: "fields \(fields)")
      }
    }
    var gzip = Gzip()
    gzip.extra = [UInt8](repeating: 0, count: 65_535)
    try await expectText(
      gzip.member(Self.text),
      .with(input: 1000),
      about: "the longest extra field"
    )
  }

  @Test("may have zero bytes behind it, other bytes are junk")
  func padding() async throws {
    let whole = Gzip().member(Self.text)
    let zeros = [UInt8](repeating: 0, count: 1000)
    for input in [1, 9, 4096] {
      let options = ReadOptions.with(input: input)
      try await expectText(whole + zeros, options, about: "zeros")
      try await expectText(whole + [0], options, about: "a zero")
      for junk in [[0x41], [0x1F], [0x8B], [0x1F, 0x8C], [0x1F, 0x1F, 0x8B]] as [[UInt8]] {
        try await expectText(whole + junk, options, problems: [.trailingJunk], about: "\(junk)")
        try await expectText(
          whole + zeros + junk + whole,
          options,
          problems: [.trailingJunk],
          about: "zeros and \(junk)"
        )
      }
      let reading = try await Reading.of(whole + zeros + [7, 7], options, in: folder)
      #expect(reading.account.problems.map(\.storedOffset) == [Int64(whole.count + 1000)])
      let member = try await Reading.of(zeros.isEmpty ? [] : whole + zeros + whole, in: folder)
      #expect(member.account.lines == 40 && member.problems.isEmpty)
    }
  }

  @Test("cut anywhere gives what stands before the cut, and says so")
  func cuts() async throws {
    let text = SampleLines.text(6)
    let halves = [Array(text.prefix(800)), Array(text.dropFirst(800))]
    for gzip in [Gzip(), Gzip(level: 0), Gzip(strategy: .fixedCodes)] {
      let stored = gzip.members(halves)
      let first = gzip.member(halves[0]).count
      for count in 2..<stored.count {
        let cut = Array(stored[..<count])
        let text = Gzip.inflated(cut, limit: Self.text.count)
        let options = ReadOptions.with(input: count % 2 == 0 ? 64 : 4096)
        let reading = try await Reading.of(cut, options, in: folder)
        #expect(reading.account.textBytes == Int64(text.count), "cut at \(count)")
        let wholeLines = text.count { $0 == 0x0A }
        let isOver = text.last.map { $0 != 0x0A } ?? false
        #expect(reading.account.lines == Int64(wholeLines + (isOver ? 1 : 0)))
        // Complete but for its newline, a line counts.
        let accepted = reading.account.acceptedLines
        #expect(accepted == wholeLines || (isOver && accepted == wholeLines + 1))
        let cutLines = reading.account.rejected[Int(RejectionReason.cutLine.rawValue)]
        #expect(accepted + cutLines == reading.account.lines)
        if count == first {
          #expect(reading.problems.isEmpty, "cut between members")
        } else if count == first + 1 {
          #expect(reading.problems == [.trailingJunk], "one byte of a member is no gzip")
        } else {
          #expect(
            reading.account.problems
              == [ReadProblem(kind: .truncatedGzip, storedOffset: Int64(count))],
            "cut at \(count)"
          )
        }
      }
    }
  }

  @Test("with a wrong checksum or length is reported, and what follows is read")
  func checksums() async throws {
    let halves = [Array(Self.text.prefix(1100)), Array(Self.text.dropFirst(1100))]
    let first = Gzip().member(halves[0])
    for place in 1...8 {
      var stored = first
      stored[stored.count - place] ^= 0x10
      stored += Gzip().member(halves[1])
      try await expectText(
        stored,
        problems: [.checksumMismatch],
        about: "byte \(place) from the end"
      )
      let both = stored + stored
      let reading = try await Reading.of(both, in: folder)
      #expect(reading.account.lines == 40)
      #expect(
        reading.account.problems.map(\.storedOffset) == [0, Int64(stored.count)],
        "members are named by where they start"
      )
    }
  }

  @Test("of an unknown method or with unknown flags is refused")
  func unknownForms() async throws {
    let whole = Gzip().member(Self.text)
    for (place, byte) in [(2, 7), (2, 0), (3, 0x20), (3, 0x40), (3, 0x80)] as [(Int, UInt8)] {
      var stored = whole
      stored[place] = byte
      let alone = try await Reading.of(stored, in: folder)
      #expect(alone.problems == [.corruptGzip] && alone.account.lines == 0)
      let second = try await Reading.of(whole + stored, in: folder)
      #expect(second.problems == [.corruptGzip] && second.account.lines == 20)
      #expect(second.account.problems.map(\.storedOffset) == [Int64(whole.count)])
    }
  }

  @Test("names compression that is not read")
  func foreignCompression() async throws {
    let starts: [([UInt8], String)] = [
      ([0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3], "zstdcat"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xzcat"),
      (Array("BZh91AY".utf8), "bzcat"),
    ]
    for (bytes, tool) in starts {
      let reading = try await Reading.of(bytes, in: folder)
      #expect(reading.problems == [.unreadable])
      #expect(reading.account.problems.first?.detail.contains(tool) == true)
    }
  }
}

extension ReadOptions {
  /// The defaults with another library.
  fileprivate static func with(_ library: InflateLibrary) -> ReadOptions {
    .with(block: 16 * 1024, library)
  }
}
