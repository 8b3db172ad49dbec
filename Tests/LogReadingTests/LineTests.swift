import Foundation
import LogReading
import MetricLog
import TestSupport
import Testing

@Suite("Lines")
struct LineTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: [UInt8], _ options: ReadOptions = .everything) async throws -> Reading {
    try await Reading.of(text, options, in: folder)
  }

  private func rejected(_ reason: RejectionReason, in reading: Reading) -> Int64 {
    reading.account.rejected[Int(reason.rawValue)]
  }

  @Test("go over the borders of blocks of any size")
  func borders() async throws {
    let text = SampleLines.text(5)
    let whole = try await read(text)
    #expect(whole.account.acceptedLines == 5)
    for block in 1...300 {
      let reading = try await read(text, .with(block: block))
      #expect(reading.difference(from: whole) == nil, "blocks of \(block)")
    }
  }

  @Test("need no newline at the end of the file, if they are complete")
  func noFinalNewline() async throws {
    for seq in 1...10 {
      let text = SampleLines.text(1) + Array(SampleLines.line(seq).utf8)
      for end in ["", " ", "\r", "\t \r"] {
        let reading = try await read(text + Array(end.utf8))
        #expect(reading.account.lines == 2 && reading.account.acceptedLines == 2)
      }
    }
  }

  @Test("that break off at the end of the file are cut, wherever that is")
  func cutLines() async throws {
    for seq in [10, 12, 13, 14, 15, 17] {
      let good = SampleLines.text(1, from: 1)
      let line = Array(SampleLines.line(seq).utf8)
      for count in 1..<line.count {
        let reading = try await read(good + line[..<count], .with(block: 1 + count % 50))
        #expect(reading.account.acceptedLines == 1)
        #expect(rejected(.cutLine, in: reading) == 1, "line \(seq) cut at \(count)")
        #expect(reading.result.rejectedLines.map(\.line) == [2])
      }
    }
    // Followed by a newline it is damaged, not cut.
    let line = Array(SampleLines.line(1).utf8.dropLast())
    let reading = try await read(line + [0x0A])
    #expect(rejected(.invalidJSON, in: reading) == 1)
  }

  @Test("may end in CRLF and have white space around the object")
  func whiteSpace() async throws {
    let lines = (1...4).map { "\t " + SampleLines.line($0) + " \r\n" }
    let reading = try await read(Array(lines.joined().utf8))
    #expect(reading.account.lines == 4 && reading.account.acceptedLines == 4)
    // Not every space of Unicode is white space of JSON.
    for space in ["\u{0B}", "\u{0C}", "\u{A0}", "\u{2028}", "\u{FEFF}"] {
      let reading = try await read(Array("\n\(space)\(SampleLines.line(1))\n".utf8))
      #expect(rejected(.invalidJSON, in: reading) == 1, "\(space.unicodeScalars)")
    }
  }

  @Test("of nothing but white space are blank")
  func blankLines() async throws {
    for block in [1, 3, 64, 4096] {
      let blank = Array("\n \n\t\r\n\r\n   \n".utf8)
      let reading = try await read(blank + SampleLines.text(1) + blank, .with(block: block))
      #expect(reading.account.lines == 11 && reading.account.blank == 10)
      #expect(try await read(Array("  ".utf8), .with(block: block)).account.blank == 1)
      #expect(try await read([], .with(block: block)).account.lines == 0)
      #expect(try await read([0x0A], .with(block: block)).account.blank == 1)
    }
  }

  @Test("may follow a byte-order mark at the start of the file, and there alone")
  func byteOrderMark() async throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = SampleLines.text(3)
    for block in [1, 2, 3, 4, 64, 4096] {
      for bytes in [
        mark + text, Gzip().member(mark + text), Gzip().members([[0xEF], [0xBB], [0xBF] + text]),
      ] {
        let reading = try await read(bytes, .with(block: block))
        #expect(reading.account.acceptedLines == 3 && reading.account.lines == 3)
      }
      let bad = try await read(mark + mark + text + mark + text, .with(block: block))
      #expect(bad.account.acceptedLines == 4 && rejected(.invalidJSON, in: bad) == 2)
      #expect(bad.result.rejectedLines.map(\.offset) == [3, Int64(text.count + 6)])
      #expect(bad.result.rejectedLines.map(\.column) == [0, 0])
      #expect(try await read(mark + [0x0A], .with(block: block)).account.blank == 1)
      let marks = try await read(mark, .with(block: block))
      #expect(marks.account.lines == marks.account.blank)
    }
  }

  @Test("are read behind NUL bytes, and refused when they are nothing else")
  func nulBytes() async throws {
    let line = Array(SampleLines.line(1).utf8)
    for block in [1, 7, 64, 16 * 1024] {
      for count in [1, 7, 8, 9, 4096] {
        let zeros = [UInt8](repeating: 0, count: count)
        let text = zeros + line + [0x0A] + zeros + [0x0A] + zeros + Array("  \r\n".utf8) + line
        let reading = try await read(text + [0x0A] + zeros, .with(block: block))
        #expect(reading.account.lines == 5 && reading.account.acceptedLines == 2)
        #expect(rejected(.nulBytes, in: reading) == 3)
      }
      for text in [[0x20, 0] + line, line + [0], [0, 0x20, 0] + line] {
        let reading = try await read(text + [0x0A], .with(block: block))
        #expect(rejected(.invalidJSON, in: reading) == 1)
      }
    }
  }

  // MARK: - Long lines

  /// A good line of so many bytes.
  private static func line(ofLength count: Int) -> [UInt8] {
    let start = #"{"v":1,"type":"deploy","time":"2026-03-14T02:41:10Z","service":"s","note":""#
    let padding = String(repeating: "x", count: count - start.utf8.count - 2)
    return Array("\(start)\(padding)\"}".utf8)
  }

  @Test("hold 1 MiB and not a byte more", arguments: [100_003, 512 * 1024, 4 << 20])
  func limit(block: Int) async throws {
    let options = ReadOptions.with(block: block)
    let limit = 1 << 20
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    for start in [[], mark] {
      let full = start + Self.line(ofLength: limit) + [0x0A] + SampleLines.text(1)
      let accepted = try await read(full, options)
      #expect(accepted.account.acceptedLines == 2 && accepted.account.lines == 2)
      let over = start + Self.line(ofLength: limit + 1) + [0x0A] + SampleLines.text(1)
      let reading = try await read(over, options)
      #expect(reading.account.acceptedLines == 1 && rejected(.lineTooLong, in: reading) == 1)
      let line = try #require(reading.result.rejectedLines.first)
      #expect(line.line == 1 && line.offset == Int64(start.count) && line.column == Int64(limit))
      #expect(line.excerpt == Array(Self.line(ofLength: 200).prefix(120)))
    }
    for byte in [0, 0x20] as [UInt8] {
      let reading = try await read([UInt8](repeating: byte, count: limit + 1), options)
      #expect(rejected(.lineTooLong, in: reading) == 1, "whatever the line is made of")
    }
    let last = try await read(SampleLines.text(1) + Self.line(ofLength: limit + 5), options)
    #expect(last.account.acceptedLines == 1 && rejected(.lineTooLong, in: last) == 1)
  }

  @Test("over the limit are refused at their place, for blocks of any size")
  func longLines() async throws {
    var random = SeededGenerator(seed: 31)
    for _ in 0..<40 {
      var text: [UInt8] = random.oneIn(3) ? [0xEF, 0xBB, 0xBF] : []
      var expected: [RejectedLine] = []
      for line in 1...random.within(1...30) {
        let count = random.pick([0, 150, 198, 199, 200, 201, 202, 203, 204, 300, 1000, 5000])
        let bytes: [UInt8] =
          count == 0
          ? [] : count < 1000 ? Self.line(ofLength: count) : [0x78] + random.letters(count)
        if bytes.count > 200 {
          expected.append(
            RejectedLine(
              reason: .lineTooLong,
              path: folder.path("log.jsonl"),
              line: Int64(line),
              offset: Int64(text.count),
              column: 200,
              field: "",
              excerpt: Array(bytes.prefix(120))
            )
          )
        }
        text += bytes + [0x0A]
      }
      if random.oneIn(2) { text.removeLast() }
      for block in [1, 7, 64, 199, 200, 201, 1021, 16 * 1024] {
        var options = ReadOptions.with(block: block, threads: random.pick([1, 2]))
        options.maximumLineLength = 200
        let reading = try await read(text, options)
        #expect(reading.result.rejectedLines == expected, "blocks of \(block)")
        #expect(reading.account.lines == text.lineCount)
      }
    }
  }

  @Test("of a gigabyte, compressed to a megabyte, take no memory")
  func giantLine() async throws {
    let member = Gzip(level: 9).member([UInt8](repeating: 0x61, count: 1 << 20))
    let good = Gzip().member([0x0A] + SampleLines.text(1))
    let path = try folder.write(Array(repeatElement(member, count: 1024).joined()) + good)
    // A process of its own: what other tests take meanwhile does not count.
    await #expect(processExitsWith: .success) { [path = path as String] in
      let reading = await Reading.of([path], ReadOptions())
      #expect(reading.account.lines == 2 && reading.account.acceptedLines == 1)
      #expect(reading.account.textBytes > 1 << 30)
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let peak = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
      let kilobytes = try #require(Int(peak.split { !$0.isNumber }.joined()))
      #expect(kilobytes < 150_000)
    }
  }
}

extension SeededGenerator {
  /// So many lower-case letters.
  fileprivate mutating func letters(_ count: Int) -> [UInt8] {
    bytes(count).map { UInt8(ascii: "a") + $0 % 26 }
  }
}
