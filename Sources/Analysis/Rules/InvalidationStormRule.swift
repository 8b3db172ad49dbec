internal import MetricLog
internal import Statistics

/// An hour in which far more of a cache was invalidated than in others.
struct InvalidationStormRule: Rule {
  static let id = "invalidation_storm"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Invalidation storm",
      meaning: [
        "In one stretch of time, far more keys of a cache were invalidated for one reason than in a "
          + "usual one. Requests that follow find the cache empty, all at once."
      ],
      thresholds: [
        Threshold("min_ratio", 10, "times", "Keys of the stretch to the median of all stretches."),
        Threshold("min_keys", 1000, "keys", "Keys in the stretch."),
        Threshold("min_stretches", 4, "hours", "With events of the kind."),
      ],
      examples: [
        .fires("fifty thousand keys in one hour of eight") { log in Self.write(&log, storm: 50_000)
        },
        .silent("a few hundred keys an hour") { log in Self.write(&log, storm: 300) },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.digest.cacheEvents.sorted.compactMap { key, timeline in
      let keys = timeline.entries.map { Double($0.value.keys) }
      guard keys.count >= Int(limits["min_stretches"]), let usual = Median.of(keys),
        let worst = timeline.entries.max(by: { $0.value.keys < $1.value.keys }),
        Double(worst.value.keys) >= limits["min_keys"],
        Double(worst.value.keys) >= limits["min_ratio"] * max(1, usual)
      else { return nil }
      let start = Int64(worst.stretch) * Timestamp.microsecondsPerHour
      var finding = input.finding(page, key.service, key.env)
      finding.confidence = .probable
      finding.severity = .medium
      finding.subject.cache = input.text(key.name)
      finding.subject.level = key.level
      let reason: Prose = key.reason == .empty ? "no reason" : "\(name: input.text(key.reason))"
      finding.title = """
        Cache \(name: input.text(key.name)) (level \(count: key.level)): \(count: worst.value.keys) \
        keys went in one stretch
        """
      finding.explanation = """
        From \(time: start) on, \(count: worst.value.events) events of kind \
        \(name: input.text(key.event)) with reason \(reason) concerned \(count: worst.value.keys) \
        keys; a usual stretch has \(number: usual).
        """
      finding.recommendation = """
        Invalidate only the keys that changed, spread large invalidations over time, or refresh \
        entries in place.
        """
      finding.evidence = [
        Measurement("keys", count: worst.value.keys),
        Measurement("usual_keys", usual, .number),
        Measurement("events", count: worst.value.events),
        Measurement("stretches", count: Int64(keys.count)),
      ]
      finding.calculation = [
        "Largest stretch against \(number: limits["min_ratio"]) times the median stretch."
      ]
      return finding
    }
  }

  private static func write(_ log: inout SyntheticLog, storm: Int64) {
    for hour in 0..<8 {
      log.timeMicroseconds = Int64(hour) * 3_600_000_000
      log.invalidation("books", keys: hour == 5 ? storm : 200, reason: "UpdatePrice")
    }
    log.requests("Home", 10) { _, _ in }
  }
}
