internal import Statistics

/// Two periods, operation by operation: what got worse, what got better, and what cannot be said.
package struct Comparison: Sendable {
  /// One of the periods.
  package struct Side: Sendable, Equatable {
    /// In order.
    package var days: [Day] = []
    package var requests: Int64 = 0

    package init(days: [Day] = [], requests: Int64 = 0) {
      (self.days, self.requests) = (days, requests)
    }
  }

  /// What is said of a metric.
  package enum Outcome: String, Sendable {
    case regression, improvement, unchanged, inconclusive
  }

  /// One metric of one operation.
  package struct Change: Sendable {
    package var operation: OperationName
    package var metric: ComparisonMetric
    package var outcome: Outcome
    /// Why an outcome is inconclusive; empty else.
    package var reason = ""
    /// The median of the days: nanoseconds, a share, a count or bytes.
    package var baseline: Double?
    package var candidate: Double?
    /// Days that had enough requests and were compared.
    package var baselineDays = 0
    package var candidateDays = 0
    /// The relative change, of shares that of their odds; `nil` when there is none.
    package var effect: Double?
    /// The effect's interval of 95 %; `nil` ends are open.
    package var effectLower: Double?
    package var effectUpper: Double?
    /// The relative change that these days would have shown in four of five cases.
    package var smallestVisibleEffect: Double?
    /// After the correction for all operations of the metric.
    package var adjustedPValue = 1.0

    package init(operation: OperationName, metric: ComparisonMetric, outcome: Outcome) {
      (self.operation, self.metric, self.outcome) = (operation, metric, outcome)
    }
  }

  /// How the change of the mean duration came about, in nanoseconds; the parts add up.
  package struct Split: Sendable, Equatable {
    package var before: Double
    package var after: Double
    /// By other shares of the operations.
    package var mix: Double
    /// By the operations' own speed.
    package var speed: Double

    package init(before: Double, after: Double, mix: Double, speed: Double) {
      (self.before, self.after, self.mix, self.speed) = (before, after, mix, speed)
    }
  }

  package var baseline = Side()
  package var candidate = Side()
  /// Regressions first, then improvements, by operation and metric.
  package var changes: [Change] = []
  /// Operations of too little of the time to be tested.
  package var untested = 0
  /// Operations that only one of the periods has, in order.
  package var newOperations: [OperationName] = []
  package var vanishedOperations: [OperationName] = []
  /// `nil` when a period is empty.
  package var split: Split?

  package init() {}

  /// Days that each side needs.
  package static var leastDays: Int { PeriodComparison.leastDays }

  /// How many changes have an outcome.
  package func count(_ outcome: Outcome) -> Int { changes.count { $0.outcome == outcome } }
}
