import Foundation
import Statistics
import Testing
import TestSupport

@Suite("The latency sketch")
struct LatencySketchTests {
  /// Ranks in tenths of a per cent, so that the exact rank is integer arithmetic.
  private let permilles: [Int] = [0, 1, 10, 100, 250, 500, 900, 950, 990, 999, 1000]

  private func sketch(_ values: [Int64]) -> LatencySketch {
    var sketch = LatencySketch()
    for value in values { sketch.record(value) }
    return sketch
  }

  /// The order statistic of rank ceil(p n).
  private func exact(_ sorted: [Int64], permille: Int) -> Int64 {
    sorted[max(1, (permille * sorted.count + 999) / 1000) - 1]
  }

  @Test("stays within 0.55 % at every quantile", arguments: SampleDistribution.allCases)
  func quantileError(distribution: SampleDistribution) throws {
    for seed in 1...5 {
      let values = distribution.values(count: 20_000, seed: UInt64(seed))
      let sketch = sketch(values)
      let sorted = values.sorted()
      for permille in permilles {
        let estimate = try #require(sketch.quantile(Double(permille) / 1000))
        let truth = exact(sorted, permille: permille)
        if abs(Double(estimate) - Double(truth)) > 0.0055 * Double(truth) {
          Issue.record("p\(permille) of seed \(seed): \(estimate) for \(truth)")
        }
      }
      #expect(sketch.quantile(1) == sorted.last)
      #expect(sketch.count == Int64(values.count))
      #expect(sketch.sum == values.reduce(0, +))
      #expect(sketch.min == sorted.first)
      #expect(sketch.max == sorted.last)
      #expect(!sketch.isExact)
    }
  }

  @Test("is exact up to 48 values and not beyond")
  func smallSets() {
    for count in 1...60 {
      let values = SampleDistribution.lognormal.values(count: count, seed: UInt64(count))
      let sketch = sketch(values)
      #expect(sketch.isExact == (count <= LatencySketch.exactLimit))
      guard sketch.isExact else { continue }
      let sorted = values.sorted()
      let ranks = permilles.map { Double($0) / 1000 }
      #expect(sketch.quantiles(ranks) == permilles.map { exact(sorted, permille: $0) })
    }
  }

  @Test("rounds ranks as exact arithmetic does")
  func ranks() {
    for count in 1...48 {
      let sketch = sketch((1...Int64(count)).map { $0 })
      for permille in 1...1000 {
        let rank = max(1, (permille * count + 999) / 1000)
        if sketch.quantile(Double(permille) / 1000) != Int64(rank) {
          Issue.record("\(permille) ‰ of \(count) is not \(rank)")
        }
      }
    }
  }

  @Test("has no quantiles when it is empty")
  func empty() {
    let sketch = LatencySketch()
    #expect(sketch.quantiles([0, 0.5, 1]) == [nil, nil, nil])
    #expect(sketch.octaves().isEmpty)
    #expect((sketch.count, sketch.sum) == (0, 0))
  }

  @Test("counts a value of weight w as w values")
  func weights() {
    var random = SeededGenerator(seed: 5)
    var weighted = LatencySketch()
    var repeated = LatencySketch()
    for _ in 0..<2000 {
      let value = Int64(random.below(1_000_000_000))
      let weight = 1 + random.below(20)
      weighted.record(value, weight: Int64(weight))
      for _ in 0..<weight { repeated.record(value) }
    }
    #expect(weighted.encoding == repeated.encoding)
  }

  @Test("keeps zeros apart")
  func zeros() {
    for (zeros, others) in [(3, 2), (100, 0), (90, 60), (1, 500)] {
      let values = [Int64](repeating: 0, count: zeros) + (0..<others).map { Int64($0) * 37 + 1 }
      let sketch = sketch(values.shuffled(seed: 3))
      #expect(sketch.min == 0)
      #expect(sketch.quantile(Double(zeros) / Double(zeros + others)) == 0)
      #expect(sketch.quantile(1) == values.max())
      #expect(sketch.octaves().reduce(0) { $0 + $1.count } == Int64(zeros + others))
    }
  }

  @Test("counts values between powers of two")
  func octaves() {
    for count in [30, 3000] {
      let values = SampleDistribution.mixture.values(count: count, seed: 8)
      var expected: [Int64: Int64] = [:]
      for value in values {
        let lower = value <= 1 ? 0 : Int64(1) << Int64(63 - (value - 1).leadingZeroBitCount)
        expected[lower, default: 0] += 1
      }
      let octaves = sketch(values).octaves()
      #expect(octaves.map(\.lower) == expected.keys.sorted())
      #expect(octaves.map(\.count) == expected.sorted { $0.key < $1.key }.map(\.value))
    }
  }

  @Test("widens counters that outgrow sixteen bits")
  func wideCounters() {
    for count in [65_534, 65_535, 65_536, 65_537, 70_000] {
      var one = LatencySketch()
      for _ in 0..<count { one.record(1000) }
      for value in Int64(1)...400 { one.record(value * 500_000) }
      var weighted = LatencySketch()
      for value in Int64(1)...400 { weighted.record(value * 500_000) }
      weighted.record(1000, weight: Int64(count))
      var merged = LatencySketch()
      var half = LatencySketch()
      for _ in 0..<count / 2 { half.record(1000) }
      merged.merge(weighted)
      #expect(one.encoding == weighted.encoding)
      #expect(one.count == Int64(count) + 400)
      half.merge(half)
      #expect(half.count == Int64(count / 2 * 2))
      #expect(half.octaves().map(\.count) == [Int64(count / 2 * 2)])
      #expect(merged.encoding == one.encoding)
    }
  }

  @Test("stays at the bound when sums and counts outgrow 64 bits, in any order")
  func clamping() throws {
    let huge = Int64.max
    var parts: [LatencySketch] = []
    for value in [1, 1000, 1023, 1 << 52, 1 << 53] as [Int64] {
      var part = LatencySketch()
      part.record(value, weight: huge)
      part.record(value + 1, weight: 3)
      part.record(0, weight: huge)
      parts.append(part)
    }
    var encodings: Set<[UInt8]> = []
    for seed in 0..<20 {
      var whole = LatencySketch()
      for part in parts.shuffled(seed: UInt64(seed)) { whole.merge(part) }
      encodings.insert(whole.encoding)
      #expect((whole.count, whole.sum) == (huge, huge))
      #expect(whole.quantiles([0, 0.5, 0.99, 1]).count == 4)
      #expect(whole.quantile(1) == 1 << 53)
      #expect(whole.octaves().allSatisfy { $0.count > 0 })
    }
    #expect(encodings.count == 1)
  }

  @Test("counts what is larger than 2^53 as 2^53")
  func largest() {
    let sketch = sketch([.max, 1 << 53, 7])
    #expect(sketch.max == 1 << 53)
    #expect(sketch.sum == (2 << 53) + 7)
  }
}
