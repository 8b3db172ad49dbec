import TestSupport
import Testing

@testable import GzipWriting

@Suite("A gzip member that says its size")
struct GzipMemberTests {
  @Test("is followed by the next one where it says, and reads as any other does")
  func chain() throws {
    var random = SeededGenerator(seed: 1)
    let gzip = try GzipWriter(level: 6)
    let texts = [0, 1, 100, 70_000, 300_000].map { count in
      (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next() & 63) }
    }
    var stored: [UInt8] = []
    var ends: [Int] = []
    for text in texts {
      // The text stands somewhere in an array, as it does in a buffer.
      stored += try gzip.member([7] + text + [7], 1..<text.count + 1)
      ends.append(stored.count)
    }
    #expect(Gzip.inflated(stored, limit: 1 << 20) == texts.flatMap(\.self))
    #expect(Gzip.fault(stored) == nil)
    var start = 0
    for end in ends {
      let header = Array(stored[start..<start + 20])
      #expect(header[..<4] == [0x1F, 0x8B, 8, 4])
      #expect(header[10..<16] == [8, 0, UInt8(ascii: "N"), UInt8(ascii: "J"), 4, 0])
      start += header[16..<20].reversed().reduce(0) { $0 << 8 | Int($1) }
      #expect(start == end)
    }
  }
}
