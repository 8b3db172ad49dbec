/// Whether something is more often so in one group than in another within strata of alike cases.
///
/// Counts are added stratum by stratum, so that a difference between strata (slow hours have other
/// clients) cannot pass for one between the groups.
///
/// Method: Mantel and Haenszel 1959 for the chi-square; the common risk ratio and its interval after
/// Greenland and Robins, "Estimation of a common effect parameter from sparse follow-up data", 1985.
package struct MantelHaenszelTest: Sendable {
  private var observed = 0.0
  private var expected = 0.0
  private var variance = 0.0
  private var firstWeight = 0.0
  private var secondWeight = 0.0
  private var ratioVariance = 0.0
  /// The strata that had both groups, and cases as well as others.
  package private(set) var informativeStrata = 0

  package init() {}

  /// Adds a stratum; one with an empty group says nothing and is passed over.
  package mutating func add(_ first: Proportion, _ second: Proportion) {
    let n1 = Double(first.total)
    let n0 = Double(second.total)
    let n = n1 + n0
    guard n1 > 0, n0 > 0 else { return }
    let a = Double(first.count)
    let c = Double(second.count)
    let cases = a + c
    guard cases > 0, cases < n else {
      // All or none: no variance, but the share of the risk ratio is that of equal groups.
      addRatio(a, n1, c, n0)
      return
    }
    informativeStrata += 1
    observed += a
    expected += n1 * cases / n
    variance += n1 * n0 * cases * (n - cases) / (n * n * (n - 1))
    addRatio(a, n1, c, n0)
  }

  private mutating func addRatio(_ a: Double, _ n1: Double, _ c: Double, _ n0: Double) {
    let n = n1 + n0
    firstWeight += a * n0 / n
    secondWeight += c * n1 / n
    ratioVariance += (n1 * n0 * (a + c) - a * c * n) / (n * n)
  }

  /// The statistic, with one degree of freedom; 0 when no stratum says anything.
  ///
  /// - Parameter isCorrected: Whether for continuity, which keeps the level when counts are small.
  /// - Returns: Not negative.
  package func chiSquare(isCorrected: Bool = false) -> Double {
    guard variance > 0 else { return 0 }
    let distance = max(0, (observed - expected).magnitude - (isCorrected ? 0.5 : 0))
    return distance * distance / variance
  }

  /// The two-sided p value of ``chiSquare(isCorrected:)``.
  package func pValue(isCorrected: Bool = false) -> Double {
    ChiSquareDistribution(degreesOfFreedom: 1).upperTail(chiSquare(isCorrected: isCorrected))
  }

  /// The common risk ratio with its interval; `nil` when one group never has a case.
  package func riskRatio(
    confidence: Double = 0.95
  ) -> (ratio: Double, interval: ConfidenceInterval)? {
    guard firstWeight > 0, secondWeight > 0 else { return nil }
    let ratio = firstWeight / secondWeight
    let deviation = (max(0, ratioVariance) / (firstWeight * secondWeight)).squareRoot()
    let half = NormalDistribution.quantile((1 + confidence) / 2) * deviation
    let factor = RealFunction.exp(half)
    return (ratio, ConfidenceInterval(lower: ratio / factor, upper: ratio * factor))
  }
}
