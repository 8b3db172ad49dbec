import Statistics
import Testing
import TestSupport

@Suite("Merging and storing sketches")
struct LatencySketchMergeTests {
  /// Merges sketches in a random tree.
  private func merged(
    _ parts: [LatencySketch],
    _ random: inout SeededGenerator
  ) -> LatencySketch {
    var parts = parts
    while parts.count > 1 {
      let second = parts.remove(at: random.below(parts.count))
      parts[random.below(parts.count)].merge(second)
    }
    return parts.first ?? LatencySketch()
  }

  @Test(
    "gives the same bytes for any order and grouping",
    arguments: SampleDistribution.allCases
  )
  func anyOrder(distribution: SampleDistribution) {
    var random = SeededGenerator(seed: 21)
    for count in [1, 17, 48, 49, 96, 300, 5000] {
      let values = distribution.values(count: count, seed: 4) + [0, 1, 2]
      let weights = values.map { _ in Int64(count > 90 && random.happens(0.1) ? 40_000 : 1) }
      var reference = LatencySketch()
      for (value, weight) in zip(values, weights) { reference.record(value, weight: weight) }
      for _ in 0..<20 {
        var parts = [LatencySketch](repeating: LatencySketch(), count: 1 + random.below(12))
        for index in values.indices.shuffled(using: &random) {
          parts[random.below(parts.count)].record(values[index], weight: weights[index])
        }
        if merged(parts, &random).encoding != reference.encoding {
          Issue.record("\(count) values merge to something else")
        }
      }
    }
  }

  @Test("gives what was stored, and the same bytes again")
  func roundTrip() throws {
    for count in [0, 1, 2, 48, 49, 1000] {
      for distribution in SampleDistribution.allCases {
        var sketch = LatencySketch()
        for value in distribution.values(count: count, seed: 9) { sketch.record(value) }
        if count == 1000 { sketch.record(0, weight: 1 << 40) }
        let bytes = sketch.encoding
        var reader = ByteReader(bytes[...])
        let again = try LatencySketch(from: &reader)
        #expect(reader.remaining == 0)
        #expect(again.encoding == bytes)
        #expect(again.quantiles([0, 0.5, 0.9, 1]) == sketch.quantiles([0, 0.5, 0.9, 1]))
        #expect(again.isExact == sketch.isExact)
        #expect((again.min, again.max) == (sketch.min, sketch.max))
      }
    }
  }

  @Test("refuses damaged bytes or reads something that works", arguments: [3, 60])
  func damage(count: Int) {
    var sketch = LatencySketch()
    for value in SampleDistribution.lognormal.values(count: count, seed: 2) {
      sketch.record(value)
    }
    let bytes = sketch.encoding
    var refused = 0
    for position in bytes.indices {
      for pattern in [1, 2, 4, 8, 16, 32, 64, 128, 0x7F, 0xFF] as [UInt8] {
        var damaged = bytes
        damaged[position] ^= pattern
        var reader = ByteReader(damaged[...])
        guard let read = try? LatencySketch(from: &reader) else {
          refused += 1
          continue
        }
        use(read)
      }
    }
    #expect(refused > bytes.count / 2)
    for length in bytes.indices {
      var reader = ByteReader(bytes[..<length])
      #expect(throws: ByteCodingError.self) { try LatencySketch(from: &reader) }
    }
  }

  @Test("survives random bytes")
  func randomBytes() {
    var random = SeededGenerator(seed: 77)
    var read = 0
    for _ in 0..<20_000 {
      // Small numbers are likely, so that many get past the first checks.
      let bytes = (0..<random.below(40)).map { _ in
        UInt8(random.happens(0.7) ? random.below(4) : random.below(256))
      }
      var reader = ByteReader(bytes[...])
      guard let sketch = try? LatencySketch(from: &reader) else { continue }
      read += 1
      use(sketch)
    }
    #expect(read > 100)
  }

  /// Does with a sketch whatever may be done.
  private func use(_ sketch: LatencySketch) {
    var sum = sketch
    sum.merge(sketch)
    sum.record(12)
    sum.record(99, weight: .max)
    let quantiles = sum.quantiles([0, 0.5, 0.99, 1]).compactMap(\.self)
    #expect(quantiles.count == 4)
    _ = sum.octaves()
    #expect(!sum.encoding.isEmpty)
  }

  @Test("is exact where counts of one byte outgrow it, and where windows only touch")
  func countsOfOneByte() {
    for (first, second) in [(200, 55), (200, 56), (255, 255), (256, 1), (1, 256)] {
      for shift in [1, 2, 1000, 1 << 40] as [Int64] {
        var (left, right, whole) = (LatencySketch(), LatencySketch(), LatencySketch())
        for (value, count) in [(1_000_000, first), (90_000, 60)] as [(Int64, Int)] {
          for _ in 0..<count { left.record(value) }
          for _ in 0..<count { whole.record(value) }
        }
        for _ in 0..<second { right.record(1_000_000 * shift) }
        for _ in 0..<60 { right.record(90_000 / shift) }
        for _ in 0..<second { whole.record(1_000_000 * shift) }
        for _ in 0..<60 { whole.record(90_000 / shift) }
        var (there, back) = (left, right)
        there.merge(right)
        back.merge(left)
        #expect(there.encoding == whole.encoding && back.encoding == whole.encoding)
      }
    }
  }
}
