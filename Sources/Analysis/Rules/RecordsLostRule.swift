internal import MetricLog
internal import Statistics

/// Records that a service wrote and nobody read, or could not write.
struct RecordsLostRule: Rule {
  static let id = "records_lost"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "Records dropped or missing",
      meaning: [
        "Writers number their records without gaps and say how many they had to drop. Numbers that "
          + "are missing are in a file that was not given, in lines that were rejected, or lost; "
          + "dropped ones were too many for the disk. Either way, counts and sums are too low."
      ],
      thresholds: [
        Threshold("min_share", 0.001, "share", "Lost records of all records that were numbered."),
        Threshold("min_records", 1, "records", "Fewer are told in the report only."),
      ],
      examples: [
        .fires("a writer dropped 500 records") { log in
          log.requests("Home", 100) { _, _ in }
          log.dropped(500)
        },
        .fires("fifty numbers are missing") { log in
          log.requests("Home", 100) { _, _ in }
          log.skipNumbers(50)
          log.requests("Home", 100) { _, _ in }
        },
        .silent("every number is there") { log in log.requests("Home", 100) { _, _ in } },
      ]
    )
  }

  /// What is known of the writers of a service.
  private struct Loss {
    var read: Int64 = 0
    var missing: Int64 = 0
    var dropped: Int64 = 0
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    var losses: [ScopeKey: Loss] = [:]
    for source in input.digest.sources.sources {
      let scope = ScopeKey(service: source.key.service, env: source.key.env)
      var loss = losses[scope] ?? Loss()
      loss.read = loss.read.addingClamped(Int64(clamping: source.sequence.count))
      loss.missing = loss.missing.addingClamped(Int64(clamping: source.sequence.missing))
      loss.dropped = loss.dropped.addingClamped(source.dropped)
      losses[scope] = loss
    }
    return losses.compactMap { scope, loss in
      let lost = Double(loss.missing) + Double(loss.dropped)
      let share = lost / max(1, lost + Double(loss.read))
      guard lost >= limits["min_records"], share >= limits["min_share"] else { return nil }
      var finding = input.finding(page, scope.service, scope.env)
      finding.confidence = .strong
      finding.severity = share >= 0.1 ? .high : share >= 0.01 ? .medium : .low
      finding.title = "\(share: share) of the records are not in this report"
      finding.explanation = """
        \(count: loss.read) records were read, \(count: loss.missing) numbers are missing, \
        \(count: loss.dropped) records were dropped by writers.
        """
      finding.recommendation =
        loss.dropped > loss.missing
        ? "Give the writer a faster disk or a larger queue, or let it sample (weight)."
        : "Give all files of the writers, and see the rejected lines."
      finding.evidence = [
        Measurement("lost_share", share, .share), Measurement("missing", count: loss.missing),
        Measurement("dropped", count: loss.dropped), Measurement("read", count: loss.read),
      ]
      finding.calculation = ["(missing + dropped) / (missing + dropped + read)."]
      return finding
    }
  }
}
