internal import Statistics

/// Looks at the hours of an operation, or of all of an environment.
///
/// Hours keep requests and their total time, so two rows have hours: the mean and the requests.
struct HourAnomalies {
  /// Requests that an hour needs for a mean.
  private static let leastRequests: Int64 = 6
  /// The relative change that matters: hours are many.
  private static let minimumEffect = 0.5

  /// An hour's requests and their total time.
  private struct Sum {
    var requests = 0.0
    var nanoseconds = 0.0
  }

  private var sums: [Int: Sum] = [:]
  private let days: [Int]

  /// - Parameters:
  ///   - hours: The hours of the days, in order.
  ///   - subject: What is looked at; of an environment all operations that have hours.
  init(_ hours: [(day: Day, hours: DayHours)], of subject: TrendSubject) {
    days = hours.map { Int($0.day.number) }
    for (day, table) in hours {
      switch subject {
      case .operation(let name):
        if let row = table.rows[name] { add(row, day) }
      case .environment(let env):
        for (name, row) in table.rows where name.env == env { add(row, day) }
      }
    }
  }

  private mutating func add(_ row: OperationHours, _ day: Day) {
    for hour in row.hours {
      let place = Int(day.number) * 24 + Int(hour.hour)
      sums[place, default: Sum()].requests += Double(hour.requests)
      sums[place, default: Sum()].nanoseconds += Double(hour.durationNanoseconds)
    }
  }

  /// Finds the stretches that stand out.
  ///
  /// - Parameters:
  ///   - metric: ``ComparisonMetric/mean`` or ``ComparisonMetric/requests``; others have no hours.
  ///   - first: The first day that is judged.
  ///   - share: The subject's part of its environment's time.
  /// - Returns: In the order of time.
  func anomalies(_ metric: ComparisonMetric, from first: Day, share: Double) -> [HourAnomaly] {
    guard let values = values(metric) else { return [] }
    let deviations = HourlyDeviations(
      values,
      from: Int(first.number) * 24,
      least: RealFunction.log1p(Self.minimumEffect),
      valuesAreRequests: metric == .requests
    ).deviations
    return Self.stretches(deviations).compactMap { stretch -> HourAnomaly? in
      guard let first = stretch.first, let last = stretch.last,
        let peak = stretch.max(by: { Self.size($0) < Self.size($1) })
      else { return nil }
      let (level, expected) = (RealFunction.exp(peak.value), RealFunction.exp(peak.expected))
      let effect = level / expected - 1
      guard metric.meetsFloor(expected, level), metric.matters(share: share, effect: effect) else {
        return nil
      }
      return HourAnomaly(
        start: first.hour,
        hours: last.hour - first.hour + 1,
        // What stood for no request is none.
        level: metric == .requests ? sums[peak.hour]?.requests ?? 0 : level,
        expected: expected
      )
    }
  }

  private func values(_ metric: ComparisonMetric) -> [HourlyDeviations.Hour]? {
    switch metric {
    case .mean:
      sums.compactMap { hour, sum in
        guard sum.requests >= Double(Self.leastRequests), sum.nanoseconds > 0 else { return nil }
        let value = RealFunction.log(sum.nanoseconds / sum.requests)
        return .init(HourlyValue(hour: hour, value: value), requests: sum.requests)
      }
    case .requests:
      // An hour of none is a value of half a request: that nobody asks is what may stand out.
      days.flatMap { day in
        (day * 24..<day * 24 + 24).map { hour in
          let requests = max(0.5, sums[hour]?.requests ?? 0)
          let value = HourlyValue(hour: hour, value: RealFunction.log(requests))
          return .init(value, requests: requests)
        }
      }
    default: nil
    }
  }

  private static func size(_ deviation: HourlyDeviations.Deviation) -> Double {
    (deviation.value - deviation.expected).magnitude
  }

  /// Hours in a row, at most one between them left out, all above or all below what was expected.
  private static func stretches(
    _ deviations: [HourlyDeviations.Deviation]
  ) -> [[HourlyDeviations.Deviation]] {
    deviations.reduce(into: []) { stretches, deviation in
      let isAbove = deviation.value > deviation.expected
      if let last = stretches.last?.last, deviation.hour - last.hour <= 2,
        (last.value > last.expected) == isAbove
      {
        stretches[stretches.count - 1].append(deviation)
      } else {
        stretches.append([deviation])
      }
    }
  }
}

extension TrendReport {
  /// How many days of hours are needed before those that are judged: eight weeks.
  package static var hourPast: Int32 { Int32(ProvisionalComparison.mostWeeks) * 7 }

  /// Looks for hours that stand out in the rows of the mean and of the requests.
  ///
  /// - Parameters:
  ///   - hours: Those of the days from ``hourPast`` days before the first judged one on, in order; days that
  ///     do not tell hours apart are no past.
  ///   - first: The first day that is judged.
  ///   - threads: How many subjects are looked at at once; the result is the same for any number.
  package mutating func findHours(
    _ hours: [(day: Day, hours: DayHours)],
    from first: Day,
    threads: Int = 1
  ) {
    // What was rolled up has no hours, and is not a day without requests.
    let hours = hours.filter { day in day.hours.rows.values.contains { !$0.hours.isEmpty } }
    guard !hours.isEmpty else { return }
    let subjects = Set(series.map(\.subject)).sorted()
    let shares = Dictionary(series.map { ($0.subject, $0.share) }) { first, _ in first }
    let found = ConcurrentRows.map(subjects.count, threads: threads) { index in
      let looked = HourAnomalies(hours, of: subjects[index])
      let share = shares[subjects[index]] ?? 0
      return [ComparisonMetric.mean, .requests].map { metric in
        (metric, looked.anomalies(metric, from: first, share: share))
      }
    }
    let bySubject = Dictionary(zip(subjects, found)) { first, _ in first }
    for index in series.indices {
      let anomalies = bySubject[series[index].subject]?.first { $0.0 == series[index].metric }
      series[index].hourAnomalies = anomalies?.1 ?? []
    }
  }
}
