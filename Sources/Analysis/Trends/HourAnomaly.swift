/// A stretch of hours far from what such hours usually have.
package struct HourAnomaly: Sendable, Equatable {
  /// The first hour, in hours since 1 January 1970, and how many there are; hours between without a value
  /// count as well.
  package var start: Int
  package var hours: Int
  /// The level of the hour furthest away, and what was expected of it.
  package var level: Double
  package var expected: Double

  package init(start: Int, hours: Int, level: Double, expected: Double) {
    (self.start, self.hours) = (start, hours)
    (self.level, self.expected) = (level, expected)
  }

  /// When it began, since 1970.
  package var startMicroseconds: Int64 { Int64(start) * 3_600_000_000 }
}
