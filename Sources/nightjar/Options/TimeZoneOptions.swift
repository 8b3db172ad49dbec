internal import ArgumentParser
internal import Foundation
internal import Reporting

/// The time zone in which people are told times.
struct TimeZoneOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Tell times in this zone, such as Europe/Berlin. JSON and OpenMetrics stay in UTC, and so do \
      the days of a history.
      """,
      valueName: "zone"
    )
  )
  var timeZone = "UTC"

  func validate() throws {
    guard TimeZone(identifier: timeZone) != nil else {
      throw ValidationError(
        "--time-zone \(timeZone) is not known: write a name such as UTC or Europe/Berlin."
      )
    }
  }

  /// The clock of the zone.
  var clock: ClockText {
    guard timeZone != "UTC", let zone = TimeZone(identifier: timeZone) else { return .utc }
    return ClockText(zone: timeZone) { microseconds in
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(microseconds) / 1e6))
    }
  }
}
