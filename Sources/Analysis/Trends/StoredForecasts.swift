internal import MetricLog
package import Statistics

/// What was expected on one day of the days after it, as it was said then.
package struct StoredForecasts: Sendable, Equatable {
  static let version: UInt8 = 1
  /// So many days ahead are kept.
  package static let mostDays = 7

  /// One row's forecast.
  package struct Row: Sendable, Equatable {
    package var subject: TrendSubject
    package var metric: ComparisonMetric
    /// For the days after the origin, in order.
    package var points: [Point]
    /// What repeating last week says of the same days; `nil` where last week has a gap.
    package var lastWeek: [Double?]
  }

  /// One day that was expected.
  package struct Point: Sendable, Equatable {
    package var level: Double
    package var lower: Double
    package var upper: Double
  }

  package var rows: [Row] = []

  /// What a report says of the days to come; only forecasts with intervals can be scored.
  package init(_ report: TrendReport) {
    rows = report.series.compactMap { series in
      guard let forecast = series.forecast, forecast.withheld == nil else { return nil }
      let points = forecast.points.prefix(Self.mostDays).compactMap { point -> Point? in
        guard let lower = point.lower, let upper = point.upper else { return nil }
        return Point(level: point.level, lower: lower, upper: upper)
      }
      guard !points.isEmpty, points.count == min(Self.mostDays, forecast.points.count) else {
        return nil
      }
      let levels = Dictionary(series.points.map { ($0.day, $0.level) }) { first, _ in first }
      let days = forecast.points.prefix(points.count).map(\.day)
      return Row(
        subject: series.subject,
        metric: series.metric,
        points: points,
        lastWeek: days.map { levels[$0.advanced(by: -7)] }
      )
    }
  }

  // MARK: - Stored form

  /// The bytes that a history keeps.
  package func encoded() -> [UInt8] {
    var writer = NamedWriter()
    writer.bytes.count(rows.count)
    for row in rows {
      switch row.subject {
      case .environment(let env):
        writer.bytes.flag(false)
        writer.name(env)
      case .operation(let name):
        writer.bytes.flag(true)
        name.encode(into: &writer)
      }
      writer.name(row.metric.rawValue)
      writer.bytes.count(row.points.count)
      for (point, lastWeek) in zip(row.points, row.lastWeek) {
        for value in [point.level, point.lower, point.upper] { writer.bytes.double(value) }
        writer.bytes.flag(lastWeek != nil)
        if let lastWeek { writer.bytes.double(lastWeek) }
      }
    }
    return writer.finished(version: Self.version)
  }

  /// Reads what ``encoded()`` gave.
  package init(encoded bytes: [UInt8]) throws(ByteCodingError) {
    var reader = try NamedReader(bytes, version: Self.version)
    for _ in 0..<(try reader.bytes.count(elementSize: 4)) {
      rows.append(try Self.row(&reader))
    }
    try reader.finish()
  }

  private static func row(_ reader: inout NamedReader) throws(ByteCodingError) -> Row {
    let subject: TrendSubject =
      try reader.bytes.byte() == 1
      ? .operation(try OperationName(from: &reader)) : .environment(try reader.name())
    guard let metric = ComparisonMetric(rawValue: try reader.name()) else {
      throw reader.bytes.damaged
    }
    var row = Row(subject: subject, metric: metric, points: [], lastWeek: [])
    for _ in 0..<(try reader.bytes.count(elementSize: 25)) {
      let point = Point(
        level: try reader.bytes.double(),
        lower: try reader.bytes.double(),
        upper: try reader.bytes.double()
      )
      row.points.append(point)
      row.lastWeek.append(try reader.bytes.byte() == 1 ? try reader.bytes.double() : nil)
    }
    return row
  }
}

/// How earlier forecasts did, now that their days have come.
package struct ForecastRecord: Sendable, Equatable {
  /// Forecasts whose day has come and had enough requests.
  package var count = 0
  /// How many of them had the day within their interval of 95 %.
  package var within = 0
  /// The sum of the relative errors, and that of repeating last week where it could be.
  package var error = 0.0
  package var lastWeekError = 0.0

  package init() {}

  /// The part of the intervals that held, in 0...1; `nil` without forecasts.
  package var coverage: Double? { count > 0 ? Double(within) / Double(count) : nil }

  /// The error as a multiple of last week's; `nil` when that was 0.
  package var relativeError: Double? { lastWeekError > 0 ? error / lastWeekError : nil }

  /// Scores forecasts against the days that came.
  ///
  /// - Parameters:
  ///   - forecasts: By the day on which they were made.
  ///   - figures: The days that came.
  package init(_ forecasts: [(day: Day, forecasts: StoredForecasts)], _ figures: [DayFigures]) {
    let days = Dictionary(figures.map { ($0.day, $0) }) { first, _ in first }
    for (origin, stored) in forecasts {
      for row in stored.rows {
        for (lead, point) in row.points.enumerated() {
          guard let day = days[origin.advanced(by: Int32(lead + 1))],
            let level = day.figures(of: row.subject)?.level(row.metric)?.level, level > 0,
            let lastWeek = row.lastWeek[lead]
          else { continue }
          count += 1
          if point.lower <= level, level <= point.upper { within += 1 }
          error += (level - point.level).magnitude / level
          lastWeekError += (level - lastWeek).magnitude / level
        }
      }
    }
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
