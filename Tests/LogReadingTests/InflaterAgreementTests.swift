import Foundation
import LogReading
import MetricLog
import TestSupport
import Testing

/// The rule is: the same bytes out and the same problems, whichever library inflates.
@Suite("ISA-L and zlib", .enabled(if: InflateLibrary.available.count > 1, "built without ISA-L"))
struct InflaterAgreementTests {
  private let folder: TemporaryFolder
  private let pipe: NamedPipe

  init() throws {
    folder = try TemporaryFolder()
    pipe = try NamedPipe(in: folder)
  }

  @Test("agree on damaged gzip, in files and through pipes", arguments: 1...4)
  func agreeOnDamage(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let sources = Self.sources(&random)
    for round in 0..<500 {
      let damaged = Damage.some(random.pick(sources), &random)
      try await compare(damaged, throughPipe: round % 2 == 0, &random)
    }
  }

  @Test("agree on random deflate streams")
  func agreeOnNoise() async throws {
    var random = SeededGenerator(seed: 9)
    let header = Array(Gzip().member([]).prefix(10))
    for round in 0..<1000 {
      // Blocks of random codes, each of the three kinds.
      var noise = random.bytes(random.within(1...200))
      noise[0] = noise[0] & 0xF8 | UInt8(random.below(3) << 1 | random.below(2))
      try await compare(header + noise, throughPipe: round % 4 == 0, &random)
    }
  }

  @Test("agree on blocks whose sets of codes are damaged")
  func agreeOnCodes() async throws {
    var random = SeededGenerator(seed: 11)
    let member = Gzip(level: 9).member(SampleLines.text(25))
    for round in 0..<1000 {
      // The lengths of the codes stand in the first hundred bytes behind the header.
      var damaged = member
      for _ in 0..<random.within(1...2) {
        damaged[10 + random.below(100)] ^= 1 << UInt8(random.below(8))
      }
      try await compare(damaged, throughPipe: round % 8 == 0, &random)
    }
  }

  @Test("agree on distances that reach before the text")
  func agreeOnDistances() async throws {
    var random = SeededGenerator(seed: 10)
    let line = Array("abcdefghijklmnopqrstuvwxyz0123456789\n".utf8)
    let repeated = Array(repeatElement(line, count: 30).joined())
    // The second member refers to text that only the first one has.
    let first = Gzip().member(repeated)
    for removed in 0..<20 {
      var second = Array(Gzip(strategy: .fixedCodes).member(repeated).dropFirst(10))
      second.removeSubrange(0..<removed)
      second[0] = second[0] & 0xF8 | 0x03
      try await compare(first + first.prefix(10) + second, throughPipe: true, &random)
    }
  }

  /// Expects that the libraries agree on a file, read in pieces of random sizes, and that a pipe gives
  /// the same.
  private func compare(
    _ stored: [UInt8],
    throughPipe: Bool,
    _ random: inout SeededGenerator
  ) async throws {
    func options(_ library: InflateLibrary) -> ReadOptions {
      let block = random.pick([7, 64, 1021, 16 * 1024])
      return .with(block: block, input: random.pick([1, 3, 16, 17, 64, 4096]), library)
    }
    let path = try folder.write(stored)
    let isal = await Reading.of([path], options(.isal))
    let zlib = await Reading.of([path], options(.zlib))
    let difference = isal.difference(from: zlib)
    #expect(difference == nil, "\(Data(stored).base64EncodedString())")
    guard throughPipe else { return }
    async let sent: Void = pipe.send(stored)
    let piped = await Reading.of([pipe.path], options(.isal))
    await sent
    #expect(piped.account.problems == zlib.account.problems)
    #expect(piped.account.textBytes == zlib.account.textBytes)
    #expect(piped.account.rejected == zlib.account.rejected)
    #expect(piped.rows == zlib.rows)
  }

  private static func sources(_ random: inout SeededGenerator) -> [[UInt8]] {
    var sources: [[UInt8]] = []
    for strategy in Gzip.Strategy.allCases {
      for level in [0, 1, 6, 9] {
        let text = SampleLines.text(random.within(1...25))
        let split = random.below(text.count)
        let gzip = Gzip(level: level, strategy: strategy)
        sources.append(gzip.member(text))
        sources.append(gzip.members([Array(text[..<split]), Array(text[split...])]))
      }
    }
    return sources
  }
}
