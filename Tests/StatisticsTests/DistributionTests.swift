import Foundation
import Statistics
import Testing
import TestSupport

@Suite("Distributions")
struct DistributionTests {
  private func isClose(_ value: Double, _ truth: Double, within bound: Double = 1e-12) -> Bool {
    (value - truth).magnitude <= bound * truth.magnitude
  }

  @Test("have the normal's tails and quantiles")
  func normal() {
    #expect(isClose(NormalDistribution.quantile(0.975), 1.959_963_984_540_054))
    #expect(isClose(NormalDistribution.upperTail(10), 7.619_853_024_160_527e-24))
    #expect(isClose(NormalDistribution.twoSided(1.959_963_984_540_054), 0.05))
    #expect(NormalDistribution.quantile(0.5) == 0)
    #expect(NormalDistribution.quantile(0) == -.infinity)
    for z in stride(from: -8.0, through: 8, by: 0.37) {
      #expect(isClose(NormalDistribution.cumulative(z), erfc(-z / 2.0.squareRoot()) / 2))
      let back = NormalDistribution.quantile(NormalDistribution.cumulative(z))
      #expect(abs(back - z) < 1e-15 / NormalDistribution.density(z) + 1e-14)
    }
    #expect(isClose(NormalDistribution.quantile(1e-300), -37.0471, within: 1e-6))
  }

  @Test("have Student's, from one degree of freedom to many")
  func student() {
    let cauchy = StudentDistribution(degreesOfFreedom: 1)
    for t in [0.0, 0.3, 1, 12.7, 1e6] {
      #expect(isClose(cauchy.twoSided(t), 1 - 2 * atan(t) / Double.pi, within: 1e-9))
    }
    #expect(isClose(cauchy.quantile(0.975), 12.706_204_736_174_7))
    let three = StudentDistribution(degreesOfFreedom: 3)
    #expect(isClose(three.quantile(0.975), 3.182_446_305_284_263))
    #expect(isClose(three.quantile(0.025), -3.182_446_305_284_263))
    #expect(isClose(three.cumulative(three.quantile(0.9999)), 0.9999))
    let many = StudentDistribution(degreesOfFreedom: 1e7)
    #expect(abs(many.quantile(0.975) - NormalDistribution.quantile(0.975)) < 1e-6)
    #expect(three.twoSided(.infinity) == 0)
    #expect(three.quantile(0.5) == 0)
  }

  @Test("have chi-square's, on both tails")
  func chiSquare() {
    let one = ChiSquareDistribution(degreesOfFreedom: 1)
    #expect(isClose(one.upperTail(3.841_458_820_694_124), 0.05))
    #expect(isClose(one.quantile(0.95), 3.841_458_820_694_124))
    let two = ChiSquareDistribution(degreesOfFreedom: 2)
    for x in [0.01, 1, 10, 200] {
      #expect(isClose(two.upperTail(x), Foundation.exp(-x / 2)))
      #expect(isClose(two.cumulative(x), -expm1(-x / 2)))
    }
    #expect(isClose(two.quantile(1e-10), 2e-10, within: 1e-9))
  }

  @Test("have the binomial as the sum of its masses")
  func binomial() {
    for (trials, probability) in [(1, 0.5), (7, 0.1), (60, 0.95), (300, 0.99)] {
      let distribution = BinomialDistribution(trials: Int64(trials), probability: probability)
      // Pascal's rule, one trial at a time: no factorials and no cancellation.
      var masses = [1.0]
      for _ in 0..<trials {
        var next = [Double](repeating: 0, count: masses.count + 1)
        for (successes, mass) in masses.enumerated() {
          next[successes] += mass * (1 - probability)
          next[successes + 1] += mass * probability
        }
        masses = next
      }
      var below = 0.0
      for (successes, mass) in masses.enumerated() where mass > 1e-280 {
        #expect(isClose(distribution.mass(Int64(successes)), mass, within: 1e-11))
        #expect(abs(distribution.tails(from: Int64(successes)).below - below) < 1e-12)
        below += mass
        #expect(abs(distribution.cumulative(Int64(successes)) - below) < 1e-12)
      }
    }
    let none = BinomialDistribution(trials: 0, probability: 0.3)
    #expect(isClose(none.mass(0), 1))
    #expect(none.tails(from: 1).atLeast == 0)
  }
}
