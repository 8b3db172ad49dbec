/// The middle of a set of numbers and how far the others lie from it.
package enum Median {
  /// What the median absolute deviation is multiplied by to estimate a normal deviation.
  package static let normalConsistency = 1.4826

  /// Returns the median, for an even count the mean of the two in the middle; `nil` of nothing.
  ///
  /// - Complexity: O(*n*) on average.
  package static func of(_ values: [Double]) -> Double? {
    var values = values
    return place(in: &values)
  }

  /// Returns the median and puts no value before place *n* / 2 that is larger than one behind it.
  static func place(in values: inout [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let upper = Selection.place(values.count / 2, in: &values)
    guard values.count % 2 == 0 else { return upper }
    let lower = values[..<(values.count / 2)].max() ?? upper
    return lower + (upper - lower) / 2
  }

  /// Returns the median of the distances from the median, not scaled; `nil` of nothing.
  package static func absoluteDeviation(of values: [Double]) -> Double? {
    guard let center = of(values) else { return nil }
    return of(values.map { ($0 - center).magnitude })
  }
}
