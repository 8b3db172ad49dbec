import MetricLog

/// Dates and times in UTC, to the second.
enum ClockText {
  /// `2026-11-21 00:00:03`.
  static func dateTime(_ microseconds: Int64) -> String {
    date(microseconds) + " " + time(microseconds)
  }

  /// `2026-11-21`.
  static func date(_ microseconds: Int64) -> String {
    String(Timestamp.rfc3339(microseconds: microseconds).prefix(10))
  }

  /// `00:00:03`.
  static func time(_ microseconds: Int64) -> String {
    String(Timestamp.rfc3339(microseconds: microseconds).dropFirst(11).prefix(8))
  }

  /// `00:00`, or the date as well where a reader needs it.
  static func hour(_ microseconds: Int64, withDate: Bool) -> String {
    (withDate ? date(microseconds).dropFirst(5) + " " : "") + time(microseconds).prefix(5)
  }

  /// An end that is not part of the stretch: midnight is `24:00` of the day before.
  static func endHour(_ microseconds: Int64, withDate: Bool) -> String {
    guard time(microseconds) == "00:00:00" else { return hour(microseconds, withDate: withDate) }
    return (withDate ? date(microseconds - 1).dropFirst(5) + " " : "") + "24:00"
  }

  /// Two times, the second without its date when it is the same day.
  static func range(_ first: Int64, _ last: Int64, dash: String) -> String {
    let end = date(first) == date(last) ? time(last) : dateTime(last)
    return "\(dateTime(first)) \(dash) \(end) UTC"
  }
}
