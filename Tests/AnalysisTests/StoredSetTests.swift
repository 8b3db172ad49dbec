import Analysis
import TestSupport
import Testing

@Suite("What a history stores beside digests")
struct StoredSetTests {
  @Test("numbers come back as they were, and say what they hold")
  func numbers() throws {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<50 {
      var set = SequenceSet()
      var members = Set<UInt64>()
      for _ in 0..<random.below(200) {
        let number = UInt64(1 + random.below(300))
        #expect(set.insert(number) == members.insert(number).inserted)
      }
      #expect(try SequenceSet(encoded: set.encoded()) == set)
      for number in 0...301 as ClosedRange<UInt64> {
        #expect(set.contains(number) == members.contains(number))
      }
    }
    var far = SequenceSet()
    for number in [1, 2, UInt64.max - 1] { _ = far.insert(number) }
    #expect(try SequenceSet(encoded: far.encoded()) == far)
    #expect(far.common(with: far) == 3)
  }

  @Test("and damaged bytes are refused")
  func damage() throws {
    var set = SequenceSet()
    for number in [3, 4, 9, 700, 701] as [UInt64] { _ = set.insert(number) }
    let bytes = set.encoded()
    for count in bytes.indices {
      #expect(throws: (any Error).self) { try SequenceSet(encoded: Array(bytes[..<count])) }
    }
    #expect(throws: (any Error).self) { try SequenceSet(encoded: bytes + [0]) }
    #expect(throws: (any Error).self) { try ContentCounts(encoded: [1, 5, 0]) }
    #expect(throws: (any Error).self) { try ContentCounts(encoded: [2, 5, 1, 0, 1]) }
    #expect(try ContentCounts(encoded: [2, 5, 1, 1, 3]).total == 4)
    #expect(try ContentCounts(encoded: [2, 5, 1, 1, 3]).encoded() == [2, 5, 1, 1, 3])
  }

  @Test("days are those of the calendar")
  func days() throws {
    #expect(Day("2026-11-22")?.text == "2026-11-22")
    #expect(Day("1970-01-01")?.number == 0)
    #expect(Day("2024-02-29")?.advanced(by: 1).text == "2024-03-01")
    for text in [
      "2026-02-29", "2026-13-01", "2026-1-1", "2026-11-22T", "", "yesterday", "2026-11-00",
    ] {
      #expect(Day(text) == nil, "\(text)")
    }
    #expect(Day(ofMicroseconds: 86_400_000_000 - 1).number == 0)
    #expect(Day(ofMicroseconds: 86_400_000_000).number == 1)
  }
}
