/// What a row's next days are expected to be.
package struct SeriesForecast: Sendable, Equatable {
  /// One day to come.
  package struct Point: Sendable, Equatable {
    package var day: Day
    package var level: Double
    /// The interval of 95 %; `nil` when there were too few past errors for one.
    package var lower: Double?
    package var upper: Double?

    package init(day: Day, level: Double, lower: Double? = nil, upper: Double? = nil) {
      self.day = day
      (self.level, self.lower, self.upper) = (level, lower, upper)
    }
  }

  /// Why nothing is said.
  package enum Withheld: String, Sendable {
    /// Repeating last week did at least as well.
    case lastWeekDoesAsWell = "last_week_does_as_well"
    /// Too few days, or too many gaps.
    case tooFewDays = "too_few_days"
  }

  /// When the row will stay beyond a limit: above it, of cache hits below.
  package struct Crossing: Sendable, Equatable {
    /// In the metric's unit.
    package var limit: Double
    /// The part of all courses that cross within the horizon.
    package var probability: Double
    /// Days from the last one on by which a tenth, half and nine tenths have crossed; `nil` when so many
    /// do not within the horizon.
    package var early: Int?
    package var middle: Int?
    package var late: Int?
  }

  package var withheld: Withheld?
  /// Empty when it is withheld.
  package var points: [Point] = []
  /// The mean absolute error at past origins over that of repeating last week; `nil` without origins.
  package var relativeError: Double?
  /// `nil` when no limit is known, the row is beyond it already, or a crossing is unlikely.
  package var crossing: Crossing?

  package init() {}
}

extension SeriesForecast.Crossing {
  /// A crossing of which no days are told.
  package init(limit: Double, probability: Double) {
    self.init(limit: limit, probability: probability, early: nil, middle: nil, late: nil)
  }
}
