internal import Statistics

/// A row of days as the detectors take it: logarithms, evenly spaced where that is possible.
struct DaySeries: Sendable {
  /// Of a span of days so many may be gaps for it to be filled.
  private static let mostGaps = 0.2

  let metric: ComparisonMetric
  let points: [SeriesTrend.Point]
  /// The transformed values of the days that have one, in order.
  let values: [DailyValue]
  /// ``values``, and between them what gaps probably were: evenly spaced when ``isDense``.
  let filled: [DailyValue]
  /// Whether ``filled`` has every day from the first to the last.
  let isDense: Bool
  private let known: Set<Int>

  init(_ metric: ComparisonMetric, _ points: [SeriesTrend.Point]) {
    self.metric = metric
    var kept: [SeriesTrend.Point] = []
    var values: [DailyValue] = []
    for point in points {
      guard let value = metric.transformed(point.level, count: point.count) else { continue }
      kept.append(point)
      values.append(DailyValue(day: Int(point.day.number), value: value))
    }
    self.points = kept
    self.values = values
    known = Set(values.map(\.day))
    let span = (values.last?.day ?? 0) - (values.first?.day ?? 0) + 1
    isDense = !values.isEmpty && Double(span - values.count) <= Self.mostGaps * Double(span)
    filled = isDense ? Self.filled(values) : values
  }

  /// Whether the row has a value of its own at a place of ``filled``.
  func isKnown(_ place: Int) -> Bool { known.contains(filled[place].day) }

  /// The day at a place of ``filled``.
  func day(_ place: Int) -> Day { Day(number: Int32(clamping: filled[place].day)) }

  /// Puts into each gap the mean of the same weekday before and after it, or a straight line.
  private static func filled(_ values: [DailyValue]) -> [DailyValue] {
    let known = Dictionary(values.map { ($0.day, $0.value) }) { first, _ in first }
    var filled: [DailyValue] = []
    for value in values {
      if let last = filled.last {
        let gap = Double(value.day - last.day)
        for day in (last.day + 1)..<max(last.day + 1, value.day) {
          let share = Double(day - last.day) / gap
          let line = last.value + share * (value.value - last.value)
          let week = [known[day - 7], known[day + 7]].compactMap { $0 }
          filled.append(
            DailyValue(day: day, value: week.count == 2 ? (week[0] + week[1]) / 2 : line)
          )
        }
      }
      filled.append(value)
    }
    return filled
  }
}
