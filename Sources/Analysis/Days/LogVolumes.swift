internal import Statistics

/// How many requests a day has, and the days before it: what shows that a log is missing.
package struct LogVolumes: Sendable {
  /// Requests by service and environment.
  package typealias Counts = [Report.Environment: Int64]

  /// The day in question, which is over.
  package let day: Day
  let counts: Counts
  private let earlier: [(day: Day, counts: Counts)]

  /// Days that the same weekday has to be there for it alone to say what is usual.
  private static let leastWeekdays = 3
  private static let weekdayReach: Int32 = 28
  /// Days that there have to be otherwise, and how far back they may lie.
  private static let leastDays = 5
  private static let reach: Int32 = 14

  package init(day: Day, _ counts: Counts, earlier: [(day: Day, counts: Counts)]) {
    self.day = day
    self.counts = counts
    self.earlier = earlier
  }

  /// The volumes of a history.
  ///
  /// - Parameters:
  ///   - day: The day in question.
  ///   - figures: The history's days, in any order; those after the day are left out.
  package init(day: Day, _ figures: [DayFigures]) {
    let counts = figures.map { (day: $0.day, counts: $0.environmentRequests) }
    self.init(
      day: day,
      counts.first { $0.day == day }?.counts ?? [:],
      earlier: counts.filter { $0.day < day }
    )
  }

  /// The first day that says anything about a day.
  package static func firstDay(for day: Day) -> Day { day.advanced(by: -weekdayReach) }

  /// What is usual for an environment.
  struct Usual {
    /// Requests a day: the median.
    var requests: Double
    /// The fewest that a day had.
    var least: Int64
    var days: Int
    /// Whether only days of the same weekday were looked at.
    var isWeekday: Bool
  }

  /// Every environment of the earlier days, in order.
  var environments: [Report.Environment] {
    Set(earlier.flatMap(\.counts.keys)).sorted { ($0.service, $0.env) < ($1.service, $1.env) }
  }

  /// What is usual for an environment; `nil` when there are too few days to say.
  ///
  /// The same weekday of the last four weeks where three of them are known, else the last fourteen days
  /// where five of them are.
  func usual(_ environment: Report.Environment) -> Usual? {
    let known = earlier.compactMap { day, counts in counts[environment].map { (day, $0) } }
    func within(_ reach: Int32) -> [(Day, Int64)] {
      known.filter { $0.0.number >= day.number - reach }
    }
    let weekdays = within(Self.weekdayReach).filter { (day.number - $0.0.number) % 7 == 0 }
    let days = within(Self.reach)
    if weekdays.count >= Self.leastWeekdays { return usual(weekdays.map(\.1), isWeekday: true) }
    return days.count >= Self.leastDays ? usual(days.map(\.1), isWeekday: false) : nil
  }

  private func usual(_ counts: [Int64], isWeekday: Bool) -> Usual? {
    guard let least = counts.min(), let median = Median.of(counts.map { Double($0) }) else {
      return nil
    }
    return Usual(requests: median, least: least, days: counts.count, isWeekday: isWeekday)
  }
}
