import MetricLog

/// Dates and times of one time zone, to the second.
///
/// Only people see a time zone: times are kept in UTC, the JSON report gives them in UTC, and the days
/// of a history are days in UTC.
package struct ClockText: Sendable {
  /// Coordinated universal time.
  package static let utc = ClockText(zone: "UTC") { _ in 0 }

  /// The zone's name, as it stands behind times.
  package let zone: String
  private let offsetSeconds: @Sendable (_ microseconds: Int64) -> Int

  /// A clock of a zone; `offsetSeconds` says how far it is ahead of UTC at a time since 1970.
  package init(zone: String, offsetSeconds: @escaping @Sendable (_ microseconds: Int64) -> Int) {
    self.zone = zone
    self.offsetSeconds = offsetSeconds
  }

  /// `2026-11-21 00:00:03`.
  func dateTime(_ microseconds: Int64) -> String { date(microseconds) + " " + time(microseconds) }

  /// `2026-11-21`.
  func date(_ microseconds: Int64) -> String { String(local(microseconds).prefix(10)) }

  /// `00:00:03`.
  func time(_ microseconds: Int64) -> String {
    String(local(microseconds).dropFirst(11).prefix(8))
  }

  /// `00:00`, or the date as well where a reader needs it.
  func hour(_ microseconds: Int64, withDate: Bool) -> String {
    (withDate ? date(microseconds).dropFirst(5) + " " : "") + time(microseconds).prefix(5)
  }

  /// An end that is not part of the stretch: midnight is `24:00` of the day before.
  func endHour(_ microseconds: Int64, withDate: Bool) -> String {
    guard time(microseconds) == "00:00:00" else { return hour(microseconds, withDate: withDate) }
    return (withDate ? date(microseconds - 1).dropFirst(5) + " " : "") + "24:00"
  }

  /// Two times, the second without its date when it is the same day, and the zone.
  func range(_ first: Int64, _ last: Int64, dash: String) -> String {
    let end = date(first) == date(last) ? time(last) : dateTime(last)
    return "\(dateTime(first)) \(dash) \(end) \(zone)"
  }

  /// The time of the zone in microseconds since 1970, as if it were UTC.
  func localMicroseconds(_ microseconds: Int64) -> Int64 {
    let offset = Int64(offsetSeconds(microseconds)) * Timestamp.microsecondsPerSecond
    return microseconds.addingReportingOverflow(offset).partialValue
  }

  /// The time of the zone, written as RFC 3339 would write it in UTC.
  private func local(_ microseconds: Int64) -> String {
    Timestamp.rfc3339(microseconds: localMicroseconds(microseconds))
  }
}
