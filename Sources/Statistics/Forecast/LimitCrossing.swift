/// When a daily series will stay beyond a limit.
package struct LimitCrossing: Sendable, Equatable {
  /// Which side of a limit is beyond it.
  package enum Side: Sendable {
    case above, below
  }

  /// How many courses are drawn.
  package static let draws = 2000
  /// A crossing that fewer courses have is not within the horizon.
  package static let leastProbability = 0.1

  /// The share of courses that cross within the horizon.
  package let probability: Double
  /// The days from now, 1 being the next, by which a tenth, half and nine tenths of all courses have
  /// crossed; `nil` where so many do not.
  package let early: Int?
  /// By which half have crossed.
  package let middle: Int?
  /// By which nine tenths have crossed.
  package let late: Int?

  /// `nil` when the forecast has too few past errors, or reaches beyond half of its history.
  ///
  /// A course is the forecast plus past errors, drawn week by week at the same distance from the
  /// origin, so that they grow as errors do. It crosses on the first day on which the median of three
  /// days is beyond the limit: one bad day is no crossing.
  ///
  /// - Parameters:
  ///   - forecast: Of daily values.
  ///   - limit: In the values' unit.
  ///   - side: Where values are beyond it.
  ///   - seed: Made from what is asked about.
  package init?(_ forecast: Forecast, limit: Double, side: Side = .above, seed: UInt64) {
    let horizon = forecast.points.count
    guard forecast.residuals.count >= Forecast.leastOrigins, 2 * horizon <= forecast.historyCount
    else { return nil }
    var random = SplitMix64(seed: seed)
    var days: [Int] = []
    // Where the largest errors of all do not cross, no course does.
    let furthest = (0..<horizon).map { day in
      let errors = forecast.residuals.map { $0[day] }
      return forecast.points[day] + ((side == .above ? errors.max() : errors.min()) ?? 0)
    }
    let canCross = Self.firstCrossing(furthest, limit, side) != nil
    for _ in 0..<(canCross ? Self.draws : 0) {
      var course = forecast.points
      var source = 0
      for day in 0..<horizon {
        if day % 7 == 0 { source = random.below(forecast.residuals.count) }
        course[day] += forecast.residuals[source][day]
      }
      if let day = Self.firstCrossing(course, limit, side) { days.append(day) }
    }
    days.sort()
    probability = Double(days.count) / Double(Self.draws)
    func day(_ share: Double) -> Int? {
      let rank = Int((share * Double(Self.draws)).rounded(.up))
      return rank <= days.count ? days[rank - 1] : nil
    }
    (early, middle, late) = (day(0.1), day(0.5), day(0.9))
  }

  /// Whether a crossing is likely enough to be told.
  package var isWithinHorizon: Bool { probability >= Self.leastProbability }

  private static func firstCrossing(_ course: [Double], _ limit: Double, _ side: Side) -> Int? {
    guard course.count >= 3 else { return nil }
    for end in 2..<course.count {
      let beyond = course[(end - 2)...end].count { side == .above ? $0 > limit : $0 < limit }
      if beyond >= 2 { return end + 1 }
    }
    return nil
  }
}
