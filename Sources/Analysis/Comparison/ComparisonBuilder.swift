internal import Statistics

/// Compares two periods, days being the unit: `docs/METHODS.md`, "Comparing two periods".
package struct ComparisonBuilder: Sendable {
  /// Operations below this share of the baseline's time are not tested, so that the many do not hide
  /// the few: the rule does not look at the outcome.
  static let leastShare = 0.001

  private let periods: (baseline: ComparisonPeriod, candidate: ComparisonPeriod)
  private let baseline: [DayFigures]
  private let candidate: [DayFigures]
  private let history: [DayFigures]
  private let shares: [OperationName: Double]
  private let calendar: DeployCalendar

  /// - Parameters:
  ///   - baseline: The days to compare with.
  ///   - candidate: The days to judge.
  ///   - history: Days before both, from which weekdays and noise are learnt.
  package init(baseline: [DayFigures], candidate: [DayFigures], history: [DayFigures] = []) {
    self.init(
      ComparisonPeriod(baseline),
      ComparisonPeriod(candidate),
      history: history
    )
  }

  /// - Parameters:
  ///   - baseline: The days to compare with, and what is known of them.
  ///   - candidate: Those to judge.
  ///   - history: Days before both, from which weekdays and noise are learnt.
  package init(
    _ baseline: ComparisonPeriod,
    _ candidate: ComparisonPeriod,
    history: [DayFigures] = []
  ) {
    periods = (baseline, candidate)
    let (before, after) = (baseline.days, candidate.days)
    self.baseline = before.sorted { $0.day < $1.day }
    self.candidate = after.sorted { $0.day < $1.day }
    self.history = history
    shares = Self.shares(before)
    calendar = DeployCalendar((history + before + after).sorted { $0.day < $1.day })
  }

  /// Each operation's share of its environment's time.
  static func shares(_ days: [DayFigures]) -> [OperationName: Double] {
    var sums: [OperationName: Double] = [:]
    var totals: [[String]: Double] = [:]
    for day in days {
      for (name, operation) in day.operations {
        sums[name, default: 0] += Double(operation.durationNanoseconds)
        totals[[name.env], default: 0] += Double(operation.durationNanoseconds)
      }
    }
    return sums.reduce(into: [:]) { shares, sum in
      let total = totals[[sum.key.env]] ?? 0
      shares[sum.key] = total > 0 ? sum.value / total : 0
    }
  }

  /// Computes the comparison.
  package func build() -> Comparison {
    var comparison = Comparison()
    comparison.baseline = side(baseline, periods.baseline)
    comparison.candidate = side(candidate, periods.candidate)
    let before = names(baseline)
    let after = names(candidate)
    comparison.newOperations = after.subtracting(before).sorted()
    comparison.vanishedOperations = before.subtracting(after).sorted()
    let common = before.intersection(after).sorted()
    let tested = common.filter { shares[$0] ?? 0 >= Self.leastShare }
    comparison.untested = common.count - tested.count
    let rows = rows(tested)
    for metric in ComparisonMetric.compared { comparison.changes += changes(metric, rows) }
    comparison.changes.sort { left, right in
      let ranks = (rank(left), rank(right))
      if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
      let impacts = (impact(left), impact(right))
      if impacts.0 != impacts.1 { return impacts.0 > impacts.1 }
      return (left.operation, left.metric) < (right.operation, right.metric)
    }
    let splits = SplitBuilder(periods.baseline, periods.candidate, before.union(after).sorted())
    comparison.split = splits.mean()
    comparison.totalSplit = splits.total()
    comparison.p95Split = splits.p95()
    comparison.durations = comparison.durations(periods.baseline, periods.candidate)
    comparison.texts = TextComparison(periods.baseline, periods.candidate).changes()
    comparison.markAlarms(nightBefore: nil)
    return comparison
  }

  /// The operations that both periods have and that are large enough to be tested, in order.
  package var testedOperations: [OperationName] {
    names(baseline).intersection(names(candidate)).sorted()
      .filter { shares[$0] ?? 0 >= Self.leastShare }
  }

  private func side(_ days: [DayFigures], _ period: ComparisonPeriod) -> Comparison.Side {
    var side = Comparison.Side(
      days: days.map(\.day),
      requests: days.reduce(0) { $0.addingClamped($1.requests) },
      choice: period.choice
    )
    side.omissions = period.omissions.sorted { $0.kind < $1.kind }
    return side
  }

  private func names(_ days: [DayFigures]) -> Set<OperationName> {
    days.reduce(into: []) { $0.formUnion($1.operations.keys) }
  }

  private func rank(_ change: Comparison.Change) -> Int {
    switch change.outcome {
    case .regression: 0
    case .improvement: 1
    case .unchanged, .inconclusive: 2
    }
  }

  private func impact(_ change: Comparison.Change) -> Double {
    (shares[change.operation] ?? 0) * (change.effect ?? 0).magnitude
  }

  // MARK: - Tests

  /// One operation's days.
  private struct Row {
    typealias Days = [(day: Day, figures: OperationFigures)]
    var name: OperationName
    var baseline: Days = []
    var candidate: Days = []
    var history: Days = []
    var changeDays: Set<Int> = []
  }

  /// The operations' days, looked up once for all metrics.
  private func rows(_ operations: [OperationName]) -> [Row] {
    func days(_ name: OperationName, _ days: [DayFigures]) -> Row.Days {
      days.compactMap { day in day.operations[name].map { (day.day, $0) } }
    }
    return operations.map { name in
      Row(
        name: name,
        baseline: days(name, baseline),
        candidate: days(name, candidate),
        history: days(name, history),
        changeDays: calendar.noisyDays(of: .operation(name))
      )
    }
  }

  /// One family of tests: a metric of all operations.
  private func changes(_ metric: ComparisonMetric, _ rows: [Row]) -> [Comparison.Change] {
    let tests = rows.compactMap { row -> (row: Row, test: PeriodComparison)? in
      let before = values(metric, row.baseline)
      let after = values(metric, row.candidate)
      guard !before.isEmpty || !after.isEmpty else { return nil }
      let test = PeriodComparison(
        baseline: before,
        candidate: after,
        history: values(metric, row.history),
        changeDays: row.changeDays
      )
      return (row, test)
    }
    // Only operations with enough days are tests of the family.
    let judged = tests.indices.filter { tests[$0].test.hasEnoughDays }
    let adjusted = FalseDiscoveryRate.adjusted(judged.map { tests[$0].test.pValue })
    let pValues = Dictionary(uniqueKeysWithValues: zip(judged, adjusted))
    return tests.indices.map { index in
      change(metric, tests[index].row, tests[index].test, adjusted: pValues[index] ?? 1)
    }
  }

  private func values(_ metric: ComparisonMetric, _ days: Row.Days) -> [DailyValue] {
    days.compactMap { day, figures in
      guard let value = figures.level(metric),
        let transformed = metric.transformed(value.level, count: value.count)
      else { return nil }
      return DailyValue(day: Int(day.number), value: transformed)
    }
  }

  /// The median of the days that were compared.
  private func level(
    _ metric: ComparisonMetric,
    _ days: Row.Days,
    compared: [Int]
  ) -> Double? {
    let compared = Set(compared)
    return Median.of(
      days.filter { compared.contains(Int($0.day.number)) }
        .compactMap { $0.figures.level(metric)?.level }
    )
  }

  private func change(
    _ metric: ComparisonMetric,
    _ row: Row,
    _ test: PeriodComparison,
    adjusted: Double
  ) -> Comparison.Change {
    var change = Comparison.Change(operation: row.name, metric: metric, outcome: .inconclusive)
    let days = test.comparedDays
    change.baseline = level(metric, row.baseline, compared: days.baseline)
    change.candidate = level(metric, row.candidate, compared: days.candidate)
    change.baselineDays = test.baselineDays
    change.candidateDays = test.candidateDays
    change.effect = test.effect
    change.effectLower = test.effectInterval.lower.isFinite ? test.effectInterval.lower : nil
    change.effectUpper = test.effectInterval.upper.isFinite ? test.effectInterval.upper : nil
    if !test.hasEnoughDays { (change.effectLower, change.effectUpper) = (nil, nil) }
    change.smallestVisibleEffect = test.smallestVisibleShift.map(RealFunction.expm1)
    change.adjustedPValue = adjusted
    var meetsFloors = false
    if let before = change.baseline, let after = change.candidate {
      meetsFloors =
        metric.meetsFloor(before, after)
        && metric.matters(share: shares[row.name] ?? 0, effect: change.effect ?? 0)
    }
    let verdict = test.verdict(
      adjustedPValue: adjusted,
      minimumEffect: metric.minimumEffect,
      meetsFloors: meetsFloors,
      direction: metric.direction
    )
    (change.outcome, change.reason) = outcome(verdict)
    return change
  }

  private func outcome(_ verdict: Verdict) -> (Comparison.Outcome, String) {
    switch verdict {
    case .regression: (.regression, "")
    case .improvement: (.improvement, "")
    case .unchanged: (.unchanged, "")
    case .inconclusive(.notEnoughDays): (.inconclusive, "not_enough_days")
    case .inconclusive(.notSignificant): (.inconclusive, "not_significant")
    case .inconclusive(.belowFloor): (.inconclusive, "below_floor")
    }
  }
}
