import SQLiteFiles
import TestSupport
import Testing

@Suite("Deflated bytes")
struct DeflatedBytesTests {
  private func bytes(_ count: Int, values: Int, _ random: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in UInt8(random.below(values)) }
  }

  @Test("are inflated to what they were", arguments: [0, 1, 2, 1000, 70_000, 1_200_000])
  func roundTrip(count: Int) {
    var random = SeededGenerator(seed: 71)
    for values in [1, 3, 256] {
      let original = bytes(count, values: values, &random)
      let stored = DeflatedBytes.deflated(original)
      #expect(DeflatedBytes.isMarked(stored))
      #expect(DeflatedBytes.inflated(stored) == original)
      if values == 3, count > 1000 { #expect(stored.count < count / 3) }
    }
  }

  @Test("that were cut, continued, or changed anywhere are damage")
  func damage() {
    var random = SeededGenerator(seed: 72)
    let original = bytes(500, values: 7, &random)
    let stored = DeflatedBytes.deflated(original)
    for count in 0..<stored.count {
      #expect(DeflatedBytes.inflated(Array(stored[..<count])) == nil)
    }
    #expect(DeflatedBytes.inflated(stored + [0]) == nil)
    for place in stored.indices {
      var changed = stored
      changed[place] ^= UInt8(1 + random.below(255))
      // A header may ask for another window than was used: that changes nothing of what comes out.
      let result = DeflatedBytes.inflated(changed)
      #expect(result == nil || result == original, "\(place)")
    }
  }

  @Test("that claim to be more than they can be are damage, and take no memory")
  func claims() {
    let stored = DeflatedBytes.deflated([UInt8](repeating: 1, count: 100))
    for claim in [0, 99, 101, 1 << 20, DeflatedBytes.mostBytes + 1, 1 << 62, -1] {
      var changed = stored
      for place in 0..<8 { changed[1 + place] = UInt8(truncatingIfNeeded: claim >> (8 * place)) }
      #expect(DeflatedBytes.inflated(changed) == nil, "\(claim)")
    }
  }
}
