/// What a trend analysis looks at.
package struct TrendSettings: Sendable, Equatable {
  /// The metrics; all by default.
  package var metrics = ComparisonMetric.allCases
  /// Only the operations of these names; empty for all.
  ///
  /// An operation that is named is tested however small it is.
  package var operations: [String] = []
  /// The levels whose crossing is foreseen.
  package var limits: TrendLimits
  /// What is expected is said for so many days, of short histories for fewer.
  package var horizonDays = 30
  /// Of so many operations, those of the largest share of their environment's time, every metric is
  /// foreseen, and of the others p95: what is said, stored and scored each night is bounded by that.
  package var fullyForeseenOperations = 50

  /// Of so many days, the latest, hours that stood out are told; 0 for none.
  package var hourDays: Int32 = 7

  /// Whether any row that is looked at has hours.
  package var looksAtHours: Bool {
    hourDays > 0 && (metrics.contains(.mean) || metrics.contains(.requests))
  }

  package init(limits: TrendLimits = TrendLimits()) { self.limits = limits }
}
