internal import MetricLog

/// A week as ISO 8601 has it: Monday to Sunday, in the year that its Thursday lies in.
package struct Week: Hashable, Comparable, Sendable {
  /// The Monday.
  package let firstDay: Day

  /// The week that a day lies in.
  package init(of day: Day) {
    // 1970-01-01, day 0, was a Thursday.
    let weekday = (Int64(day.number) + 3) - (Int64(day.number) + 3).flooredQuotient(7) * 7
    firstDay = Day(number: Int32(clamping: Int64(day.number) - weekday))
  }

  /// Reads `2026-W47`; `nil` for any other text and for weeks that no calendar has.
  package init?(_ text: String) {
    let parts = text.split(separator: "-W", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let number = Int(parts[1])
    else { return nil }
    // The fourth of January is always in the first week.
    let first = Timestamp.daysSince1970(year: year, month: 1, day: 4)
    self.init(of: Day(number: Int32(clamping: first + Int64(number - 1) * 7)))
    guard self.text == text else { return nil }
  }

  /// The Sunday.
  package var lastDay: Day { firstDay.advanced(by: 6) }

  /// As ISO 8601 has it: `2026-W47`.
  package var text: String {
    let thursday = Int64(firstDay.number) + 3
    let year = Timestamp.civil(daysSince1970: thursday).year
    let dayOfYear = thursday - Timestamp.daysSince1970(year: year, month: 1, day: 1)
    let number = dayOfYear / 7 + 1
    let yearText = String(year)
    return String(repeating: "0", count: max(0, 4 - yearText.count)) + yearText
      + (number < 10 ? "-W0" : "-W") + "\(number)"
  }

  package static func < (left: Week, right: Week) -> Bool { left.firstDay < right.firstDay }
}
