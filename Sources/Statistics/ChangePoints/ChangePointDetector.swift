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
    guard let series = StandardSeries(values, periods: periods) else {
      return SeriesChanges(flat: values)
    }
    return series.changes(SegmentedFit(series.values, price: tier.price))
  }

  /// Returns the change points of both tiers, for little more than the price of one.
  ///
  /// - Parameter values: Evenly spaced and finite.
  /// - Returns: What ``changes(in:tier:)`` returns for each tier.
  /// - Complexity: O(*n*²).
  package func tiers(
    of values: [Double]
  ) -> (confirmed: SeriesChanges, watch: SeriesChanges) {
    guard let series = StandardSeries(values, periods: periods) else {
      let none = SeriesChanges(flat: values)
      return (none, none)
    }
    let loose = SegmentedFit(series.values, price: Tier.watch.price)
    let watch = series.changes(loose)
    guard !loose.isQuiet else { return (watch, watch) }
    let strict = SegmentedFit(series.values, price: Tier.confirmed.price)
    return (series.changes(strict), watch)
  }
}

/// A series without its season and spikes, of mean 0 and deviation 1.
private struct StandardSeries {
  let values: [Double]
  private let spikes: [Int]
  private let seasonality: Seasonality?
  private let scale: (center: Double, deviation: Double)

  /// `nil` when the series is too short or constant.
  init?(_ series: [Double], periods: [Int]) {
    guard series.count >= ChangePointDetector.leastValues else { return nil }
    let period = Seasonality.period(among: periods, of: series)
    seasonality = period.flatMap { Seasonality(series, period: $0) }
    let filtered = SpikeFilter(seasonality?.removed(from: series) ?? series)
    spikes = filtered.spikes
    guard let moments = Moments(filtered.values), moments.variance > 0 else { return nil }
    let count = Double(series.count)
    // The deviation with n in the denominator, so that the noise scale starts at exactly 1.
    let deviation = (moments.variance * (count - 1) / count).squareRoot()
    scale = (moments.mean, deviation)
    values = filtered.values.map { ($0 - moments.mean) / deviation }
  }

  /// What a fit of ``values`` says about the series.
  func changes(_ fit: SegmentedFit) -> SeriesChanges {
    SeriesChanges(fit: fit, spikes: spikes, seasonality: seasonality, scale: scale)
  }
}
