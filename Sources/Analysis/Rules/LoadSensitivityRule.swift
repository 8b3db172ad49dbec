internal import MetricLog
internal import Statistics

/// A service that becomes slow when it is busy.
struct LoadSensitivityRule: Rule {
  static let id = "load_sensitivity"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Slow under load",
      meaning: [
        "Over the hours of the log, the p95 rises with the number of requests that run at the same "
          + "time: something is shared and contended, a pool, a lock, a processor. Requests running "
          + "at the same time are the sum of durations over the length of the hour (Little's law)."
      ],
      thresholds: [
        Threshold("min_stretches", 8, "hours", "With enough requests."),
        Threshold("min_requests", 100, "requests", "In an hour that counts."),
        Threshold("min_range", 2, "times", "Load of the busiest to that of the quietest hour."),
        Threshold("min_r2", 0.3, "r²", "Squared rank correlation of load and p95."),
        Threshold("min_rise", 1.5, "times", "p95 of the busiest to the quietest, by the line."),
      ],
      examples: [
        .fires("twice the load, three times the p95") { log in Self.write(&log, power: 1.6) },
        .silent("as quick when busy") { log in Self.write(&log, power: 0) },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    var hours: [ScopeKey: [Int32: Gathered]] = [:]
    for operation in input.operations {
      let scope = ScopeKey(service: operation.key.service, env: operation.key.env)
      for cell in operation.digest.cells {
        hours[scope, default: [:]][cell.stretch, default: Gathered()].add(CollectionOfOne(cell))
      }
    }
    return hours.compactMap { finding($0, $1, input, limits) }
  }

  @inline(never)
  private func finding(
    _ scope: ScopeKey,
    _ hours: [Int32: Gathered],
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding? {
    let length = Double(input.digest.periods.cells.stretchHours) * 3600e9
    let points = hours.sorted { $0.key < $1.key }.map(\.value)
      .filter { Double($0.tally.requests) >= limits["min_requests"] }
      .map { hour in
        (
          load: RealFunction.log(max(1e-9, Double(hour.duration.sum) / length)),
          p95: RealFunction.log(max(1, Double(hour.duration.quantile(0.95) ?? 0)))
        )
      }
    guard points.count >= Int(limits["min_stretches"]),
      let least = points.map(\.load).min(), let most = points.map(\.load).max(),
      most - least >= RealFunction.log(limits["min_range"]),
      let line = TheilSenSlope(x: points.map(\.load), y: points.map(\.p95)),
      let rank = SpearmanCorrelation(points.map(\.load), points.map(\.p95)),
      line.interval.lower > 0, rank.coefficient > 0,
      rank.coefficient * rank.coefficient >= limits["min_r2"],
      line.slope * (most - least) >= RealFunction.log(limits["min_rise"])
    else { return nil }
    let rise = RealFunction.exp(line.slope * (most - least))
    var finding = input.finding(page, scope.service, scope.env)
    finding.confidence = .possible
    finding.severity = .low
    finding.title = "p95 is \(number: rise) times as high in the busiest hour as in the quietest"
    finding.explanation = """
      Over \(count: points.count) hours the load varies by \(number: RealFunction.exp(most - least)) \
      times, and the p95 rises with it.
      """
    finding.recommendation = """
      Find what is shared: connection pools and waits first, then processors and locks. The findings \
      on statements and waits say where.
      """
    finding.evidence = [
      Measurement(
        "elasticity",
        line.slope,
        .number,
        low: line.interval.lower,
        high: line.interval.upper
      ),
      Measurement("rank_correlation", rank.coefficient, .number),
      Measurement("load_range", RealFunction.exp(most - least), .number),
      Measurement("hours", count: Int64(points.count)),
    ]
    finding.caveats = [
      "Longer requests make more of them run at the same time: part of the relation is its own cause."
    ]
    finding.calculation = [
      "Theil-Sen slope of ln p95 on ln load: \(number: line.slope); load is sum of durations / length."
    ]
    return finding
  }

  private static func write(_ log: inout SyntheticLog, power: Double) {
    for hour in 0..<10 {
      log.timeMicroseconds = Int64(hour) * 3_600_000_000
      let load = 1 + 0.3 * Double(hour * 7 % 10)
      log.requests("Home", Int(150 * load), every: 1) { index, request in
        let slower = load > 1 ? 1 + (load - 1) * power : 1
        request.ms = 20 * slower * (1 + 0.2 * SyntheticLog.noise(index, UInt64(hour)))
      }
    }
  }
}
