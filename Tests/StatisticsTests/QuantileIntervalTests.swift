import Statistics
import Testing
import TestSupport

@Suite("The interval of a quantile")
struct QuantileIntervalTests {
  @Test(
    "has two ends from a smallest sample on",
    arguments: [(0.5, 6), (0.9, 36), (0.95, 72), (0.99, 368), (0.999, 3688)]
  )
  func smallestSamples(rank: Double, count: Int64) {
    let interval = QuantileInterval(rank: rank, count: count)
    #expect(interval.lowerRank != nil)
    #expect(interval.upperRank == count)
    #expect(QuantileInterval(rank: rank, count: count - 1).upperRank == nil)
  }

  @Test("has the ranks that summing the binomial masses gives")
  func ranks() {
    for count in [Int64(0), 1, 5, 6, 20, 71, 72, 200, 1000] {
      for rank in [0.01, 0.5, 0.9, 0.95, 0.99] {
        let binomial = BinomialDistribution(trials: count, probability: rank)
        let masses = (0...count).map { binomial.mass($0) }
        var below = 0.0
        var low: Int64 = 0
        var high = count + 1
        for value in 0...count {
          if below <= 0.025 { low = value }
          let atLeast = masses[Int(value)...].reversed().reduce(0, +)
          if atLeast <= 0.025, high > value { high = value }
          below += masses[Int(value)]
        }
        let interval = QuantileInterval(rank: rank, count: count)
        #expect(interval.lowerRank == (low >= 1 ? low : nil), "\(count) at \(rank)")
        #expect(interval.upperRank == (high <= count ? high : nil), "\(count) at \(rank)")
      }
    }
  }

  @Test("is wider by at most three ranks where the normal distribution takes over")
  func approximation() {
    for rank in [0.5, 0.95, 0.99] {
      let exact = QuantileInterval(rank: rank, count: 10_000)
      let near = QuantileInterval(rank: rank, count: 10_001)
      let low = (exact.lowerRank ?? 0) - (near.lowerRank ?? 0)
      let high = (near.upperRank ?? 0) - (exact.upperRank ?? 0)
      #expect((0...3).contains(low))
      #expect((0...3).contains(high))
    }
  }

  @Test("of a sketch holds the exact one, from small and from large samples")
  func sketches() throws {
    var random = SeededGenerator(seed: 5)
    for count in [10, 48, 72, 400, 3000] {
      var sketch = LatencySketch()
      var values: [Double] = []
      for _ in 0..<count {
        let value = Int64(1 / (random.unit() + 1e-4) * 1e4)
        sketch.record(value)
        values.append(Double(value))
      }
      values.sort()
      for rank in [0.5, 0.9, 0.95] {
        let exact = QuantileInterval(rank: rank, count: Int64(count)).values(in: values)
        let found = sketch.quantileInterval(rank)
        #expect((found.upper == nil) == (exact.upper == .infinity))
        let lower = try #require(found.lower)
        #expect(Double(lower) <= exact.lower && Double(lower) >= exact.lower * 0.989 - 1)
        if let upper = found.upper {
          #expect(Double(upper) >= exact.upper && Double(upper) <= exact.upper * 1.011)
        }
      }
    }
    #expect(LatencySketch().quantileInterval(0.5).lower == nil)
  }

  @Test("does not narrow because every record has a weight")
  func weights() {
    var sketch = LatencySketch()
    for value in 1...20 { sketch.record(Int64(value * 1000), weight: 50) }
    let weighted = sketch.quantileInterval(0.5, observations: 20)
    // Ranks 6 and 15 of 20.
    #expect(weighted.lower.map { (5_900...6_000).contains($0) } == true)
    #expect(weighted.upper.map { (15_000...15_200).contains($0) } == true)
    #expect(sketch.quantileInterval(0.95, observations: 20).upper == nil)
  }

  @Test("holds the quantile as often as it says")
  func coverage() {
    var random = SeededGenerator(seed: 8)
    var held = 0
    for _ in 0..<1000 {
      let values = (0..<100).map { _ in random.unit() }.sorted()
      let interval = QuantileInterval(rank: 0.9, count: 100).values(in: values)
      if interval.contains(0.9) { held += 1 }
    }
    // Exact ranks hold at least 95 %; four deviations of 1,000 draws are 2.8 points.
    #expect(held >= 922)
  }
}
