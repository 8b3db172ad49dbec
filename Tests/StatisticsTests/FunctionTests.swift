import Foundation
import Statistics
import Testing
import TestSupport

@Suite("Functions of real numbers")
struct FunctionTests {
  private func isClose(_ value: Double, _ truth: Double, within bound: Double) -> Bool {
    value == truth || (value - truth).magnitude <= bound * truth.magnitude
  }

  @Test("agree with the C library to a few last bits")
  func elementary() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let x = Foundation.exp(random.unit() * 1400 - 700)
      let power = random.unit() * 1400 - 700
      let small = random.unit() * 2 - 0.999
      #expect(isClose(RealFunction.log(x), Foundation.log(x), within: 1e-15))
      #expect(isClose(RealFunction.exp(power), Foundation.exp(power), within: 1e-15))
      #expect(isClose(RealFunction.log1p(small), Foundation.log1p(small), within: 2e-15))
      #expect(isClose(RealFunction.expm1(small), Foundation.expm1(small), within: 2e-15))
    }
    let one = 1.0
    let ends = [
      one.nextDown, one, one.nextUp, 2, Double.leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]
    for x in ends {
      #expect(isClose(RealFunction.log(x), Foundation.log(x), within: 1e-15))
    }
  }

  @Test("have the limits of their definitions at the ends")
  func ends() {
    #expect(RealFunction.log(0) == -.infinity)
    #expect(RealFunction.log(-1).isNaN)
    #expect(RealFunction.log(.infinity) == .infinity)
    #expect(RealFunction.exp(-800) == 0)
    #expect(RealFunction.exp(800) == .infinity)
    #expect(RealFunction.exp(0) == 1)
    #expect(RealFunction.expm1(1e-300) == 1e-300)
    #expect(RealFunction.log1p(1e-300) == 1e-300)
    #expect(RealFunction.logit(0.5) == 0)
    #expect(RealFunction.logit(0) == -.infinity)
  }

  @Test("include the logarithm of factorials")
  func gamma() {
    var logarithm = 0.0
    for n in 1...2000 {
      #expect(abs(GammaFunction.logarithm(Double(n)) - logarithm) <= 1e-14 * (30 + logarithm))
      logarithm += Foundation.log(Double(n))
    }
    #expect(isClose(GammaFunction.logarithm(0.5), Foundation.log(Double.pi) / 2, within: 1e-14))
    #expect(isClose(GammaFunction.logarithm(1e-5), 11.512919692895826, within: 1e-14))
  }

  @Test("include incomplete integrals whose two sides make one")
  func incomplete() {
    // P(1, x) = 1 - e^-x and I(x; a, 1) = x^a.
    for x in [1e-9, 0.1, 1, 1.9, 2.1, 30, 600] {
      let gamma = GammaFunction.incomplete(1, x)
      #expect(isClose(gamma.lower, -Foundation.expm1(-x), within: 1e-13))
      #expect(isClose(gamma.upper, Foundation.exp(-x), within: 1e-12))
    }
    for x in [1e-9, 0.2, 0.5, 0.99] {
      let beta = BetaFunction.incomplete(x, complement: 1 - x, 7, 1)
      #expect(isClose(beta.lower, Foundation.pow(x, 7), within: 1e-12))
      #expect(abs(beta.lower + beta.upper - 1) < 1e-15)
    }
    #expect(GammaFunction.incomplete(3, 0).upper == 1)
    #expect(BetaFunction.incomplete(1, complement: 0, 2, 3).lower == 1)
  }
}
