package import Analysis

/// Comparing days of a history.
extension HistoryStore {
  /// The most days that are judged, and that they are compared with: a week with four.
  private static let (mostCandidates, mostBaseline) = (7, 28)
  /// The days before those, from which weekdays and noise are learnt.
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
    let most = Self.mostCandidates + Self.mostBaseline + Self.mostEarlier + 1
    guard stored.count > 1, let first = stored.suffix(most).first else { return nil }
    let figures = try figures(first...last)
    guard let periods = Self.periods(figures) else { return nil }
    let builder = ComparisonBuilder(
      try known(periods.baseline),
      try known(periods.candidate),
      history: periods.earlier
    )
    var comparison = builder.build()
    let before = Self.periods(figures.dropLast()).map { before in
      ComparisonBuilder(before.baseline, before.candidate, history: before.earlier).build()
    }
    if let before { comparison.markAlarms(nightBefore: before) }
    let hours = try hours(last.advanced(by: -ProvisionalChanges.days)...last)
    comparison.provisional = ProvisionalChanges.changes(
      hours.map { (day: $0, hours: $1) },
      last: last,
      operations: builder.testedOperations
    )
    return comparison
  }

  /// The days to judge, those to compare with, and those before both.
  private typealias Periods = (
    baseline: ComparisonPeriod, candidate: ComparisonPeriod, earlier: [DayFigures]
  )

  private static func periods(_ days: [DayFigures]) -> Periods? {
    guard days.count > 1 else { return nil }
    let candidate = days.suffix(min(mostCandidates, days.count / 2))
    let baseline = days.dropLast(candidate.count).suffix(mostBaseline)
    let earlier = days.dropLast(candidate.count + baseline.count).suffix(mostEarlier)
    var before = ComparisonPeriod(Array(baseline))
    before.choice = "the \(baseline.count) days before"
    return (before, ComparisonPeriod(Array(candidate)), Array(earlier))
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

  // MARK: - Any days

  /// The days and requests of a selection.
  ///
  /// - Parameters:
  ///   - selection: Which requests of which days.
  ///   - choice: Why these, in words.
  /// - Complexity: O(*o*), *o* being the operations of all days; for a release O(*b*), *b* being the
  ///   bytes of the days' digests.
  package func period(
    _ selection: DaySelection,
    choice: String = ""
  ) throws(HistoryError) -> ComparisonPeriod {
    let details = try details(selection.days)
    let known = Dictionary(details.map { ($0, $1) }) { first, _ in first }
    var days = try figures(selection.days)
    if let release = selection.release {
      for index in days.indices {
        guard let digest = try digest(of: days[index].day) else { continue }
        days[index] = DayFigures(day: days[index].day, digest, release: release)
      }
    }
    days = days.map { $0.selected(selection, known[$0.day]) }.filter { $0.requests > 0 }
    var period = ComparisonPeriod(days)
    period.choice = choice
    // Durations and texts are not kept by release or client.
    if selection.release == nil, selection.client == nil {
      period.details = details.map { $0.1.only(env: selection.env) }
      period.sketches = try sketches(selection.days).map { $0.1.only(env: selection.env) }
    }
    return period
  }

  /// Compares two selections of a history.
  ///
  /// Two environments are compared as such, under the candidate's name.
  package func comparison(
    _ candidate: DaySelection,
    with baseline: DaySelection,
    choice: String
  ) throws(HistoryError) -> Comparison {
    var before = try period(baseline, choice: choice)
    let after = try period(candidate)
    let first = min(candidate.days.lowerBound, baseline.days.lowerBound)
    var earlier: [DayFigures] = []
    if baseline.release == nil, baseline.client == nil {
      var selection = baseline
      selection.days = first.advanced(by: -Int32(Self.mostEarlier))...first.advanced(by: -1)
      earlier = try period(selection).days
    }
    guard let env = candidate.env, let other = baseline.env, env != other else {
      return ComparisonBuilder(before, after, history: earlier).build()
    }
    before = before.renamed(env: env)
    earlier = earlier.map { $0.renamed(env: env) }
    var comparison = ComparisonBuilder(before, after, history: earlier).build()
    comparison.environments = EnvironmentComparison.compare(
      before.days,
      after.days,
      names: (other, env)
    )
    return comparison
  }

  /// The days before one that the release before the present one served, of a service in an environment.
  ///
  /// - Parameters:
  ///   - candidate: The days to judge.
  ///   - env: `nil` for any.
  /// - Returns: The days from the one on which the release before began to the one before the latest
  ///   began; `nil` when no release began within the history up to the candidate's last day.
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
