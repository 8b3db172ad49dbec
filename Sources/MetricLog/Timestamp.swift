/// Civil time and microseconds since 1970, in UTC and the Gregorian calendar.
package enum Timestamp {
  /// Microseconds in a second.
  package static let microsecondsPerSecond: Int64 = 1_000_000
  /// Microseconds in an hour.
  package static let microsecondsPerHour: Int64 = 3_600_000_000
  /// The first microsecond that a log may not hold: 2200-01-01T00:00:00Z.
  package static let upperLimit: Int64 =
    daysSince1970(year: 2200, month: 1, day: 1) * 86_400_000_000

  /// Returns the day's number, 1970-01-01 being 0.
  ///
  /// Method: the year is taken to begin in March, so that the leap day is its last
  /// (Howard Hinnant, "chrono-compatible low-level date algorithms").
  package static func daysSince1970(year: Int, month: Int, day: Int) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }

  /// Returns year, month and day of a day's number.
  package static func civil(daysSince1970 days: Int64) -> (year: Int, month: Int, day: Int) {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
  }

  /// The number of days in a month.
  package static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Formats as RFC 3339 in UTC with six decimals, as the log has it.
  package static func rfc3339(microseconds: Int64) -> String {
    let day = microseconds.flooredQuotient(86_400_000_000)
    let rest = microseconds - day * 86_400_000_000
    let date = civil(daysSince1970: day)
    let seconds = rest / microsecondsPerSecond
    return [
      padded(Int64(date.year), 4), "-", padded(Int64(date.month), 2), "-",
      padded(Int64(date.day), 2), "T", padded(seconds / 3600, 2), ":",
      padded(seconds / 60 % 60, 2), ":", padded(seconds % 60, 2), ".",
      padded(rest % microsecondsPerSecond, 6), "Z",
    ].joined()
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity; `divisor` is positive.
  package func flooredQuotient(_ divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
