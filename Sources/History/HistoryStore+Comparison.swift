package import Analysis

/// Comparing days of a history.
extension HistoryStore {
  /// The days before a comparison of any days from which weekdays and noise are learnt.
  private static let mostEarlier = 56

  /// Compares the days up to one with the days before them.
  ///
  /// At most a week is judged and at most half of the days there are; days without requests do not
  /// count. What is sure enough for an alarm follows from the same comparison a night earlier.
  ///
  /// - Returns: `nil` when there are fewer than two days.
  /// - Complexity: O(*o*), *o* being the operations of up to 92 days.
  package func comparison(upTo last: Day) throws(HistoryError) -> Comparison? {
    let stored = try days().filter { $0.day <= last && $0.requests > 0 }.map(\.day)
    guard stored.count > 1, let first = stored.suffix(ComparisonBuilder.nightlyDays).first else {
      return nil
    }
    let figures = try figures(first...last)
    let found = try ComparisonBuilder.nightly(figures) { period throws(HistoryError) in
      try known(period)
    }
    guard let builder = found else { return nil }
    var comparison = builder.build()
    if let before = ComparisonBuilder.nightly(figures.dropLast()) {
      comparison.markAlarms(nightBefore: before.build())
    }
    let hours = try hours(last.advanced(by: -ProvisionalChanges.days)...last)
    comparison.note(
      firstLooks: ProvisionalChanges.changes(
        hours.map { (day: $0, hours: $1) },
        last: last,
        operations: builder.testedOperations
      )
    )
    return comparison
  }

  /// A period with what the history knows of its days beside their figures.
  private func known(_ period: ComparisonPeriod) throws(HistoryError) -> ComparisonPeriod {
    var period = period
    guard let first = period.days.first?.day, let last = period.days.last?.day else {
      return period
    }
    period.sketches = try sketches(first...last).map(\.1)
    period.details = try details(first...last).map(\.1)
    return period
  }

  /// What thresholds would have made of the alerts of the latest nights.
  ///
  /// - Parameter threads: How many nights are judged at once.
  /// - Returns: No night when there are fewer than two days.
  /// - Throws: ``HistoryError``.
  /// - Complexity: O(*n* *o*), *n* being the nights and *o* the operations of 92 days.
  package func alertBudget(threads: Int) throws(HistoryError) -> AlertBudget {
    let stored = try days().filter { $0.requests > 0 }.map(\.day)
    let most = ComparisonBuilder.nightlyDays + AlertBudget.mostNights
    guard let first = stored.suffix(most).first, let last = stored.last else {
      return AlertBudget([])
    }
    return AlertBudget(try figures(first...last), threads: threads)
  }

  // MARK: - Any days

  /// The days and requests of a selection.
  ///
  /// - Parameter selection: Which requests of which days.
  /// - Returns: The days that have such requests, and what they cannot tell.
  /// - Throws: ``HistoryError``.
  /// - Complexity: O(*o*), *o* being the operations of all days; for a release O(*b*), *b* being the
  ///   bytes of the days' digests.
  package func period(_ selection: DaySelection) throws(HistoryError) -> ComparisonPeriod {
    guard selection.slice.release != nil else {
      return try summarised(selection, durations: try sketches(selection.days))
    }
    // What is kept beside the digests does not tell releases apart.
    let days = try days().filter { selection.days.contains($0.day) && $0.requests > 0 }
    return try period(of: days.map(\.day), selection.slice)
  }

  /// A selection of any release, without a look at digests.
  private func summarised(
    _ selection: DaySelection,
    durations: [(Day, DaySketches)]
  ) throws(HistoryError) -> ComparisonPeriod {
    let details = Dictionary(try details(selection.days).map { ($0, $1) }) { first, _ in first }
    let sketches = Dictionary(durations.map { ($0, $1) }) { first, _ in first }
    var period = ComparisonPeriod([])
    for figures in try figures(selection.days) {
      let day = figures.day
      period.add(figures, sketches[day], details[day] ?? DayDetails(rows: [:]), selection.slice)
    }
    return period
  }

  /// Compares two selections of a history.
  ///
  /// - Parameters:
  ///   - candidate: What is judged.
  ///   - baseline: What it is compared with.
  ///   - choice: Why these days, in words.
  /// - Returns: The comparison; of two environments as such, under the candidate's name.
  /// - Throws: ``HistoryError``.
  package func comparison(
    _ candidate: DaySelection,
    with baseline: DaySelection,
    choice: String
  ) throws(HistoryError) -> Comparison {
    var (before, after) = (try period(baseline), try period(candidate))
    before.choice = [choice, baseline.slice.words].filter { !$0.isEmpty }.joined(separator: ", ")
    after.choice = candidate.slice.words
    let first = min(candidate.days.lowerBound, baseline.days.lowerBound)
    // Weekdays and noise are those of days, whatever served them.
    var earlier = baseline
    earlier.slice.release = nil
    earlier.days = first.advanced(by: -Int32(Self.mostEarlier))...first.advanced(by: -1)
    return ComparisonBuilder.comparison(
      before,
      after,
      history: try summarised(earlier, durations: []).days,
      envs: (baseline.slice.env, candidate.slice.env)
    )
  }

  /// The days before one that the release before the present one served, of a service in an environment.
  ///
  /// - Parameters:
  ///   - candidate: The days to judge.
  ///   - env: `nil` for any.
  /// - Returns: The days from the one on which the release before began to the one before the latest
  ///   began; `nil` when no release began within the history up to the candidate's last day.
  /// - Throws: ``HistoryError``.
  package func daysOfLastRelease(
    before candidate: ClosedRange<Day>,
    env: String?
  ) throws(HistoryError) -> ClosedRange<Day>? {
    let all = try figures(Day(number: 0)...candidate.upperBound)
    let deploys = DeployCalendar(all).deploys.filter { env == nil || $0.env == env }
    guard let last = deploys.last?.day, let first = all.first?.day, first < last else { return nil }
    let start = deploys.last { $0.day < last }?.day ?? first
    return start...last.advanced(by: -1)
  }
}

/// How much was logged.
extension HistoryStore {
  /// How many requests a day has, and the four weeks before it.
  package func volumes(of day: Day) throws(HistoryError) -> LogVolumes {
    LogVolumes(day: day, try figures(LogVolumes.firstDay(for: day)...day))
  }
}
