package import Analysis

/// Comparing the latest days with those before.
extension HistoryStore {
  /// The most days that are judged, and that they are compared with: a week with four.
  private static let (mostCandidates, mostBaseline) = (7, 28)
  /// The days before those, from which weekdays and noise are learnt.
  private static let mostEarlier = 56

  /// Compares the days up to one with the days before them.
  ///
  /// At most a week is judged and at most half of the days there are; days without requests do not
  /// count.
  ///
  /// - Returns: `nil` when there are fewer than two days.
  /// - Complexity: O(*b*), *b* being the bytes of up to 91 digests, one of them in memory at a time.
  package func comparison(upTo last: Day) throws(HistoryError) -> Comparison? {
    let stored = try days().filter { $0.day <= last && $0.requests > 0 }.map(\.day)
    guard stored.count > 1 else { return nil }
    let candidates = stored.suffix(min(Self.mostCandidates, stored.count / 2))
    let baseline = stored.dropLast(candidates.count).suffix(Self.mostBaseline)
    let earlier = stored.dropLast(candidates.count + baseline.count).suffix(Self.mostEarlier)
    return ComparisonBuilder(
      baseline: try figures(of: baseline),
      candidate: try figures(of: candidates),
      history: try figures(of: earlier)
    ).build()
  }

  private func figures(of days: ArraySlice<Day>) throws(HistoryError) -> [DayFigures] {
    var figures: [DayFigures] = []
    for day in days {
      if let digest = try digest(of: day) { figures.append(DayFigures(day: day, digest)) }
    }
    return figures
  }
}

/// How much was logged.
extension HistoryStore {
  /// How many requests a day has, and the four weeks before it.
  package func volumes(of day: Day) throws(HistoryError) -> LogVolumes {
    let range = LogVolumes.firstDay(for: day)...day
    let stored = try days().filter { range.contains($0.day) && $0.requests > 0 }.map(\.day)
    return LogVolumes(day: day, try figures(of: stored[...]))
  }
}
