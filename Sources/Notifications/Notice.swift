package import Analysis

/// Something in a report that people are told about: a finding, or a regression of a comparison.
package struct Notice: Sendable, Equatable {
  /// Why it is told now.
  package enum Change: String, Sendable, CaseIterable {
    /// It was never told before.
    case new
    /// It was told at a lower severity or at two thirds of the cost, or less.
    case worse
    /// It was gone, and is back.
    case returned
  }

  /// The finding's, the same from night to night.
  package var id: String
  /// The finding's rule; `regression` for a regression.
  package var rule: String
  package var severity: Severity
  package var confidence: Confidence
  /// Empty when it is about more than one service.
  package var service: String
  package var env: String
  /// `nil` when it is not about an operation; empty when the operation is anonymous.
  package var operation: String?
  /// One line, safe for a terminal.
  package var title: String
  /// What was seen and what to do, safe for a terminal; may be empty.
  package var explanation: String
  package var recommendation: String
  /// Time that is spent because of it in the period of the report, in nanoseconds; 0 when it costs
  /// something other than time.
  package var costNanoseconds: Double
  /// What the recommendation is predicted to save, in nanoseconds a day; `nil` when that is not known.
  package var savingNanosecondsPerDay: Double?
  /// Where it is explained: a page and an anchor, or a command.
  package var link: String
  package var change = Change.new
  /// After so many days without it, it is gone.
  package var daysUntilGone = 2
}
