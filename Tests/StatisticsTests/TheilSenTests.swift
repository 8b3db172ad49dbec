import Statistics
import Testing
import TestSupport

@Suite("The slope of Theil and Sen")
struct TheilSenTests {
  @Test("is the median of all pairs, with the ends at Sen's ranks")
  func exact() throws {
    let x: [Double] = [1, 2, 3, 4, 5, 6, 7, 8]
    let y: [Double] = [2, 3, 5, 4, 7, 8, 6, 30]
    var slopes: [Double] = []
    for i in 0..<8 { for j in 0..<i { slopes.append((y[i] - y[j]) / (x[i] - x[j])) } }
    slopes.sort()
    let fit = try #require(TheilSenSlope(x: x, y: y))
    #expect(fit.slope == (slopes[13] + slopes[14]) / 2)
    // Deviation of the score √(8 · 7 · 21 / 18) = 8.083: (28 ± 15.84) / 2 are the ranks 6 and 22.
    #expect(fit.interval == ConfidenceInterval(lower: slopes[5], upper: slopes[22]))
    #expect(fit.isExact)
    #expect(fit.intercept == 5.5 - fit.slope * 4.5)
  }

  @Test("has its ends at the ranks that sorting all slopes gives, whatever is tied")
  func sorted() throws {
    var random = SeededGenerator(seed: 14)
    for round in 0..<300 {
      let count = 5 + random.below(30)
      let x = (0..<count).map { _ in Double(random.below(count)) }
      let y = (0..<count).map { _ in Double(random.below(1 + round % 40)) }
      var slopes: [Double] = []
      for i in x.indices {
        for j in 0..<i where x[i] != x[j] { slopes.append((y[i] - y[j]) / (x[i] - x[j])) }
      }
      slopes.sort()
      let factor = Double(round % 6)
      let fit = try #require(TheilSenSlope(x: x, y: y) { _ in factor })
      #expect(fit.slope == Median.of(slopes))
      let deviation = (factor * KendallCorrelation(x, y).scoreVariance).squareRoot()
      let distance = NormalDistribution.quantile(0.975) * deviation
      let low = ((Double(slopes.count) - distance) / 2).rounded(.toNearestOrEven) - 1
      let high = ((Double(slopes.count) + distance) / 2).rounded(.toNearestOrEven)
      let isOpen = low < 0 || high >= Double(slopes.count)
      #expect(fit.interval.lower == (isOpen ? -.infinity : slopes[Int(low)]))
      #expect(fit.interval.upper == (isOpen ? .infinity : slopes[Int(high)]))
    }
  }

  @Test("exists only where x differs, and has ends only from five observations on")
  func few() throws {
    #expect(TheilSenSlope(x: [], y: []) == nil)
    #expect(TheilSenSlope(x: [3, 3, 3], y: [1, 2, 3]) == nil)
    let four = try #require(TheilSenSlope(x: [1, 2, 3, 4], y: [1, 2, 3, 4]))
    #expect(four.slope == 1)
    #expect(four.interval == ConfidenceInterval(lower: -.infinity, upper: .infinity))
    let five = try #require(TheilSenSlope(x: [1, 2, 3, 4, 5], y: [1, 2, 3, 4, 5]))
    #expect(five.interval == ConfidenceInterval(lower: 1, upper: 1))
    let flat = try #require(TheilSenSlope(x: [1, 2, 3, 4, 5, 6], y: [4, 4, 4, 4, 4, 4]))
    #expect(flat.interval == ConfidenceInterval(lower: 0, upper: 0))
  }

  @Test("comes from sampled pairs close to that of all, whatever shares an x")
  func sampled() throws {
    var random = SeededGenerator(seed: 12)
    for distinct in [2, 40, 100_000] {
      let x = (0..<900).map { _ in Double(random.below(distinct)) / Double(distinct) }
      let y = x.map { 3 * $0 + random.unit() }
      let fit = try #require(TheilSenSlope(x: x, y: y, seed: 1))
      #expect(!fit.isExact)
      var slopes: [Double] = []
      for i in x.indices {
        for j in 0..<i where x[i] != x[j] { slopes.append((y[i] - y[j]) / (x[i] - x[j])) }
      }
      let exact = try #require(Median.of(slopes))
      let half = (fit.interval.upper - fit.interval.lower) / 2
      #expect(abs(fit.slope - exact) < half / 2)
      #expect(fit.interval.contains(3))
      #expect(TheilSenSlope(x: x, y: y, seed: 1)?.interval == fit.interval)
    }
  }

  @Test("widens with the factor of autocorrelation, and holds the truth as often as it says")
  func interval() throws {
    var random = SeededGenerator(seed: 13)
    var held = 0
    for _ in 0..<400 {
      let x = (0..<20).map(Double.init)
      let y = x.map { 0.1 * $0 + random.unit() + random.unit() + random.unit() }
      let fit = try #require(TheilSenSlope(x: x, y: y))
      let wide = try #require(TheilSenSlope(x: x, y: y) { _ in 4 })
      #expect(wide.slope == fit.slope)
      #expect(wide.interval.lower < fit.interval.lower)
      if fit.interval.contains(0.1) { held += 1 }
    }
    // 95 % of 400, three deviations either way.
    #expect((367...393).contains(held))
  }
}
