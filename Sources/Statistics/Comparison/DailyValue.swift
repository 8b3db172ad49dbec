/// One number about one day.
///
/// Latencies enter as logarithms, rates as the logarithm of their odds, so that differences are
/// relative changes.
package struct DailyValue: Sendable, Equatable {
  /// Days since 1 January 1970.
  package var day: Int
  /// Finite.
  package var value: Double

  package init(day: Int, value: Double) {
    self.day = day
    self.value = value
  }

  /// The weekday as a number in 0..<7, Thursday being 0.
  package var weekday: Int { (day % 7 + 7) % 7 }
}
