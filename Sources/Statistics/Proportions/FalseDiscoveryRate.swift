/// Adjusts the p values of many tests so that few of those called significant are false.
package enum FalseDiscoveryRate {
  /// What is known of how the tests depend on each other.
  package enum Dependence: Sendable {
    /// Independent or positively dependent: Benjamini and Hochberg 1995.
    case positive
    /// Unknown: Benjamini and Yekutieli 2001, stricter by the factor 1 + 1/2 + … + 1/m.
    case arbitrary
  }

  /// Returns an adjusted p value for each p value, in the same order: a test is significant at the
  /// rate q when its adjusted value is at most q.
  ///
  /// - Complexity: O(*m* log *m*).
  package static func adjusted(
    _ pValues: [Double],
    dependence: Dependence = .positive
  ) -> [Double] {
    let count = Double(pValues.count)
    let penalty =
      switch dependence {
      case .positive: 1.0
      case .arbitrary: pValues.indices.reduce(0) { $0 + 1 / Double($1 + 1) }
      }
    var adjusted = pValues
    var smallest = 1.0
    let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    for (rank, index) in order.enumerated().reversed() {
      smallest = min(smallest, pValues[index] * penalty * count / Double(rank + 1))
      adjusted[index] = smallest
    }
    return adjusted
  }
}
