import Statistics
import TestSupport
import Testing

@Suite("Values above a limit")
struct ExceedanceTests {
  @Test("are counted exactly below 92, whatever the weights")
  func small() {
    var random = SeededGenerator(seed: 7)
    var sketch = LatencySketch()
    var values: [(value: Int64, weight: Int64)] = []
    for _ in 0..<2000 {
      let entry = (value: Int64(random.below(92)), weight: Int64(1 + random.below(3)))
      values.append(entry)
      sketch.record(entry.value, weight: entry.weight)
    }
    for limit in -1...92 {
      let truth = values.reduce(Int64(0)) { $0 + ($1.value > limit ? $1.weight : 0) }
      #expect(sketch.count(above: Double(limit)) == Exceedance(exactly: truth), "\(limit)")
      let half = values.reduce(Int64(0)) {
        $0 + (Double($1.value) > Double(limit) + 0.5 ? $1.weight : 0)
      }
      #expect(sketch.count(above: Double(limit) + 0.5) == Exceedance(exactly: half), "\(limit).5")
    }
  }

  @Test(
    "lie within the bounds for large values, and the doubt is one bucket",
    arguments: [40, 3000]
  )
  func large(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    var sketch = LatencySketch()
    let values = (0..<count).map { _ in
      random.happens(0.02) ? 0 : Int64(1000 * (1 + 1e6 * random.unit() * random.unit()))
    }
    for value in values { sketch.record(value) }
    let limits: [Int64] = values.prefix(200).flatMap { [$0 - 1, $0, $0 + 1] } + [0, 5, 1 << 40]
    for limit in limits {
      let truth = Int64(values.count { $0 > limit })
      let found = sketch.count(above: Double(limit))
      #expect((found.least...found.most).contains(truth), "\(limit): \(found), \(truth)")
      #expect((found.least...found.most).contains(found.likely))
      let bucket = values.count {
        $0 > 0 && limit > 0 && abs(Double($0) / Double(limit) - 1) < 0.011
      }
      #expect(found.most - found.least <= Int64(bucket), "\(limit): \(found)")
      if count <= LatencySketch.exactLimit { #expect(found == Exceedance(exactly: truth)) }
    }
  }

  @Test("are none of nothing, all of what is larger")
  func edges() {
    #expect(LatencySketch().count(above: 0) == Exceedance())
    var sketch = LatencySketch()
    for _ in 0..<100 { sketch.record(1_000_000) }
    #expect(sketch.count(above: 999_999.5) == Exceedance(exactly: 100))
    #expect(sketch.count(above: 1_000_000) == Exceedance())
    #expect(sketch.count(above: .infinity) == Exceedance())
    #expect(sketch.count(above: -5) == Exceedance(exactly: 100))
  }
}
