internal import Statistics

/// How earlier forecasts did, now that their days have come.
package struct ForecastRecord: Sendable, Equatable {
  /// What was foreseen of one metric.
  package struct Tally: Sendable, Equatable {
    /// Forecasts whose day has come and had enough requests.
    package var count = 0
    /// How many of them had the day within their interval of 95 %.
    package var within = 0
    /// The sum of the errors, as differences of logarithms (of shares: of their odds), and that of
    /// repeating last week.
    package var error = 0.0
    package var lastWeekError = 0.0

    /// The part of the intervals that held, in 0...1; `nil` without forecasts.
    package var coverage: Double? { count > 0 ? Double(within) / Double(count) : nil }

    /// The error as a multiple of last week's; `nil` when that was 0.
    package var relativeError: Double? { lastWeekError > 0 ? error / lastWeekError : nil }

    fileprivate mutating func add(_ other: Tally) {
      (count, within) = (count + other.count, within + other.within)
      error += other.error
      lastWeekError += other.lastWeekError
    }
  }

  /// By metric; without those of which nothing could be scored.
  package var metrics: [ComparisonMetric: Tally] = [:]

  package init() {}

  /// All metrics together.
  package var total: Tally {
    metrics.sorted { $0.key < $1.key }.reduce(into: Tally()) { $0.add($1.value) }
  }

  /// Scores forecasts against the days that came.
  ///
  /// - Parameters:
  ///   - forecasts: By the day on which they were made.
  ///   - figures: The days that came.
  package init(_ forecasts: [(day: Day, forecasts: StoredForecasts)], _ figures: [DayFigures]) {
    let days = Dictionary(figures.map { ($0.day, $0) }) { first, _ in first }
    for (origin, stored) in forecasts {
      for row in stored.rows {
        let tally = Self.score(row, from: origin, days)
        if tally.count > 0 { metrics[row.metric, default: Tally()].add(tally) }
      }
    }
  }

  private static func score(
    _ row: StoredForecasts.Row,
    from origin: Day,
    _ days: [Day: DayFigures]
  ) -> Tally {
    var tally = Tally()
    for (lead, point) in row.points.enumerated() {
      guard let day = days[origin.advanced(by: Int32(lead + 1))],
        let level = day.figures(of: row.subject)?.level(row.metric),
        let value = row.metric.transformed(level.level, count: level.count),
        let lastWeek = row.lastWeek[lead]
      else { continue }
      tally.count += 1
      if Double(point.lower) <= value, value <= Double(point.upper) { tally.within += 1 }
      tally.error += (value - Double(point.expected)).magnitude
      tally.lastWeekError += (value - Double(lastWeek)).magnitude
    }
    return tally
  }
}

extension DayFigures {
  /// The figures of a subject; `nil` when it had no requests.
  package func figures(of subject: TrendSubject) -> OperationFigures? {
    switch subject {
    case .environment(let env): environments[env]
    case .operation(let name): operations[name]
    }
  }
}
