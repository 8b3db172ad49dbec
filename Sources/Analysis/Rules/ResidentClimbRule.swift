internal import MetricLog
internal import Statistics

/// A process that grows through the day and gives nothing back.
struct ResidentClimbRule: Rule {
  static let id = "resident_climb"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "A process that grows: a leak",
      meaning: [
        "A host's resident size rises hour after hour, closely in line with time, by a notable part "
          + "of itself. A cache that fills looks the same at first, and levels out: give it a day."
      ],
      thresholds: [
        Threshold("min_hours", 6, "hours", "Stretches with samples of one host and release."),
        Threshold("min_growth_mib", 64, "MiB", "From the first to the last stretch, by the line."),
        Threshold("min_growth_share", 0.2, "share", "Of the size in the first stretch."),
        Threshold("min_correlation", 0.9, "Spearman's r", "Of size and time."),
      ],
      examples: [
        .fires("30 MiB more every hour") { log in Self.write(&log, growth: 30) },
        .silent("up and down") { log in Self.write(&log, growth: 0) },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return input.digest.processes.sorted.compactMap { key, timeline in
      guard !key.isPool else { return nil }
      let hours = timeline.entries.compactMap { entry in
        entry.value.first.mean.map { (hour: Double(entry.stretch), bytes: $0) }
      }
      guard hours.count >= Int(limits["min_hours"]), let first = hours.first, let last = hours.last,
        let line = TheilSenSlope(x: hours.map(\.hour), y: hours.map(\.bytes)),
        let trend = SpearmanCorrelation(hours.map(\.hour), hours.map(\.bytes)),
        trend.coefficient >= limits["min_correlation"], line.interval.lower > 0
      else { return nil }
      let growth = line.slope * (last.hour - first.hour)
      guard growth >= limits["min_growth_mib"] * 0x1p20,
        growth >= limits["min_growth_share"] * first.bytes
      else { return nil }
      var finding = input.finding(page, key.service, key.env)
      finding.confidence = hours.count >= 12 ? .probable : .possible
      finding.severity = .medium
      finding.subject.host = input.text(key.host)
      finding.subject.release = input.text(key.release)
      finding.title = "Host \(name: input.text(key.host)) grows by \(bytes: line.slope) an hour"
      finding.explanation = """
        Resident size \(bytes: first.bytes) in the first and \(bytes: last.bytes) in the last of \
        \(count: hours.count) hours of release \(name: input.text(key.release)).
        """
      finding.recommendation = """
        Compare heap profiles an hour apart; look for caches without a limit and for what requests \
        leave behind.
        """
      finding.evidence = [
        Measurement(
          "growth_per_hour",
          line.slope,
          .bytes,
          low: line.interval.lower,
          high: line.interval.upper
        ),
        Measurement("first_size", first.bytes, .bytes),
        Measurement("last_size", last.bytes, .bytes),
        Measurement("correlation", trend.coefficient, .number),
        Measurement("hours", count: Int64(hours.count)),
      ]
      finding.calculation = [
        "Theil-Sen slope of the hourly mean of resident_bytes; Spearman's r \(number: trend.coefficient)."
      ]
      return finding
    }
  }

  private static func write(_ log: inout SyntheticLog, growth: Int64) {
    for hour in 0..<10 as Range<Int64> {
      log.timeMicroseconds = hour * 3_600_000_000
      for sample in 0..<3 as Range<Int64> {
        let noise = Int64(4 * SyntheticLog.noise(Int(hour * 3 + sample)))
        log.process(residentBytes: (200 + growth * hour + noise) << 20)
      }
    }
    log.requests("Home", 10) { _, _ in }
  }
}
