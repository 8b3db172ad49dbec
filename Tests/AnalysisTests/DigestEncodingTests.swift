import Analysis
import MetricLog
import Statistics
import Testing
import TestSupport

@Suite("A stored digest")
struct DigestEncodingTests {
  private let bytes: [UInt8]

  init() {
    var log = RandomLog(seed: 2)
    (log.services, log.envs, log.releases) = (["shop"], ["production"], ["1.0", "1.1"])
    (log.operations, log.hours) = (["Cart", "Search"], 2)
    var digest = Runs.digest(log.records(16))
    var account = FileAccount(path: "logs/a.jsonl")
    (account.lines, account.rejected[0]) = (61, 1)
    account.problems = [ReadProblem(kind: .truncatedGzip, storedOffset: 7, detail: "cut")]
    let line = RejectedLine(
      reason: .invalidJSON,
      path: "logs/a.jsonl",
      line: 3,
      offset: 99,
      column: 1,
      field: "",
      excerpt: [0x7B, 0xFF]
    )
    digest.add(accounts: [account], rejectedLines: [line])
    digest.settle()
    bytes = digest.encoded()
  }

  @Test("comes back whole")
  func roundTrip() throws {
    let again = try Digest(encoded: bytes)
    #expect(again.encoded() == bytes)
    var pieces: [UInt8] = []
    again.encode { pieces += $0 }
    #expect(pieces == bytes)
    let input = again.inputReport
    #expect(input.files.map(\.path) == ["logs/a.jsonl"])
    #expect(input.files[0].problems.map(\.detail) == ["cut"])
    #expect(input.rejectedLines.map(\.excerpt) == [[0x7B, 0xFF]])
  }

  @Test("is refused when it is cut anywhere")
  func truncated() {
    for length in bytes.indices {
      do throws(DigestError) {
        _ = try Digest(encoded: Array(bytes[..<length]))
        Issue.record("\(length) bytes were accepted")
      } catch {
        #expect((error == .notADigest) == (length < 8))
      }
    }
    #expect(throws: DigestError.damaged(section: "end")) {
      try Digest(encoded: bytes + [0])
    }
  }

  @Test("is refused when any byte is another")
  func flipped() {
    for position in bytes.indices {
      for pattern in [0x01, 0x80] as [UInt8] {
        var damaged = bytes
        damaged[position] ^= pattern
        if (try? Digest(encoded: damaged)) != nil { Issue.record("byte \(position)") }
      }
    }
  }

  @Test("of a newer version says so")
  func newer() {
    var newer = bytes
    newer[8] = UInt8(Digest.formatVersion + 1)
    #expect(throws: DigestError.newer(version: Digest.formatVersion + 1)) {
      try Digest(encoded: newer)
    }
    let message = DigestError.newer(version: 9).message
    #expect(message.contains("format 9"))
    #expect(message.contains("up to format \(Digest.formatVersion)"))
    #expect(DigestError.damaged(section: "names").message.contains("\"names\""))
    #expect(throws: DigestError.notADigest) { try Digest(encoded: Array("{\"v\":1}".utf8)) }
    #expect(throws: DigestError.notADigest) { try Digest(encoded: []) }
  }

  @Test("whose damage has a checksum that fits is refused or can be used")
  func forged() {
    var random = SeededGenerator(seed: 5)
    var accepted = 0
    for _ in 0..<3000 {
      var parts = StoredPart.split(bytes)
      let index = random.below(parts.count)
      for _ in 0...random.below(2) { parts[index].damage(&random) }
      guard var digest = try? Digest(encoded: StoredPart.joined(parts)) else { continue }
      accepted += 1
      // Reports take their time: a part of the digests shows what all of them would.
      use(&digest, report: accepted % 8 == 0)
    }
    // Counters may have any value, so much damage cannot be told from other content.
    #expect(accepted > 300)
  }

  /// Does with a digest whatever may be done.
  private func use(_ digest: inout Digest, report isReported: Bool) {
    let twin = digest
    _ = digest.merge(twin)
    var other = Digest()
    var file = FileAccount(path: "x")
    file.lines = 1
    other.add(accounts: [file], rejectedLines: [])
    _ = other.merge(digest)
    other.settle()
    #expect((try? Digest(encoded: other.encoded())) != nil)
    guard isReported else { return }
    let report = ReportBuilder(other, options: ReportOptions()).build()
    _ = report.operations.map { $0.metrics.errorRate ?? 0 }
    _ = report.operations.map { $0.metrics.cache.hitRate ?? 0 }
    _ = report.totals.memory.meanDeltaBytes
    _ = report.input.total.acceptedLines
  }
}

/// One part of a stored digest: its tag and its content.
private struct StoredPart {
  var tag: UInt8
  var content: [UInt8]

  static func split(_ bytes: [UInt8]) -> [StoredPart] {
    var reader = ByteReader(bytes[10...])
    var parts: [StoredPart] = []
    while reader.remaining > 0 {
      guard let tag = try? reader.byte(), let count = try? reader.count(),
        let content = try? reader.take(count), (try? reader.fixed32()) != nil
      else { break }
      parts.append(StoredPart(tag: tag, content: Array(content)))
    }
    return parts
  }

  static func joined(_ parts: [StoredPart]) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(Digest.magic)
    writer.unsigned(Digest.formatVersion)
    writer.count(parts.count)
    for part in parts {
      writer.byte(part.tag)
      writer.count(part.content.count)
      writer.append(part.content)
      writer.fixed32(Checksum.crc32(part.content[...]))
    }
    return writer.bytes
  }

  mutating func damage(_ random: inout SeededGenerator) {
    guard !content.isEmpty else { return }
    let position = random.below(content.count)
    switch random.below(4) {
    case 0: content[position] ^= 1 << UInt8(random.below(8))
    case 1: content[position] = UInt8(random.below(256))
    case 2: content.remove(at: position)
    default:
      // A number close to 2^63 in the place of a byte.
      content.replaceSubrange(
        position...position,
        with: [UInt8](repeating: 0xFF, count: 8) + [UInt8(random.below(128))]
      )
    }
  }
}
