internal import MetricLog
package import Statistics

/// What was expected on one day of the days after it, as it was said then.
///
/// Values are logarithms, of shares the logarithm of their odds: what comes is held against them as it
/// was foreseen, and a number of four bytes is exact to a millionth of every level.
package struct StoredForecasts: Sendable, Equatable {
  /// 1: levels of eight bytes, of p95 alone.
  static let version: UInt8 = 2
  /// So many days ahead are kept.
  package static let mostDays = 7

  /// One row's forecast.
  package struct Row: Sendable, Equatable {
    package var subject: TrendSubject
    package var metric: ComparisonMetric
    /// For the days after the origin, in order.
    package var points: [Point]
    /// What repeating last week says of the same days; `nil` where last week has a gap.
    package var lastWeek: [Float?]
  }

  /// One day that was expected.
  package struct Point: Sendable, Equatable {
    package var expected: Float
    package var lower: Float
    package var upper: Float
  }

  package var rows: [Row] = []

  /// What a report says of the days to come; only forecasts with intervals can be scored.
  package init(_ report: TrendReport) {
    rows = report.series.compactMap { series in
      guard let forecast = series.forecast, forecast.withheld == nil else { return nil }
      let foreseen = forecast.points.prefix(Self.mostDays)
      let points = foreseen.compactMap { Self.point($0, series.metric) }
      guard !points.isEmpty, points.count == foreseen.count else { return nil }
      let values = Dictionary(
        series.points.map { ($0.day, series.metric.transformed($0.level, count: $0.count)) }
      ) { first, _ in first }
      return Row(
        subject: series.subject,
        metric: series.metric,
        points: points,
        lastWeek: foreseen.map { point in
          values[point.day.advanced(by: -7)].flatMap { $0 }.map { Float($0) }
        }
      )
    }
  }

  private static func point(
    _ point: SeriesForecast.Point,
    _ metric: ComparisonMetric
  ) -> Point? {
    guard let lower = point.lower.flatMap({ metric.transformed($0) }),
      let upper = point.upper.flatMap({ metric.transformed($0) }),
      let expected = metric.transformed(point.level)
    else { return nil }
    return Point(expected: Float(expected), lower: Float(lower), upper: Float(upper))
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
        for value in [point.expected, point.lower, point.upper] {
          writer.bytes.fixed32(value.bitPattern)
        }
        writer.bytes.flag(lastWeek != nil)
        if let lastWeek { writer.bytes.fixed32(lastWeek.bitPattern) }
      }
    }
    return writer.finished(version: Self.version)
  }

  /// Reads what ``encoded()`` gave, now or in an earlier version.
  package init(encoded bytes: [UInt8]) throws(ByteCodingError) {
    let version: UInt8 = bytes.first == 1 ? 1 : Self.version
    var reader = try NamedReader(bytes, version: version)
    for _ in 0..<(try reader.bytes.count(elementSize: 4)) {
      rows.append(try Self.row(&reader, version))
    }
    try reader.finish()
  }

  private static func row(
    _ reader: inout NamedReader,
    _ version: UInt8
  ) throws(ByteCodingError) -> Row {
    let subject: TrendSubject =
      try reader.bytes.byte() == 1
      ? .operation(try OperationName(from: &reader)) : .environment(try reader.name())
    guard let metric = ComparisonMetric(rawValue: try reader.name()) else {
      throw reader.bytes.damaged
    }
    func value(_ reader: inout NamedReader) throws(ByteCodingError) -> Float {
      guard version == 1 else {
        let value = Float(bitPattern: try reader.bytes.fixed32())
        guard value.isFinite else { throw reader.bytes.damaged }
        return value
      }
      let level = try reader.bytes.double()
      guard level.isFinite, let value = metric.transformed(level) else {
        throw reader.bytes.damaged
      }
      return Float(value)
    }
    var row = Row(subject: subject, metric: metric, points: [], lastWeek: [])
    for _ in 0..<(try reader.bytes.count(elementSize: 13)) {
      let point = Point(
        expected: try value(&reader),
        lower: try value(&reader),
        upper: try value(&reader)
      )
      row.points.append(point)
      row.lastWeek.append(try reader.bytes.byte() == 1 ? try value(&reader) : nil)
    }
    return row
  }
}
