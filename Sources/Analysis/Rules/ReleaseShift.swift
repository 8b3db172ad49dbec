internal import MetricLog
internal import Statistics

/// How one quantity differs between two releases that follow each other, in logarithms.
struct ReleaseShift: Sendable {
  let before: Symbol
  let after: Symbol
  /// Medians, in nanoseconds.
  let medianBefore: Double
  let medianAfter: Double
  /// ln(after / before) with a conservative interval: that of the medians' 95 % intervals.
  let shift: Double
  let interval: ConfidenceInterval
  let countBefore: Int64
  let countAfter: Int64

  /// - Parameters:
  ///   - releases: The earlier and the later one.
  ///   - counts: The values compared of each.
  ///   - medians: Of each, in nanoseconds.
  ///   - old: The 95 % interval of the earlier median.
  ///   - new: The 95 % interval of the later median.
  init(
    releases: (before: Symbol, after: Symbol),
    counts: (before: Int64, after: Int64),
    medians: (before: Double, after: Double),
    old: ConfidenceInterval,
    new: ConfidenceInterval
  ) {
    // What takes nothing has no ratio; a thousandth of a millisecond is as good as nothing.
    func logarithm(_ value: Double) -> Double { RealFunction.log(max(1000, value)) }
    (before, after) = releases
    (countBefore, countAfter) = counts
    (medianBefore, medianAfter) = medians
    shift = logarithm(medians.after) - logarithm(medians.before)
    interval = ConfidenceInterval(
      lower: logarithm(new.lower) - logarithm(old.upper),
      upper: logarithm(new.upper) - logarithm(old.lower)
    )
  }
}

/// What everything else did between two releases: the background that a change must stand out from.
///
/// Requests are not independent, and a busy hour or a smaller machine slows everything at once. The
/// shifts of all operations or fields of a service between the same two releases show how much of a
/// shift nobody's change is: their median is taken off, and their spread is the noise.
struct ReleaseBackground: Sendable {
  let median: Double
  /// 1.4826 times the median distance from the median, at least ``leastDeviation``.
  let deviation: Double
  /// The quantities compared.
  let count: Int

  /// Less than 5 % of spread would be luck.
  private static let leastDeviation = 0.05

  init(_ shifts: [Double]) {
    median = Median.of(shifts) ?? 0
    let distance = Median.absoluteDeviation(of: shifts) ?? 0
    deviation = max(Self.leastDeviation, Median.normalConsistency * distance)
    count = shifts.count
  }

  /// The shift that a change must exceed, beyond the median.
  func least(_ ratio: Double, deviations: Double) -> Double {
    max(RealFunction.log(ratio), deviations * deviation)
  }

  /// How sure it is that something changed by more than the background.
  ///
  /// - Returns: `nil` when it does not stand out; strong when the whole interval does, among enough
  ///   others to know the background by.
  func confidence(
    _ shift: ReleaseShift,
    ratio: Double,
    deviations: Double
  ) -> Confidence? {
    let least = least(ratio, deviations: deviations)
    guard shift.shift - median >= least else { return nil }
    if shift.interval.lower - median >= least { return count >= 5 ? .strong : .probable }
    return shift.interval.lower - median > 0 ? .probable : nil
  }

  /// The shift and the background in figures.
  ///
  /// - Parameters:
  ///   - shift: One of those that the background is made of.
  ///   - subject: What its counts are of, as in the figures' names.
  /// - Returns: The ratio with its interval, medians, counts, and what everything else did.
  func evidence(_ shift: ReleaseShift, counting subject: String) -> [Measurement] {
    [
      Measurement(
        "ratio",
        RealFunction.exp(shift.shift),
        .number,
        low: RealFunction.exp(shift.interval.lower),
        high: RealFunction.exp(shift.interval.upper)
      ),
      Measurement("median_before", shift.medianBefore, .nanoseconds),
      Measurement("median_after", shift.medianAfter, .nanoseconds),
      Measurement("\(subject)_before", count: shift.countBefore),
      Measurement("\(subject)_after", count: shift.countAfter),
      Measurement("background_ratio", RealFunction.exp(median), .number),
      Measurement("background_deviation", deviation, .number),
    ]
  }
}

/// A service, an environment and two releases that follow each other.
struct Succession: Hashable, Sendable {
  var service: Symbol
  var env: Symbol
  var before: Symbol
  var after: Symbol
}
