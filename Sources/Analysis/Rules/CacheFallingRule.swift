internal import MetricLog
internal import Statistics

/// A cache whose hit rate falls through the log.
struct CacheFallingRule: Rule {
  static let id = "cache_falling"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "A cache's hit rate falls",
      meaning: [
        "Hour by hour, a cache answers fewer of its look-ups: it became too small for what it should "
          + "hold, or is invalidated more and more. Where a release explains it, cache_lost says so."
      ],
      thresholds: [
        Threshold("min_stretches", 6, "hours", "Hours with enough look-ups."),
        Threshold("min_lookups", 50, "look-ups", "In an hour that counts."),
        Threshold("min_drop", 0.1, "share", "Fall from the first to the last hour, by the line."),
        Threshold("max_p", 0.01, "p", "Of Spearman's correlation with time."),
      ],
      examples: [
        .fires("from 90 % to 40 % in ten hours") { log in Self.write(&log, falling: 5) },
        .silent("even all night") { log in Self.write(&log, falling: 0) },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    let lost = RuleThresholds(CacheLostRule().page, input.settings)
    return CacheHistory.all(input).compactMap { history in
      guard CacheLostRule.loss(history, input, lost) == nil else { return nil }
      return finding(history, input, limits)
    }
  }

  @inline(never)
  private func finding(
    _ history: CacheHistory,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding? {
    let hours = history.byStretch.sorted { $0.key < $1.key }.compactMap { stretch, sums in
      sums.hits.flatMap { rate -> (hour: Double, rate: Double)? in
        guard Double(rate.total) >= limits["min_lookups"] else { return nil }
        return rate.value.map { (Double(stretch), $0) }
      }
    }
    guard hours.count >= Int(limits["min_stretches"]), let first = hours.first,
      let last = hours.last,
      let line = TheilSenSlope(x: hours.map(\.hour), y: hours.map(\.rate)),
      let trend = SpearmanCorrelation(hours.map(\.hour), hours.map(\.rate))
    else { return nil }
    let drop = -line.slope * (last.hour - first.hour)
    guard drop >= limits["min_drop"], trend.coefficient < 0, trend.pValue <= limits["max_p"],
      line.interval.upper < 0
    else { return nil }
    var finding = history.finding(page, input)
    finding.confidence = .probable
    finding.severity = .medium
    finding.title = "\(history.name(input)): the hit rate falls by \(share: drop) through the log"
    finding.explanation = """
      \(share: first.rate) in the first and \(share: last.rate) in the last of \
      \(count: hours.count) hours; used by \(history.userNames(input)).
      """
    finding.recommendation = """
      See whether \(history.name(input)) evicts what it could still use, is invalidated too often, \
      or is asked for more different keys than it can hold.
      """
    finding.evidence = [
      Measurement(
        "change_per_hour",
        line.slope,
        .number,
        low: line.interval.lower,
        high: line.interval.upper
      ),
      Measurement("first_hit_rate", first.rate, .share),
      Measurement("last_hit_rate", last.rate, .share),
      Measurement("correlation", trend.coefficient, .number),
      Measurement("hours", count: Int64(hours.count)),
    ]
    finding.calculation = [
      """
      Theil-Sen slope of the hourly hit rate \(number: line.slope * 100) points an hour; Spearman's \
      r \(number: trend.coefficient), p \(number: trend.pValue).
      """
    ]
    return finding
  }

  /// Ten hours; the hit rate falls by `falling` points of a hundred an hour.
  private static func write(_ log: inout SyntheticLog, falling: Int) {
    for hour in 0..<10 {
      log.timeMicroseconds = Int64(hour) * 3_600_000_000
      log.requests("Home", 100, every: 1) { index, request in
        let isHit = index < 90 - falling * hour
        request.cache("books", hits: isHit ? 1 : 0, misses: isHit ? 0 : 1)
      }
    }
  }
}
