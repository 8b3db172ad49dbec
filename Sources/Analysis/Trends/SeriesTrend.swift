/// One metric of one subject, day by day, and what it does.
package struct SeriesTrend: Sendable {
  /// One day's value.
  package struct Point: Sendable, Equatable {
    package var day: Day
    /// Nanoseconds, a share in 0...1, a count or bytes.
    package var level: Double
    /// The requests (of caches: look-ups) behind it.
    package var count: Int64

    package init(day: Day, level: Double, count: Int64) {
      (self.day, self.level, self.count) = (day, level, count)
    }
  }

  /// What the row does over all of its days.
  package enum Course: String, Sendable {
    /// It goes up, or down, steadily.
    case rising, falling
    /// What looks like a slope is one step or more.
    case stepped
    /// Nothing is sure.
    case steady
    /// Too few days have a value.
    case short
  }

  package var subject: TrendSubject
  package var metric: ComparisonMetric
  /// The days that have enough requests for a value, in order; others are gaps.
  package var points: [Point] = []
  /// The subject's part of its environment's time over all days, in 0...1.
  package var share = 0.0
  package var course = Course.short
  /// The relative change a week, of shares that of their odds; `nil` without a slope.
  package var weeklyChange: Double?
  /// Its interval of 95 %; `nil` ends are open.
  package var weeklyLower: Double?
  package var weeklyUpper: Double?
  /// Of the trend, after the correction for all rows tested.
  package var adjustedPValue = 1.0
  /// What each day of the week adds, relative, Monday first; `nil` when no pattern is clear.
  package var weekdays: [Double]?
  /// Part of the variation around the slow course that the weekdays explain, in 0...1.
  package var weekdayStrength: Double?
  /// In the order of time.
  package var changes: [SeriesChange] = []
  /// Single days that stood out and were passed over by all of the above.
  package var anomalies: [SeriesAnomaly] = []
  /// Hours of the latest days that stood out, in the order of time; rows of the mean and of requests alone.
  package var hourAnomalies: [HourAnomaly] = []
  /// What is to be expected; `nil` when it was not asked for, or the operation is not among the largest.
  package var forecast: SeriesForecast?

  package init(subject: TrendSubject, metric: ComparisonMetric) {
    (self.subject, self.metric) = (subject, metric)
  }

  /// The changes that are sure, notable and not undone by a single day.
  package var confirmedChanges: [SeriesChange] { changes.filter { $0.standing == .confirmed } }

  /// Whether it more likely crosses its limit within the days foreseen than not: what is merely near a
  /// limit says nothing new every night.
  package var isAboutToCross: Bool { forecast?.crossing?.middle != nil }

  /// Whether there is anything to say.
  package var isNotable: Bool {
    course == .rising || course == .falling || !confirmedChanges.isEmpty
      || isAboutToCross
  }

  /// Whether what there is to say is bad: the last change for the worse, or a course that gets worse.
  package var isWorse: Bool {
    if let last = confirmedChanges.last { return last.isWorse }
    return course == (metric.isWorseUpwards ? .rising : .falling) || isAboutToCross
  }
}

/// A single day far from its neighbours.
package struct SeriesAnomaly: Sendable, Equatable {
  package var day: Day
  package var level: Double
  /// The median of the days around it.
  package var expected: Double
}
