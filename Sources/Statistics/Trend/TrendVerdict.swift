/// What a row of days does in the long run.
package enum TrendVerdict: Sendable {
  /// It rises or falls steadily.
  case trend
  /// What looks like a trend is one or more steps: the places are their first days' in the series.
  case steps([ChangePoint])
  /// Neither can be said.
  case none
}

extension Trend {
  /// What the row does, as one of many.
  ///
  /// - Parameters:
  ///   - adjustedPValue: ``pValue`` after the correction for all tests of its family.
  ///   - series: The days that the trend was made from, in order.
  ///   - changes: The change points of their values.
  ///   - minimumEffect: The relative change over the whole span that matters; positive.
  /// - Returns: `trend` when it is significant and notable, and still significant after the steps
  ///   were taken away.
  package func verdict(
    adjustedPValue: Double,
    series: [DailyValue],
    changes: SeriesChanges,
    minimumEffect: Double = 0.1
  ) -> TrendVerdict {
    let steps = changes.changePoints.filter { $0.kind == .step }
    let rise = slope.magnitude * Double(span)
    guard adjustedPValue <= 0.05, rise >= RealFunction.log1p(minimumEffect) else { return .none }
    guard !steps.isEmpty else { return .trend }
    let levelled = zip(series, changes.withoutSteps(series.map(\.value))).map {
      DailyValue(day: $0.day, value: $1)
    }
    guard let rest = Trend(levelled), rest.pValue <= 0.05 else { return .steps(steps) }
    return .trend
  }
}
