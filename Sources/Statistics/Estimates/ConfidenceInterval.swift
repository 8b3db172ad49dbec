/// Two ends between which a quantity lies with a stated confidence.
package struct ConfidenceInterval: Sendable, Equatable {
  /// The lower end; minus infinity when there is none.
  package var lower: Double
  /// The upper end; infinity when there is none.
  package var upper: Double

  package init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// Whether a number lies between the ends, or is one of them.
  package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// Both ends through a function that never decreases.
  func mapped(_ transform: (Double) -> Double) -> ConfidenceInterval {
    ConfidenceInterval(lower: transform(lower), upper: transform(upper))
  }
}
