/// Finds where a series changes its level or its slope, in spite of seasons, spikes and dependence.
///
/// The series is cut into stretches that are constant or straight, so that the squares about them and
/// a price for each cut are least. The price grows with the logarithm of the length and with the
/// long-run variance of what is left, which is estimated together with the cuts.
/// `docs/METHODS.md`, "Change points", has the rates of false alarms that were measured.
package struct ChangePointDetector: Sendable {
  /// How sure a change must be.
  package enum Tier: Sendable, CaseIterable {
    /// Worth a look: two log n a cut.
    case watch
    /// Worth an alarm: three log n a cut.
    case confirmed

    fileprivate var price: Double { self == .watch ? 2 : 3 }
  }

  /// Shorter series have no change points.
  package static let leastValues = 14
  /// Shorter series are fitted by constants alone.
  package static let leastForSlopes = 45

  /// The periods that are looked for: 7 for days, 24 and 168 for hours.
  package let periods: [Int]

  package init(periods: [Int] = [7]) { self.periods = periods }

  /// Returns the change points of a series.
  ///
  /// - Parameters:
  ///   - values: Evenly spaced and finite; logarithms, where a change is a factor.
  ///   - tier: How sure a change must be.
  /// - Returns: No change points for a series that is too short or constant.
  /// - Complexity: O(*n*²), a millisecond for a year of days.
  package func changes(in values: [Double], tier: Tier = .confirmed) -> SeriesChanges {
    guard values.count >= Self.leastValues else { return SeriesChanges(flat: values) }
    let period = Seasonality.period(among: periods, of: values)
    let seasonality = period.flatMap { Seasonality(values, period: $0) }
    let filtered = SpikeFilter(seasonality?.removed(from: values) ?? values)
    guard let moments = Moments(filtered.values), moments.variance > 0 else {
      return SeriesChanges(flat: values)
    }
    let count = Double(values.count)
    // The deviation with n in the denominator, so that the noise scale starts at exactly 1.
    let deviation = (moments.variance * (count - 1) / count).squareRoot()
    let standard = filtered.values.map { ($0 - moments.mean) / deviation }
    let fit = SegmentedFit(standard, price: tier.price)
    return SeriesChanges(
      fit: fit,
      spikes: filtered.spikes,
      seasonality: seasonality,
      scale: (center: moments.mean, deviation: deviation)
    )
  }
}
