internal import MetricLog

/// Reads times as RFC 3339 has them, with any number of decimals and any offset.
package enum RFC3339 {
  /// Returns microseconds since 1970, further decimals cut off; `nil` for any other text, for days
  /// that no calendar has, and outside the years 1970 to 2199.
  ///
  /// A leap second counts as the next second.
  package static func microseconds(_ text: [UInt8]) -> Int64? {
    var reader = Reader(text: text)
    guard let year = reader.digits(4), reader.take("-"), let month = reader.digits(2),
      reader.take("-"), let day = reader.digits(2),
      reader.take("T") || reader.take("t")
        || reader.take(" "),
      (1...12).contains(month), (1...Timestamp.daysIn(month: month, year: year)).contains(day),
      let clock = reader.clock(), let offset = reader.offset(), reader.isAtEnd
    else { return nil }
    let days = Timestamp.daysSince1970(year: year, month: month, day: day)
    let time = days * 86_400_000_000 + clock - offset
    return (0..<Timestamp.upperLimit).contains(time) ? time : nil
  }

  private struct Reader {
    var text: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == text.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    mutating func digits(_ count: Int) -> Int? {
      guard position + count <= text.count else { return nil }
      var value = 0
      for byte in text[position..<position + count] {
        guard byte &- Ascii.zero <= 9 else { return nil }
        value = value * 10 + Int(byte - Ascii.zero)
      }
      position += count
      return value
    }

    /// Microseconds of `HH:MM:SS[.f...]`.
    mutating func clock() -> Int64? {
      guard let hour = digits(2), take(":"), let minute = digits(2), take(":"),
        let second = digits(2), hour < 24, minute < 60, second <= 60
      else { return nil }
      var fraction: Int64 = 0
      if take(".") {
        var unit: Int64 = 100_000
        guard position < text.count, text[position] &- Ascii.zero <= 9 else { return nil }
        while let digit = digits(1) {
          fraction += Int64(digit) * unit
          unit /= 10
        }
      }
      let seconds = Int64((hour * 60 + minute) * 60 + second)
      return seconds * Timestamp.microsecondsPerSecond + fraction
    }

    /// Microseconds east of UTC.
    mutating func offset() -> Int64? {
      if take("Z") || take("z") { return 0 }
      let isWest = take("-")
      guard isWest || take("+"), let hours = digits(2), take(":"), let minutes = digits(2),
        hours < 24, minutes < 60
      else { return nil }
      let offset = Int64(hours * 60 + minutes) * 60 * Timestamp.microsecondsPerSecond
      return isWest ? -offset : offset
    }
  }
}
