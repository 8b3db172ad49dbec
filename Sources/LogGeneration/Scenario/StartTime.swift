import MetricLog

/// Reads the time at which a scenario starts.
package enum StartTime {
  /// Microseconds since 1970 of `2026-11-21T22:00:00Z` or `2026-11-21`; `nil` if it is neither.
  package static func microseconds(_ text: String) -> Int64? {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard let date = numbers(parts.first, widths: [4, 2, 2], separator: "-") else { return nil }
    guard (1970...2199).contains(date[0]), (1...12).contains(date[1]),
      (1...Timestamp.daysIn(month: date[1], year: date[0])).contains(date[2])
    else { return nil }
    let days = Timestamp.daysSince1970(year: date[0], month: date[1], day: date[2])
    guard parts.count == 2 else { return parts.count == 1 ? days * 86_400_000_000 : nil }
    guard parts[1].hasSuffix("Z"),
      let clock = numbers(parts[1].dropLast(), widths: [2, 2, 2], separator: ":"),
      clock[0] < 24, clock[1] < 60, clock[2] < 60
    else { return nil }
    let seconds = clock[0] * 3600 + clock[1] * 60 + clock[2]
    return days * 86_400_000_000 + Int64(seconds) * Timestamp.microsecondsPerSecond
  }

  private static func numbers(
    _ text: Substring?,
    widths: [Int],
    separator: Character
  ) -> [Int]? {
    guard let parts = text?.split(separator: separator, omittingEmptySubsequences: false),
      parts.count == widths.count
    else { return nil }
    let numbers = zip(parts, widths).compactMap { part, width in
      part.count == width && part.allSatisfy { ("0"..."9").contains($0) } ? Int(part) : nil
    }
    return numbers.count == widths.count ? numbers : nil
  }
}
