/// How far one sample lies above another, unmoved by outliers.
package enum HodgesLehmann {
  /// Returns the median of all differences `second` - `first`; `nil` when one is empty.
  ///
  /// - Complexity: O(*n m*). Method: Hodges and Lehmann, "Estimates of location based on rank
  ///   tests", 1963.
  package static func shift(from first: [Double], to second: [Double]) -> Double? {
    Median.of(differences(from: first, to: second))
  }

  static func differences(from first: [Double], to second: [Double]) -> [Double] {
    second.flatMap { later in first.map { later - $0 } }
  }
}
