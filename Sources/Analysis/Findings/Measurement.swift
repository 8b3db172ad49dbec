/// One number of a finding's evidence, with its interval where there is one.
package struct Measurement: Sendable, Equatable {
  /// What the number counts.
  package enum Unit: String, Sendable {
    case nanoseconds, bytes, count, share
    /// A plain number, such as statements for each item or a correlation.
    case number
    /// Nanoseconds a day.
    case nanosecondsPerDay
  }

  /// Stable, in words joined by underscores.
  package var name: String
  package var value: Double
  /// The ends of the 95 % interval; `nil` where the evidence has none.
  package var low: Double?
  package var high: Double?
  package var unit: Unit

  @inline(never)
  package init(
    _ name: String,
    _ value: Double,
    _ unit: Unit,
    low: Double? = nil,
    high: Double? = nil
  ) {
    self.name = name
    self.value = value
    self.unit = unit
    self.low = low.flatMap { $0.isFinite ? $0 : nil }
    self.high = high.flatMap { $0.isFinite ? $0 : nil }
  }

  /// A count.
  @inline(never)
  package init(_ name: String, count: Int64) { self.init(name, Double(count), .count) }
}
