internal import ArgumentParser
internal import Foundation
internal import Reporting
internal import Settings

/// The time zone of times without one, and of those that people are told.
struct TimeZoneOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Tell times in this zone, such as Europe/Berlin, and mean times without a zone in it. JSON and \
      OpenMetrics stay in UTC, and so do the days of a history.
      """,
      valueName: "zone"
    )
  )
  var timeZone: String?

  func validate() throws {
    guard let timeZone, TimeZone(identifier: timeZone) == nil else { return }
    throw ValidationError(
      "--time-zone \(timeZone) is not known: write a name such as UTC or Europe/Berlin."
    )
  }

  func apply(to settings: inout Settings) {
    settings.set(.timeZone, option: "--time-zone", timeZone.map { .text($0) })
  }
}

extension Settings {
  /// The clock by which people are told times.
  var clock: ClockText {
    guard let name = text(.timeZone), name != "UTC", let zone = TimeZone(identifier: name) else {
      return .utc
    }
    return ClockText(zone: name) { microseconds in
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(microseconds) / 1e6))
    }
  }
}
