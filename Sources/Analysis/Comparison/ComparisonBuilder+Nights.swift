/// How a night is judged: its week against the four before.
extension ComparisonBuilder {
  /// The most days that are judged, and that they are compared with.
  private static let (mostCandidates, mostBaseline) = (7, 28)
  /// The days before those, from which weekdays and noise are learnt.
  private static let mostEarlier = 56
  /// The days that the comparison of a night may need, and that of the night before.
  package static let nightlyDays = mostCandidates + mostBaseline + mostEarlier + 1

  /// Compares the latest days with those before: at most a week, and at most half of the days there are.
  ///
  /// - Parameters:
  ///   - days: Those that have requests, in order.
  ///   - known: Adds to a period what is known beside its figures.
  /// - Returns: `nil` when there are fewer than two days.
  /// - Throws: What `known` throws.
  package static func nightly<Failure: Error>(
    _ days: [DayFigures],
    known: (ComparisonPeriod) throws(Failure) -> ComparisonPeriod
  ) throws(Failure) -> ComparisonBuilder? {
    guard days.count > 1 else { return nil }
    let candidate = days.suffix(min(mostCandidates, days.count / 2))
    let baseline = days.dropLast(candidate.count).suffix(mostBaseline)
    let earlier = days.dropLast(candidate.count + baseline.count).suffix(mostEarlier)
    var before = ComparisonPeriod(Array(baseline))
    before.choice = baseline.count == 1 ? "the day before" : "the \(baseline.count) days before"
    return ComparisonBuilder(
      try known(before),
      try known(ComparisonPeriod(Array(candidate))),
      history: Array(earlier)
    )
  }

  /// The same from figures alone.
  package static func nightly(_ days: [DayFigures]) -> ComparisonBuilder? {
    nightly(days) { $0 }
  }
}
