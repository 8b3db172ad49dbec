internal import MetricLog

/// A day in UTC: the unit of the history and of every comparison.
package struct Day: Hashable, Comparable, Sendable {
  private static let microseconds = 24 * Timestamp.microsecondsPerHour

  /// Days since 1970-01-01.
  package let number: Int32

  package init(number: Int32) { self.number = number }

  /// The day that a time lies in.
  package init(ofMicroseconds time: Int64) {
    number = Int32(clamping: time.flooredQuotient(Self.microseconds))
  }

  /// Reads `2026-11-22`; `nil` for any other text and for days that no calendar has.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month), (1...Timestamp.daysIn(month: month, year: year)).contains(day)
    else { return nil }
    number = Int32(clamping: Timestamp.daysSince1970(year: year, month: month, day: day))
  }

  /// The day as ISO 8601 has it: `2026-11-22`.
  package var text: String {
    String(Timestamp.rfc3339(microseconds: startMicroseconds).prefix { $0 != "T" })
  }

  /// Midnight at its beginning.
  package var startMicroseconds: Int64 { Int64(number) * Self.microseconds }

  /// The day so many days later.
  package func advanced(by days: Int32) -> Day { Day(number: number + days) }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}
