/// Two periods compared day by day.
///
/// Requests of one day resemble each other, so a test that takes them for independent calls every
/// busy day a change. Here a day is one observation. `docs/METHODS.md`, "Comparing two periods", has
/// the rates of false alarms that were measured.
package struct PeriodComparison: Sendable {
  /// Fewer days on a side cannot reach a p value of 5 % by ranks.
  package static let leastDays = 4

  /// How the days of the week were kept from looking like a change.
  package enum WeekdayTreatment: Sendable, Equatable {
    /// What is usual for each weekday was taken away.
    case removed
    /// The history is too short for that: days were left out until both sides had each weekday in the
    /// same proportion.
    case matched(left: Int)
  }

  /// The numbers of the days that were compared, in order of time where weekdays were matched.
  package let comparedDays: (baseline: [Int], candidate: [Int])
  /// How many days of the baseline were compared.
  package var baselineDays: Int { comparedDays.baseline.count }
  /// How many days of the candidate were compared.
  package var candidateDays: Int { comparedDays.candidate.count }
  /// How weekdays were treated.
  package let weekdays: WeekdayTreatment
  /// Hodges and Lehmann's shift from the baseline to the candidate; `nil` when a side has no day.
  package let shift: Double?
  /// The shift's interval of 95 %, open when there are too few days.
  package let interval: ConfidenceInterval
  /// The shift's interval of 90 %: when it is small enough, nothing changed.
  package let equivalenceInterval: ConfidenceInterval
  /// Welch's test, whose small p values survive the correction for many tests.
  package let pValue: Double
  /// The shift that these days would have shown in four of five cases.
  package let smallestVisibleShift: Double?

  private let before: [Double]
  private let after: [Double]
  /// Days before the candidate, weekdays treated as those of both sides.
  private let quiet: [DailyValue]
  private let changeDays: Set<Int>

  /// - Parameters:
  ///   - baseline: The days to compare with, in any order.
  ///   - candidate: The days to judge.
  ///   - history: Days before both, from which weekdays and noise are learnt; days of the two sides
  ///     among them are passed over.
  ///   - changeDays: Days on which something was knowingly changed, such as a deploy.
  package init(
    baseline: [DailyValue],
    candidate: [DailyValue],
    history: [DailyValue] = [],
    changeDays: Set<Int> = []
  ) {
    let first = min(baseline.map(\.day).min() ?? .max, candidate.map(\.day).min() ?? .max)
    let earlier = history.filter { $0.day < first }.sorted { $0.day < $1.day }
    let profile = WeekdayProfile(earlier, before: first)
    let sides: (first: [DailyValue], second: [DailyValue])
    var quiet = earlier + baseline.sorted { $0.day < $1.day }
    if profile.knows(baseline + candidate) {
      sides = (profile.removed(from: baseline), profile.removed(from: candidate))
      weekdays = .removed
      quiet = profile.removed(from: quiet)
    } else {
      sides = WeekdayProfile.matched(baseline, candidate)
      let used = sides.first.count + sides.second.count
      weekdays = .matched(left: baseline.count + candidate.count - used)
    }
    before = sides.first.map(\.value)
    after = sides.second.map(\.value)
    self.quiet = quiet
    self.changeDays = changeDays
    comparedDays = (sides.first.map(\.day), sides.second.map(\.day))
    let estimate = HodgesLehmann.estimate(from: before, to: after, confidences: [0.95, 0.9])
    shift = estimate.shift
    (interval, equivalenceInterval) = (estimate.intervals[0], estimate.intervals[1])
    pValue = WelchTest(before, after)?.pValue ?? 1
    smallestVisibleShift = Self.smallestVisibleShift(before, after)
  }

  /// The exact rank test, which must agree.
  ///
  /// Computed when asked for: nearly all comparisons are settled without.
  package var rankPValue: Double { RankSumTest(before, after)?.pValue ?? 1 }

  /// The series' own noise floor; `nil` when the history is too short for one.
  ///
  /// Where weekdays were matched there is little more history than the baseline: two periods as long as
  /// the shorter side are compared then, which differ a little more by chance than those at hand.
  package var gate: PlaceboGate? {
    let first = weekdays == .removed ? before.count : min(before.count, after.count)
    return PlaceboGate(
      count: quiet.count,
      length: first + after.count,
      isBroken: { places in
        let days = quiet[places].dropFirst().map(\.day)
        return days.contains(where: changeDays.contains)
      },
      statistic: { places in
        let values = quiet[places].map(\.value)
        return HodgesLehmann.shift(
          from: Array(values.prefix(first)),
          to: Array(values.dropFirst(first))
        )
      }
    )
  }

  /// The relative change that the shift of logarithms is: 0.2 for a fifth more.
  package var effect: Double? { shift.map(RealFunction.expm1) }

  /// The interval of ``effect``.
  package var effectInterval: ConfidenceInterval { interval.mapped(RealFunction.expm1) }

  /// Whether there are enough days on both sides to judge.
  package var hasEnoughDays: Bool {
    baselineDays >= Self.leastDays && candidateDays >= Self.leastDays
  }

  /// z(0.975) + z(0.8).
  private static let visibleDistance =
    NormalDistribution.quantile(0.975) + NormalDistribution.quantile(0.8)

  /// (z(0.975) + z(0.8)) s √(1/n + 1/m), s being the spread of both sides together.
  private static func smallestVisibleShift(_ before: [Double], _ after: [Double]) -> Double? {
    let n = Double(before.count)
    let m = Double(after.count)
    guard let a = Moments(before), let b = Moments(after), n + m > 2 else { return nil }
    let pooled = ((n - 1) * a.variance + (m - 1) * b.variance) / (n + m - 2)
    return visibleDistance * (pooled * (1 / n + 1 / m)).squareRoot()
  }
}
