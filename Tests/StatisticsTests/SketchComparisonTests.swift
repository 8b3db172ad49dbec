import Statistics
import Testing
import TestSupport

@Suite("Two sketches side by side")
struct SketchComparisonTests {
  private func sketch(_ values: [Int64]) -> LatencySketch {
    var sketch = LatencySketch()
    for value in values { sketch.record(value) }
    return sketch
  }

  private func distance(_ first: [Int64], _ second: [Int64]) -> Double {
    Set(first + second).map { limit in
      let below = Double(first.count { $0 <= limit }) / Double(first.count)
      return abs(below - Double(second.count { $0 <= limit }) / Double(second.count))
    }.max() ?? 0
  }

  private func effect(_ first: [Int64], _ second: [Int64]) -> Double {
    var wins = 0.0
    for x in first { for y in second { wins += y > x ? 1 : y == x ? 0.5 : 0 } }
    return wins / Double(first.count * second.count)
  }

  @Test("have their distance and effect size, exactly when small and by buckets when large")
  func agreement() throws {
    var random = SeededGenerator(seed: 81)
    for (n, m, bound) in [(10, 20, 1e-12), (30, 600, 0.04), (700, 500, 0.02)] {
      let first = (0..<n).map { _ in Int64(random.below(100_000)) }
      let second = (0..<m).map { _ in Int64(random.below(130_000)) }
      let found = try #require(sketch(first).kolmogorovSmirnovDistance(to: sketch(second)))
      #expect(abs(found - distance(first, second)) <= bound)
      let size = try #require(sketch(first).commonLanguageEffect(of: sketch(second)))
      #expect(abs(size - effect(first, second)) <= bound)
    }
  }

  @Test("are equal to themselves, and nothing is compared with nothing")
  func ends() throws {
    let values = (0..<200).map { Int64($0 % 3 * 1000) }
    #expect(sketch(values).kolmogorovSmirnovDistance(to: sketch(values)) == 0)
    let same = try #require(sketch(values).commonLanguageEffect(of: sketch(values)))
    #expect(abs(same - 0.5) < 1e-12)
    #expect(sketch([1, 2]).commonLanguageEffect(of: sketch([5, 6])) == 1)
    #expect(sketch([1, 2]).kolmogorovSmirnovDistance(to: sketch([5, 6])) == 1)
    #expect(sketch([]).kolmogorovSmirnovDistance(to: sketch([1])) == nil)
    #expect(sketch([1]).commonLanguageEffect(of: sketch([])) == nil)
  }

  @Test("have intervals from days drawn again, the same for the same seed")
  func bootstrap() throws {
    var random = SeededGenerator(seed: 82)
    let bootstrap = DayBlockBootstrap(seed: 5)
    var held = 0
    for _ in 0..<30 {
      let first = (0..<20).map { _ in random.unit() }
      let second = (0..<20).map { _ in random.unit() + 0.5 }
      func difference(_ first: [Double], _ second: [Double]) -> Double? {
        (second.reduce(0, +) - first.reduce(0, +)) / 20
      }
      let interval = try #require(bootstrap.interval(first, second, statistic: difference))
      if interval.contains(0.5) { held += 1 }
    }
    #expect(held >= 23)
    func last(_ first: [Double], _ second: [Double]) -> Double? { second.last }
    #expect(
      bootstrap.interval([1, 2], [3, 4], statistic: last)
        == bootstrap.interval([1, 2], [3, 4], statistic: last)
    )
    #expect(bootstrap.interval([Double](), [1.0]) { _, _ in 1 } == nil)
    #expect(bootstrap.interval([1.0], [1.0]) { _, _ in nil } == nil)
    #expect(bootstrap.interval([1.0], [1.0]) { _, _ in 3 }?.upper == 3)
  }
}
