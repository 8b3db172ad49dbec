/// What each day of the week is usually like.
package struct WeekdayProfile: Sendable {
  /// How far back it looks: eight weeks.
  package static let days = 56

  /// What each weekday adds; `nil` for those seen too seldom.
  private var effects: [Double?]

  /// - Parameters:
  ///   - history: Days in any order.
  ///   - end: The first day that does not belong to the profile.
  package init(_ history: [DailyValue], before end: Int) {
    var values = [[Double]](repeating: [], count: 7)
    for day in history where day.day < end && day.day >= end - Self.days {
      values[day.weekday].append(day.value)
    }
    effects = WeekdayEffects(values).effects
  }

  /// Whether the weekdays of all these days are known.
  package func knows(_ days: [DailyValue]) -> Bool {
    days.allSatisfy { effects[$0.weekday] != nil }
  }

  /// Returns the days' values without what is usual for their weekday; unknown weekdays are left out.
  package func removed(from days: [DailyValue]) -> [DailyValue] {
    days.compactMap { day in
      effects[day.weekday].map { DailyValue(day: day.day, value: day.value - $0) }
    }
  }

  /// Returns the latest days of each side such that both have every weekday in the same proportion.
  ///
  /// A side that is longer keeps whole multiples of the other's weekdays: of four weeks against one all
  /// four are kept, so that a change a week ago is seen against the weeks before it.
  package static func matched(
    _ first: [DailyValue],
    _ second: [DailyValue]
  ) -> (first: [DailyValue], second: [DailyValue]) {
    func counts(_ days: [DailyValue]) -> [Int] {
      days.reduce(into: [Int](repeating: 0, count: 7)) { $0[$1.weekday] += 1 }
    }
    let common = zip(counts(first), counts(second)).map { min($0, $1) }
    func latest(_ days: [DailyValue]) -> [DailyValue] {
      let multiple = zip(counts(days), common).compactMap { $1 > 0 ? $0 / $1 : nil }.min() ?? 0
      var open = common.map { $0 * multiple }
      let chosen = days.sorted { $0.day > $1.day }.filter { day in
        open[day.weekday] -= 1
        return open[day.weekday] >= 0
      }
      return chosen.reversed()
    }
    return (latest(first), latest(second))
  }
}
