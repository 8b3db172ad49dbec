internal import MetricLog
internal import Statistics

/// A connection pool that is all in use, or fails.
struct PoolExhaustedRule: Rule {
  static let id = "pool_exhausted"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Connection pool exhausted",
      meaning: [
        "A host's connection pool had no free connection in a notable part of its samples, or failed "
          + "again and again to give one. Samples are taken on a timer, so their share is the share "
          + "of time. A failure now and then happens to every pool, one night and not the next: it "
          + "is no finding."
      ],
      thresholds: [
        Threshold("min_exhausted", 0.2, "share", "Samples with every connection in use."),
        Threshold("min_samples", 20, "samples", "Fewer say nothing."),
        Threshold(
          "min_failures",
          10,
          "failures",
          "Failures to get a connection; fewer are chance."
        ),
      ],
      examples: [
        .fires("all in use in half of the samples") { log in
          for index in 0..<40 {
            log.timeMicroseconds += 5_000_000
            log.process(residentBytes: 1 << 28, inUse: index % 2 == 0 ? 10 : 4, waiting: 3)
          }
          log.requests("Home", 10) { _, _ in }
        },
        .fires("requests fail to get a connection again and again") { log in
          for index in 0..<40 {
            log.timeMicroseconds += 5_000_000
            log.process(residentBytes: 1 << 28, inUse: 4, errors: index % 4 == 0 ? 2 : 0)
          }
          log.requests("Home", 10) { _, _ in }
        },
        .silent("one failure in a night") { log in
          for index in 0..<40 {
            log.timeMicroseconds += 5_000_000
            log.process(residentBytes: 1 << 28, inUse: 4, errors: index == 7 ? 1 : 0)
          }
          log.requests("Home", 10) { _, _ in }
        },
        .silent("half in use") { log in
          for _ in 0..<40 {
            log.timeMicroseconds += 5_000_000
            log.process(residentBytes: 1 << 28, inUse: 5)
          }
          log.requests("Home", 10) { _, _ in }
        },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.digest.processes.sorted.compactMap { key, timeline in
      guard key.isPool else { return nil }
      let tally = timeline.total
      guard Double(tally.samples) >= limits["min_samples"] else { return nil }
      let exhausted = Proportion(count: min(tally.exhausted, tally.samples), of: tally.samples)
      let share = exhausted.value ?? 0
      let fails = Double(tally.third.sum) >= limits["min_failures"]
      guard share >= limits["min_exhausted"] || fails else { return nil }
      let interval = exhausted.interval()
      var finding = input.finding(page, key.service, key.env)
      finding.confidence =
        interval.lower >= limits["min_exhausted"] || fails ? .strong : .probable
      finding.severity = share >= 2 * limits["min_exhausted"] ? .high : .medium
      finding.subject.host = input.text(key.host)
      finding.subject.pool = input.text(key.pool)
      finding.subject.release = input.text(key.release)
      let pool = Prose("pool \(name: input.text(key.pool)) of host \(name: input.text(key.host))")
      finding.title =
        share >= limits["min_exhausted"]
        ? "\(pool): every connection in use \(share: share) of the time"
        : "\(pool): \(count: tally.third.sum) failures to get a connection"
      finding.explanation = """
        \(count: tally.exhausted) of \(count: tally.samples) samples had all \(count: tally.size) \
        connections in use, with at most \(count: tally.second.max) requests waiting; \
        \(count: tally.third.sum) times a request got no connection. Release \
        \(name: input.text(key.release)).
        """
      finding.recommendation = """
        First take off load: the statements that the findings above name hold connections longest. \
        Then see whether the database can serve a larger pool.
        """
      finding.evidence = [
        Measurement(
          "exhausted_share",
          share,
          .share,
          low: interval.lower,
          high: interval.upper
        ),
        Measurement("samples", count: tally.samples), Measurement("size", count: tally.size),
        Measurement("most_waiting", count: tally.second.max),
        Measurement("failures", count: tally.third.sum),
      ]
      finding.calculation = [
        """
        Samples with in_use at least size, against \(number: limits["min_exhausted"]); the sum of the \
        samples' errors, against \(number: limits["min_failures"]).
        """
      ]
      return finding
    }
  }
}
