import LogReading
import MetricLog
import TestSupport
import Testing

/// The rule is: the same bytes out and the same problems, whichever library inflates.
@Suite("ISA-L and zlib", .enabled(if: InflateLibrary.available.count > 1, "built without ISA-L"))
struct InflaterAgreementTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("agree on damaged gzip", arguments: 1...4)
  func agreeOnDamage(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let sources = Self.sources(&random)
    var exceptions = 0
    for _ in 0..<250 {
      let damaged = Damage.some(random.pick(sources), &random)
      exceptions += try await compare(damaged, &random)
    }
    #expect(exceptions <= 4)
  }

  @Test("agree on random deflate streams")
  func agreeOnNoise() async throws {
    var random = SeededGenerator(seed: 9)
    let header = Array(Gzip().member([]).prefix(10))
    var exceptions = 0
    for _ in 0..<500 {
      // Blocks of random codes, each of the three kinds.
      var noise = random.bytes(random.within(1...200))
      noise[0] = noise[0] & 0xF8 | UInt8(random.below(3) << 1 | random.below(2))
      exceptions += try await compare(header + noise, &random)
    }
    #expect(exceptions <= 10)
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
      let stored = first + first.prefix(10) + second
      #expect(try await compare(stored, &random) == 0)
    }
  }

  /// Expects that the libraries agree on a file, read in pieces of random sizes, but for the one
  /// difference that ``IsalInflater`` tells of: then 1 is returned.
  private func compare(_ stored: [UInt8], _ random: inout SeededGenerator) async throws -> Int {
    let path = try folder.write(stored)
    func read(_ library: InflateLibrary) async -> Reading {
      let block = random.pick([7, 64, 1021, 16 * 1024])
      let input = random.pick([1, 3, 16, 17, 64, 4096])
      return await Reading.of([path], .with(block: block, input: input, library))
    }
    let isal = await read(.isal)
    let zlib = await read(.zlib)
    guard let difference = isal.difference(from: zlib) else { return 0 }
    let problem = try #require(zlib.account.problems.last)
    let fault = Gzip.fault(Array(stored[Int(problem.storedOffset)...]))
    #expect(fault?.hasSuffix(" set") == true, "\(difference): \(fault ?? "no fault")")
    #expect(isal.account.problems == zlib.account.problems)
    #expect(isal.account.textBytes > zlib.account.textBytes)
    return 1
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
