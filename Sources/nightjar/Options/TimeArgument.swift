internal import Foundation
internal import LogReading
internal import MetricLog

/// Reads times as people write them on a command line or in settings.
enum TimeArgument {
  /// Reads a time.
  ///
  /// - Parameters:
  ///   - text: A time, a day, or a stretch back from now.
  ///   - now: Microseconds since 1970.
  ///   - zone: Where a time without a zone is meant.
  /// - Returns: Microseconds since 1970, or `nil` for any other text.
  static func microseconds(_ text: String, now: Int64, zone: TimeZone) -> Int64? {
    if let back = back(text) { return now - back }
    // To the second, with and without a zone; to the minute, with and without; the day alone.
    let toTheSecond = "\(text.prefix(16)):00\(text.dropFirst(16))"
    for candidate in [text, toTheSecond] {
      if let time = RFC3339.microseconds(Array(candidate.utf8)) { return time }
    }
    let wall = [text + "Z", toTheSecond + "Z", text + "T00:00:00Z"].lazy
      .compactMap { RFC3339.microseconds(Array($0.utf8)) }.first
    return wall.map { time(ofWall: $0, zone) }
  }

  /// The time at which clocks of a zone show what a clock of UTC shows at another.
  ///
  /// A time that clocks show twice is the earlier one.
  private static func time(ofWall wall: Int64, _ zone: TimeZone) -> Int64 {
    func offset(_ time: Int64) -> Int64 {
      let date = Date(timeIntervalSince1970: Double(time) / 1e6)
      return Int64(zone.secondsFromGMT(for: date)) * Timestamp.microsecondsPerSecond
    }
    return wall - offset(wall - offset(wall))
  }

  /// Microseconds of `90m`, `24h` or `7d`.
  private static func back(_ text: String) -> Int64? {
    guard let unit = text.last, let count = Int64(text.dropLast()), (0...1_000_000).contains(count)
    else { return nil }
    let seconds: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    return seconds[unit].map { $0 * count * Timestamp.microsecondsPerSecond }
  }
}
