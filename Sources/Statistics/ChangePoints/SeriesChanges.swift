/// What the detector says about a series.
package struct SeriesChanges: Sendable {
  /// In order; none of a quiet series.
  package let changePoints: [ChangePoint]
  /// The stretches between them.
  package let segments: [SeriesSegment]
  /// Single values that stood out and were passed over: no change, but perhaps an incident.
  package let spikes: [Int]
  /// What was found to return with a period; `nil` when nothing does.
  package let seasonality: Seasonality?

  /// A series without anything to find.
  init(flat values: [Double]) {
    changePoints = []
    spikes = []
    seasonality = nil
    segments =
      Median.of(values).map { [SeriesSegment(range: 0..<values.count, level: $0, slope: 0)] } ?? []
  }

  /// Puts a fit back into the unit of the series.
  init(
    fit: SegmentedFit,
    spikes: [Int],
    seasonality: Seasonality?,
    scale: (center: Double, deviation: Double)
  ) {
    self.spikes = spikes
    self.seasonality = seasonality
    let segments = fit.segments.map {
      SeriesSegment(
        range: $0.range,
        level: scale.center + scale.deviation * $0.level,
        slope: scale.deviation * $0.slope
      )
    }
    self.segments = segments
    changePoints = zip(segments, segments.dropFirst()).enumerated().map { index, pair in
      let (before, after) = pair
      let start = after.range.lowerBound
      return ChangePoint(
        index: start,
        kind: Self.kind(before, after),
        jump: after.level - before.value(at: start),
        location: fit.location(between: fit.segments[index], and: fit.segments[index + 1]),
        isPending: fit.count - start <= 2,
        before: before,
        after: after
      )
    }
  }

  private static func kind(_ before: SeriesSegment, _ after: SeriesSegment) -> ChangePoint.Kind {
    switch (before.isConstant, after.isConstant) {
    case (true, true): .step
    case (true, false): .rampStart
    case (false, true): .rampEnd
    case (false, false): .bend
    }
  }

  /// Returns the values as if no step had been: what comes after each is moved back by its jump.
  package func withoutSteps(_ values: [Double]) -> [Double] {
    var result = values
    for change in changePoints where change.kind == .step {
      for index in change.index..<values.count { result[index] -= change.jump }
    }
    return result
  }
}
