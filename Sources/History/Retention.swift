internal import Analysis

/// What a history keeps of days, each counted back from today, which is the first; `nil` keeps all.
package struct Retention: Sendable, Equatable {
  /// Days that stay at all.
  package var days: Int32?
  /// Days that tell their hours apart.
  package var hours: Int32?
  /// Days that have a digest of their own and do not share that of their week.
  package var dayDigests: Int32?
  /// What the file may have.
  package var budgetBytes: Int64?

  package init(
    days: Int32? = nil,
    hours: Int32? = nil,
    dayDigests: Int32? = nil,
    budgetBytes: Int64? = nil
  ) {
    (self.days, self.hours, self.dayDigests) = (days, hours, dayDigests)
    self.budgetBytes = budgetBytes
  }

  /// Whether everything is kept.
  package var keepsAll: Bool { self == Retention() }

  /// The first of so many days that end today.
  static func firstDay(_ count: Int32, _ today: Day) -> Day { today.advanced(by: 1 - count) }

  /// What a budget may take further than the settings, in this order: the hours of days that no
  /// comparison looks at any more, their digests, and then more of both.
  ///
  /// A fortnight of hours and four weeks of digests stay; days are never removed.
  static let underBudget = [
    Retention(hours: ProvisionalChanges.days + 2),
    Retention(dayDigests: ProvisionalChanges.days + 2),
    Retention(hours: 15), Retention(dayDigests: 29),
  ]
}
