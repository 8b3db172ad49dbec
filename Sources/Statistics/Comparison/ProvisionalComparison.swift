/// A first look at a change of which there are too few days: the hours since then, each against the
/// same hour of earlier weeks.
///
/// Its result is provisional: hours depend on each other, and the correction for that is itself an
/// estimate. The noise floor is what keeps it honest.
package struct ProvisionalComparison: Sendable {
  /// Fewer hours say nothing.
  package static let leastHours = 8
  /// How many earlier weeks must have had an hour for it to be compared.
  package static let leastWeeks = 4
  /// How many earlier weeks an hour is compared with.
  package static let mostWeeks = 8

  /// The hours that could be compared.
  package let hours: Int
  /// The mean difference from the same hours of earlier weeks.
  package let shift: Double
  /// The correlation of an hour's difference with the next one's, corrected for its bias; 0...0.9.
  package let autocorrelation: Double
  /// How many independent hours these are worth.
  package let effectiveHours: Double
  /// The shift's interval of 95 %, open when there are too few independent hours.
  package let interval: ConfidenceInterval
  /// Two-sided.
  package let pValue: Double
  /// The noise floor: the same statistic over earlier stretches of as many hours.
  package let gate: PlaceboGate?

  /// `nil` when fewer than ``leastHours`` hours have a past to compare with.
  ///
  /// - Parameters:
  ///   - candidate: The hours to judge.
  ///   - history: Earlier hours, in any order.
  package init?(candidate: [HourlyValue], history: [HourlyValue]) {
    guard let start = candidate.map(\.hour).min() else { return nil }
    let past = history.filter { $0.hour < start }.sorted { $0.hour < $1.hour }
    let profile = HourProfile(past)
    let differences = candidate.sorted { $0.hour < $1.hour }.compactMap(profile.difference)
    guard differences.count >= Self.leastHours, let moments = Moments(differences) else {
      return nil
    }
    hours = differences.count
    shift = moments.mean
    let n = Double(hours)
    let raw = Moments.correlation(differences, lag: 1)
    let rho = min(0.9, max(0, (n * raw + 1) / (n - 3)))
    autocorrelation = rho
    effectiveHours = n * (1 - rho) / (1 + rho)
    (interval, pValue) = Self.test(moments, effectiveHours)
    let quiet = past.compactMap(profile.difference)
    gate = PlaceboGate(count: quiet.count, length: hours) { Moments(Array(quiet[$0]))?.mean }
  }

  private static func test(
    _ moments: Moments,
    _ effective: Double
  ) -> (interval: ConfidenceInterval, pValue: Double) {
    let open = ConfidenceInterval(lower: -.infinity, upper: .infinity)
    guard effective > 2 else { return (open, 1) }
    guard moments.variance > 0 else {
      return (
        ConfidenceInterval(lower: moments.mean, upper: moments.mean), moments.mean == 0 ? 1 : 0
      )
    }
    let error = (moments.variance / effective).squareRoot()
    let student = StudentDistribution(degreesOfFreedom: effective - 1)
    let half = student.quantile(0.975) * error
    return (
      ConfidenceInterval(lower: moments.mean - half, upper: moments.mean + half),
      student.twoSided(moments.mean / error)
    )
  }

  /// Whether the hours speak of a change already.
  ///
  /// The interval must exclude 0, the noise floor be known and passed 2.5 times, and the change
  /// matter. Twice the floor, as for days, let 6.5 % of quiet mornings pass for changes.
  ///
  /// - Parameter minimumEffect: The relative change that matters, such as 0.1; positive.
  /// - Returns: `false` also when nothing can be said.
  package func suggestsChange(minimumEffect: Double = 0.1) -> Bool {
    guard let gate, pValue <= 0.05, !interval.contains(0) else { return false }
    return shift.magnitude >= max(RealFunction.log1p(minimumEffect), 2.5 * gate.noise)
  }
}
