internal import MetricLog
internal import Statistics

/// A cache that seldom has what it is asked for.
struct CacheLowRule: Rule {
  static let id = "cache_low"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Low hit rate",
      meaning: [
        "A cache misses most of its look-ups, through the whole log. Its keys are too fine, its life "
          + "is too short, it is too small, or what it holds is seldom asked for twice. The upper end "
          + "of the rate's interval must lie below the threshold."
      ],
      thresholds: [
        Threshold("max_rate", 0.4, "share", "Hit rate."),
        Threshold("min_lookups", 200, "look-ups", "Fewer say nothing."),
      ],
      examples: [
        .fires("one hit in ten") { log in
          log.requests("Home", 300) { index, request in
            let isHit = index % 10 == 0
            request.cache("books", hits: isHit ? 1 : 0, misses: isHit ? 0 : 1)
          }
        },
        .silent("seven hits in ten") { log in
          log.requests("Home", 300) { index, request in
            let isHit = index % 10 < 7
            request.cache("books", hits: isHit ? 1 : 0, misses: isHit ? 0 : 1)
          }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    let lost = RuleThresholds(CacheLostRule().page, input.settings)
    return CacheHistory.all(input).compactMap { history in
      guard let rate = history.total.hits, Double(rate.total) >= limits["min_lookups"],
        rate.interval().upper < limits["max_rate"],
        CacheLostRule.loss(history, input, lost) == nil
      else { return nil }
      let interval = rate.interval()
      var finding = history.finding(page, input)
      finding.confidence = .strong
      finding.severity = .low
      finding.title = "\(history.name(input)): only \(share: rate.value ?? 0) of look-ups hit"
      finding.explanation = """
        \(count: rate.count) of \(count: rate.total) look-ups were answered; used by \
        \(history.userNames(input)).
        """
      finding.recommendation = """
        See what the keys of \(history.name(input)) hold that could be left out, and whether its \
        life and size fit what is asked for; or do without it.
        """
      finding.evidence = [
        Measurement(
          "hit_rate",
          rate.value ?? 0,
          .share,
          low: interval.lower,
          high: interval.upper
        ),
        Measurement("lookups", count: rate.total),
        Measurement("writes", count: history.total.sumC),
        Measurement("evictions", count: history.total.sumD),
      ]
      finding.calculation = [
        "Upper end of Wilson's interval below \(number: limits["max_rate"])."
      ]
      return finding
    }
  }
}
