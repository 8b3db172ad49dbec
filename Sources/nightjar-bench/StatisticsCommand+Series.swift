import Statistics

extension StatisticsCommand {
  /// Functions of series.
  static var series: [String: (JSONLine) throws -> JSONLine] {
    [
      "trend": { request in
        guard let trend = Trend(try days(request, "days", "values")) else { return .null }
        return .object([
          ("s", .number(Double(trend.score))), ("variance", .number(trend.scoreVariance)),
          ("slope", .number(trend.slope)), ("interval", trend.interval.json),
          ("autocorrelation", .number(trend.autocorrelation)),
          ("factor", .number(trend.varianceFactor)), ("z", .number(trend.statistic)),
          ("p", .number(trend.pValue)),
        ])
      },
      "changes": { request in
        let periods = try request.numbers("periods").compactMap { Int(exactly: $0) }
        let detector = ChangePointDetector(periods: periods)
        let values = try request.numbers("values")
        func places(_ tier: ChangePointDetector.Tier) -> JSONLine {
          .integers(detector.changes(in: values, tier: tier).changePoints.map(\.index))
        }
        return .object([("watch", places(.watch)), ("confirmed", places(.confirmed))])
      },
      "comparison": { request in
        let comparison = PeriodComparison(
          baseline: try days(request, "baseline_days", "baseline"),
          candidate: try days(request, "candidate_days", "candidate"),
          history: try days(request, "history_days", "history")
        )
        let verdict = comparison.verdict(adjustedPValue: comparison.pValue)
        return .object([
          ("verdict", .text(name(verdict))),
          ("shift", comparison.shift.map { .number($0) } ?? .null),
          ("interval", comparison.interval.json), ("p", .number(comparison.pValue)),
          ("rank_p", .number(comparison.rankPValue)),
          ("noise", comparison.gate.map { .number($0.noise) } ?? .null),
        ])
      },
      "provisional": { request in
        let comparison = ProvisionalComparison(
          candidate: try hours(request, "candidate_hours", "candidate"),
          history: try hours(request, "history_hours", "history")
        )
        guard let comparison else { return .null }
        return .object([
          ("suggests", .bool(comparison.suggestsChange())), ("shift", .number(comparison.shift)),
          ("p", .number(comparison.pValue)),
          ("noise", comparison.gate.map { .number($0.noise) } ?? .null),
        ])
      },
      "deviations": { request in
        let values = try hours(request, "hours", "values")
        let requests = try hours(request, "hours", "requests")
        let found = HourlyDeviations(
          zip(values, requests).map { HourlyDeviations.Hour($0, requests: $1.value) },
          from: try request.integer("start", in: 0...1_000_000_000),
          least: try request.number("least"),
          valuesAreRequests: request["values_are_requests"] != nil
        )
        return .object([
          ("hours", .numbers(found.deviations.map { Double($0.hour) })),
          ("expected", .numbers(found.deviations.map(\.expected))),
        ])
      },
    ]
  }

  private static func name(_ verdict: Verdict) -> String {
    switch verdict {
    case .regression: "regression"
    case .improvement: "improvement"
    case .unchanged: "unchanged"
    case .inconclusive: "inconclusive"
    }
  }

  private static func times(
    _ request: JSONLine,
    _ times: String,
    _ values: String
  ) throws -> [(time: Int, value: Double)] {
    let places = try request.numbers(times).compactMap { Int(exactly: $0) }
    let values = try request.numbers(values)
    guard places.count == values.count else {
      throw JSONLine.Failure(description: "\"\(times)\" must be a whole number for each value")
    }
    return zip(places, values).map { (time: $0, value: $1) }
  }

  private static func days(
    _ request: JSONLine,
    _ places: String,
    _ values: String
  ) throws -> [DailyValue] {
    try times(request, places, values).map { DailyValue(day: $0.time, value: $0.value) }
  }

  private static func hours(
    _ request: JSONLine,
    _ places: String,
    _ values: String
  ) throws -> [HourlyValue] {
    try times(request, places, values).map { HourlyValue(hour: $0.time, value: $0.value) }
  }
}
