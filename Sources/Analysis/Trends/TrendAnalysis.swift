internal import MetricLog
internal import Statistics

/// Looks at every operation and environment over many days: `docs/METHODS.md`, "Trends of a history".
///
/// False discoveries are controlled over all rows: the trends are one family, the changes another, in
/// which rows without a change count, too.
package struct TrendAnalysis: Sendable {
  /// Days with a value that a row needs to be tested.
  package static let leastDays = Trend.leastDays

  private let days: [DayFigures]
  private let settings: TrendSettings
  /// Each operation's share of its environment's time.
  private let shares: [OperationName: Double]
  /// The operations of which every metric is foreseen.
  private let foreseen: Set<OperationName>
  private let calendar: DeployCalendar

  /// - Parameters:
  ///   - days: The figures of the days, in any order.
  ///   - settings: What is looked at.
  package init(_ days: [DayFigures], settings: TrendSettings = TrendSettings()) {
    self.days = days.filter { $0.requests > 0 }.sorted { $0.day < $1.day }
    self.settings = settings
    shares = ComparisonBuilder.shares(self.days)
    calendar = DeployCalendar(self.days)
    let largest = shares.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    foreseen = Set(largest.prefix(max(0, settings.fullyForeseenOperations)).map(\.key))
  }

  /// One row to be looked at.
  private struct Task {
    var subject: TrendSubject
    var metric: ComparisonMetric
    var row: DaySeries
    var share: Double
    var isForeseen: Bool
  }

  /// Looks at all rows.
  ///
  /// - Parameter threads: How many rows are looked at at once; the result is the same for any number.
  /// - Returns: What was found, without causes.
  /// - Complexity: O(*s* *n*²), *s* being the rows and *n* the days.
  package func build(threads: Int = 1) -> TrendReport {
    var report = TrendReport()
    report.firstDay = days.first?.day
    report.lastDay = days.last?.day
    report.days = days.count
    report.deploys = calendar.deploys
    let (tasks, untested) = tasks()
    report.untestedOperations = untested
    let examinations = ConcurrentRows.map(tasks.count, threads: threads) { examine(tasks[$0]) }
    report.series = judge(tasks, examinations)
    return report
  }

  // MARK: - Rows

  private func tasks() -> (tasks: [Task], untested: Int) {
    var tasks: [Task] = []
    if settings.operations.isEmpty {
      for env in Set(days.flatMap { $0.environments.keys }).sorted() {
        add(.environment(env), days.map { $0.environments[env] }, share: 1, to: &tasks)
      }
    }
    let names = days.reduce(into: Set<OperationName>()) { $0.formUnion($1.operations.keys) }
    var untested = 0
    for name in names.sorted() {
      let isNamed = settings.operations.contains(name.name.isEmpty ? "(anonymous)" : name.name)
      guard settings.operations.isEmpty || isNamed else { continue }
      let share = shares[name] ?? 0
      guard isNamed || share >= ComparisonBuilder.leastShare else {
        untested += 1
        continue
      }
      add(.operation(name), days.map { $0.operations[name] }, share: share, to: &tasks)
    }
    return (tasks, untested)
  }

  private func add(
    _ subject: TrendSubject,
    _ figures: [OperationFigures?],
    share: Double,
    to tasks: inout [Task]
  ) {
    for metric in ComparisonMetric.allCases where settings.metrics.contains(metric) {
      let points = zip(days, figures).compactMap { day, figures -> SeriesTrend.Point? in
        figures?.level(metric).map {
          SeriesTrend.Point(day: day.day, level: $0.level, count: $0.count)
        }
      }
      guard points.contains(where: { $0.level != 0 }) else { continue }
      tasks.append(
        Task(
          subject: subject,
          metric: metric,
          row: DaySeries(metric, points),
          share: share,
          isForeseen: metric == .p95 || isForeseen(subject)
        )
      )
    }
  }

  /// Whether all metrics of a subject are foreseen.
  private func isForeseen(_ subject: TrendSubject) -> Bool {
    // Named operations are few, and somebody asks for them.
    guard settings.operations.isEmpty, case .operation(let name) = subject else { return true }
    return foreseen.contains(name)
  }

  private func examine(_ task: Task) -> SeriesExamination {
    let limit = settings.limits.level(task.metric, of: task.subject)
    return SeriesExamination(
      task.row,
      deployDays: calendar.noisyDays(of: task.subject),
      limit: limit.flatMap { task.metric.transformed($0) },
      horizon: task.isForeseen ? settings.horizonDays : 0,
      seed: task.subject.seed(task.metric)
    )
  }

  // MARK: - Judgement

  private func judge(_ tasks: [Task], _ examinations: [SeriesExamination]) -> [SeriesTrend] {
    let tested = examinations.indices.filter { examinations[$0].trend != nil }
    let trendPValues = Dictionary(
      uniqueKeysWithValues: zip(
        tested,
        FalseDiscoveryRate.adjusted(tested.compactMap { examinations[$0].trend?.pValue })
      )
    )
    // Every row was looked at for changes: those without one are tests that found nothing.
    let changes = examinations.map { examination in
      let pValues = examination.candidates.map { $0.test?.pValue ?? 1 }
      return pValues.isEmpty ? [1] : pValues
    }
    var adjusted = FalseDiscoveryRate.adjusted(changes.flatMap { $0 })[...]
    let series = tasks.indices.map { index in
      let pValues = Array(adjusted.prefix(changes[index].count))
      adjusted = adjusted.dropFirst(changes[index].count)
      var series = SeriesTrend(subject: tasks[index].subject, metric: tasks[index].metric)
      SeriesJudgement(
        examinations[index],
        share: tasks[index].share,
        trendPValue: trendPValues[index] ?? 1,
        changePValues: pValues
      ).complete(&series)
      return series
    }
    return series.sorted { Self.rank($0) < Self.rank($1) }
  }

  private static func rank(
    _ series: SeriesTrend
  ) -> (Int, Double, TrendSubject, ComparisonMetric) {
    let rank = series.isNotable ? (series.isWorse ? 0 : 1) : 2
    return (rank, -series.share, series.subject, series.metric)
  }
}

extension TrendSubject {
  /// A seed that is the same in every run.
  fileprivate func seed(_ metric: ComparisonMetric) -> UInt64 {
    let texts: [String] =
      switch self {
      case .environment(let env): [env]
      case .operation(let name): [name.service, name.env, name.name, name.kind]
      }
    return (texts + [metric.rawValue]).reduce(UInt64(texts.count)) {
      StableHash.combine($0, StableHash.of(Array($1.utf8).span))
    }
  }
}
