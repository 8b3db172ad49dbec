/// One number about one hour, as a logarithm like ``DailyValue``.
package struct HourlyValue: Sendable, Equatable {
  /// Hours since 1 January 1970, midnight.
  package var hour: Int
  /// Finite.
  package var value: Double

  package init(hour: Int, value: Double) {
    self.hour = hour
    self.value = value
  }

  /// The hour of the week, in 0..<168.
  package var hourOfWeek: Int { (hour % 168 + 168) % 168 }
}
