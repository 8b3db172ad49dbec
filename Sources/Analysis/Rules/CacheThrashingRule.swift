internal import MetricLog
internal import Statistics

/// A cache that throws out what it has just taken in.
struct CacheThrashingRule: Rule {
  static let id = "cache_thrashing"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "A cache costs more than it saves",
      meaning: [
        "Most of what is written to the cache is evicted again, and an entry is used less than once "
          + "on average: the cache is smaller than what goes through it, so that its work is mostly "
          + "in vain."
      ],
      thresholds: [
        Threshold("min_evicted", 0.5, "share", "Evictions for each write."),
        Threshold("max_hits", 1, "hits", "For each write."),
        Threshold("min_writes", 200, "writes", "Fewer say nothing."),
      ],
      examples: [
        .fires("every write evicts an entry that was used once in three") { log in
          log.requests("Home", 400) { index, request in
            let isHit = index % 4 == 0
            request.cache("pages", hits: isHit ? 1 : 0, misses: isHit ? 0 : 1, evictions: 1)
          }
        },
        .silent("a cache that is filled and then used") { log in
          log.requests("Home", 400) { index, request in
            let isHit = index % 4 != 0
            request.cache("pages", hits: isHit ? 5 : 0, misses: isHit ? 0 : 3)
          }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return CacheHistory.all(input).compactMap { history in
      let sums = history.total
      guard Double(sums.sumC) >= limits["min_writes"] else { return nil }
      let (evicted, hits) = (
        Double(sums.sumD) / Double(sums.sumC), Double(sums.sumA) / Double(sums.sumC)
      )
      guard evicted >= limits["min_evicted"], hits < limits["max_hits"] else { return nil }
      var finding = history.finding(page, input)
      finding.confidence = .strong
      finding.severity = .low
      finding.title = "\(history.name(input)) evicts \(share: min(1, evicted)) of what is written"
      finding.explanation = """
        \(count: sums.sumC) writes, \(count: sums.sumD) evictions, \(count: sums.sumA) hits: an entry \
        is used \(number: hits) times before it goes.
        """
      finding.recommendation = """
        Make \(history.name(input)) larger, keep out of it what is asked for once, or do without it.
        """
      finding.evidence = [
        Measurement("evicted_share", evicted, .share), Measurement("hits_per_write", hits, .number),
        Measurement("writes", count: sums.sumC), Measurement("evictions", count: sums.sumD),
        Measurement("hits", count: sums.sumA),
      ]
      finding.calculation = ["Evictions / writes and hits / writes over the whole log."]
      return finding
    }
  }
}
