import Foundation
import LogGeneration
import Testing

@Suite("Portable mathematics")
struct PortableMathTests {
  @Test("exp and log agree with the C library's to 1e-13")
  func accuracy() {
    for step in -4000...4000 {
      let x = Double(step) / 100
      #expect(abs(PortableMath.exp(x) / exp(x) - 1) < 1e-13)
      let y = exp(x / 2) * 1.000_123
      #expect(abs(PortableMath.log(y) - log(y)) < 1e-13 * max(1, abs(log(y))))
    }
  }

  @Test("the normal quantile inverts the distribution function")
  func normal() {
    for step in 1..<2000 {
      let p = Double(step) / 2000
      let x = PortableMath.normalQuantile(p)
      #expect(abs(erfc(-x / 2.0.squareRoot()) / 2 - p) < 2e-9)
    }
    #expect(abs(PortableMath.normalQuantile(1e-9) + 5.997_807) < 1e-5)
  }

  @Test("draws have the moments of their distributions")
  func moments() {
    var random = SplitMix64(seed: 1)
    let count = 200_000
    var sums = (unit: 0.0, normal: 0.0, square: 0.0, exponential: 0.0)
    for _ in 0..<count {
      sums.unit += random.unit()
      let normal = random.normal()
      sums.normal += normal
      sums.square += normal * normal
      sums.exponential += random.exponential(mean: 3)
    }
    #expect(abs(sums.unit / Double(count) - 0.5) < 0.003)
    #expect(abs(sums.normal / Double(count)) < 0.01)
    #expect(abs(sums.square / Double(count) - 1) < 0.02)
    #expect(abs(sums.exponential / Double(count) - 3) < 0.04)
  }

  @Test("SplitMix64 gives the published numbers")
  func reference() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
  }
}
