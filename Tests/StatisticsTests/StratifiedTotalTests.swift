import Statistics
import TestSupport
import Testing

@Suite("A total from strata")
struct StratifiedTotalTests {
  private static func records(_ values: [Double]) -> [StratifiedTotal.Record] {
    values.map { StratifiedTotal.Record(value: $0, weight: 1) }
  }

  /// N² (1 - n/N) s²/n by hand: 100 · 0.6 · (5/3) / 4 = 25, so the half width is 1.96 · 5.
  @Test("is the textbook's estimate with the textbook's variance")
  func textbook() {
    var total = StratifiedTotal()
    total.add(Self.records([1, 2, 3, 4]), population: 10, recordCount: 10)
    #expect(total.estimate == 25)
    #expect(abs(total.interval().upper - (25 + 1.959963984540054 * 5)) < 1e-9)
    #expect(abs(total.interval().lower - (25 - 1.959963984540054 * 5)) < 1e-9)
    total.add(Self.records([100, 200]), population: 2, recordCount: 2)
    #expect(total.estimate == 325, "what is complete is counted")
    #expect(abs(total.interval().upper - 325 - 1.959963984540054 * 5) < 1e-9)
    #expect(!total.isComplete)
  }

  @Test("is exact where everything was sampled, and never below what was seen")
  func complete() {
    var total = StratifiedTotal()
    total.addCount(
      [.init(value: 1, weight: 3), .init(value: 0, weight: 5)],
      population: 8,
      recordCount: 2
    )
    #expect(total.isComplete)
    #expect(total.estimate == 3)
    #expect(total.interval() == ConfidenceInterval(lower: 3, upper: 3))
    total.addCount(Self.records([1, 0, 0, 0]), population: 5, recordCount: 5)
    #expect(!total.isComplete)
    #expect(total.interval().lower >= 4)
    #expect(total.ceiling == 13)
  }

  @Test("leaves a stratum in doubt in which nothing was seen")
  func nothingSeen() {
    var total = StratifiedTotal()
    total.addCount(
      Self.records([Double](repeating: 0, count: 50)),
      population: 5000,
      recordCount: 5000
    )
    #expect(total.estimate == 0)
    #expect(total.interval().upper > 150)
  }

  @Test("covers the truth as often as it says")
  func coverage() {
    var random = SeededGenerator(seed: 3)
    var hits = (counts: 0, sums: 0)
    for _ in 0..<300 {
      var truth = (count: 0.0, sum: 0.0)
      var total = (counts: StratifiedTotal(), sums: StratifiedTotal())
      for stratum in 0..<4 {
        let population = (0..<(200 + 100 * stratum)).map { _ -> StratifiedTotal.Record in
          let isAbove = random.happens(0.1 + 0.2 * Double(stratum))
          let value = isAbove ? 1 + random.unit() : 0
          return StratifiedTotal.Record(value: value, weight: random.happens(0.3) ? 4 : 1)
        }
        let weights = population.reduce(0) { $0 + $1.weight }
        truth.count += population.reduce(0) { $0 + ($1.value > 0 ? $1.weight : 0) }
        truth.sum += population.reduce(0) { $0 + $1.weight * $1.value }
        let sample = Array(population.shuffled(using: &random).prefix(60))
        let records = Int64(population.count)
        total.counts.addCount(
          sample.map { .init(value: $0.value > 0 ? 1 : 0, weight: $0.weight) },
          population: weights,
          recordCount: records
        )
        total.sums.add(sample, population: weights, recordCount: records)
      }
      if total.counts.interval().contains(truth.count) { hits.counts += 1 }
      if total.sums.interval().contains(truth.sum) { hits.sums += 1 }
    }
    #expect((276...300).contains(hits.counts), "\(hits.counts) of 300")
    #expect((273...297).contains(hits.sums), "\(hits.sums) of 300")
  }
}

@Suite("What values have above a limit")
struct ExcessTests {
  @Test("is exact of few, and within the bucket's error of many", arguments: [40, 5000])
  func excess(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    var sketch = LatencySketch()
    let values = (0..<count).map { _ in Int64(1e6 / (0.01 + random.unit())) }
    for value in values { sketch.record(value) }
    for limit in [0, 1e6, 1.7e6, 5e6, 2e7, 1e9] {
      let truth = values.reduce(0.0) { $0 + max(0, Double($1) - limit) }
      // The values themselves are known to 0.55 %, what they have above the limit is a part of that.
      let above = values.reduce(0.0) { $0 + (Double($1) > limit ? Double($1) : 0) }
      let bound = count <= LatencySketch.exactLimit ? 1e-9 * above : 0.0055 * above
      #expect(abs(sketch.excess(above: limit) - truth) <= bound, "\(limit)")
    }
  }
}
