/// What the listed operations are ordered by, the largest first.
package enum ReportOrder: String, CaseIterable, Sendable {
  /// Total duration: the order in which work pays.
  case time
  case requests
  case errors
  case p50, p95, p99, max, mean
  /// Database statements a request.
  case statements
}

/// How a report is made of a digest.
package struct ReportOptions: Sendable {
  /// The filters that were in force when the digest was made; shown, not applied.
  package var selection = Selection()
  /// The most operations listed; the others are one row.
  package var top = Int.max
  package var order = ReportOrder.time
  /// The numbers that rules go by.
  package var rules = RuleSettings()
  /// The levels of alerts.
  package var alerts = AlertThresholds()
  /// How much the day has, and those before it; `nil` when that is not known.
  package var volumes: LogVolumes?
  /// Findings that are not shown, no identifier twice.
  package var suppressions: [Suppression] = []
  /// The day by which suppressions expire.
  package var today = Day(number: 0)
  /// Kinds of names that are not shown.
  package var hidden: Set<HiddenName> = []
  /// Threads that ask the rules; the report does not depend on it.
  package var threads = 1

  package init() {}
}
