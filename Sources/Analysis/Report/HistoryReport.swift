/// What became of a run's records in a history.
package struct HistoryReport: Sendable, Equatable {
  /// What happened to a day.
  package enum Outcome: String, Sendable {
    /// The day is new to the history.
    case recorded
    /// Records came to a day that the history had.
    case amended
    /// All of its records were known.
    case unchanged
    /// The day has been removed, and its records are not taken back.
    case expired
  }

  /// One day that the run's records lie in.
  package struct DayReport: Sendable, Equatable {
    package var day: Day
    package var outcome: Outcome
    /// Records that the history did not have.
    package var newRecords: Int64 = 0
    /// Records that it had.
    package var knownRecords: Int64 = 0
    /// Records of a removed day.
    package var expiredRecords: Int64 = 0
    /// Requests of the whole day before and after the run.
    package var requestsBefore: Int64 = 0
    package var requestsAfter: Int64 = 0

    package init(day: Day, outcome: Outcome) {
      self.day = day
      self.outcome = outcome
    }
  }

  /// The days, in order.
  package var days: [DayReport] = []
  /// How many days the history holds after the run.
  package var storedDays = 0
  /// What was done to keep the history small; `nil` when everything is to be kept.
  package var upkeep: HistoryUpkeep?
  /// In what the run's input is out of line with that of earlier runs; nothing of time and memory, which
  /// do not follow from it.
  package var outOfLine: [RunComparison.Row] = []

  package init() {}

  /// Records of all days that the history did not have.
  package var newRecords: Int64 { days.reduce(0) { $0 + $1.newRecords } }
  /// Records of all days that it had.
  package var knownRecords: Int64 { days.reduce(0) { $0 + $1.knownRecords } }

  /// The latest of the run's days that the history holds.
  package var lastStoredDay: Day? {
    days.last { $0.outcome != .expired && $0.requestsAfter > 0 }?.day
  }
}
