internal import MetricLog
internal import Statistics

/// An operation that became slower from one release to the next, within the log.
struct SlowerOperationRule: Rule {
  static let id = "slower_operation"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "An operation became slower with a release",
      meaning: [
        "The log holds two releases of a service, and an operation's median is higher in the later "
          + "one, by more than the service's other operations changed. Where one of its fields, "
          + "statements or caches explains it, only that is reported."
      ],
      thresholds: [
        Threshold("min_ratio", 1.5, "times", "After to before, beyond what all operations did."),
        Threshold("deviations", 3, "deviations", "Of the other operations' changes."),
        Threshold("min_ms", 5, "ms", "More time for each request."),
        Threshold("min_requests", 50, "requests", "Requests of each release."),
        Threshold("min_share", 0.001, "share of time", "What it costs at least."),
      ],
      examples: [
        .fires("twice as slow since 2.0") { log in Self.write(&log, slower: 25) },
        .silent("everything a little slower") { log in Self.write(&log, slower: 1) },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    var shifts: [Succession: [(operation: OperationEvidence, shift: ReleaseShift)]] = [:]
    for operation in input.operations where operation.releases.count > 1 {
      for (before, after) in input.successions(of: operation) {
        let old = operation.gathered(of: before)
        let new = operation.gathered(of: after)
        let least = limits["min_requests"]
        guard Double(old.tally.lines) >= least, Double(new.tally.lines) >= least else { continue }
        let succession = Succession(
          service: operation.key.service,
          env: operation.key.env,
          before: before,
          after: after
        )
        shifts[succession, default: []].append(
          (operation, ReleaseShift(before: before, after: after, old: old, new: new))
        )
      }
    }
    return shifts.values.flatMap { shifts in
      let background = ReleaseBackground(shifts.map(\.shift.shift))
      return shifts.compactMap { finding($0.operation, $0.shift, background, input, limits) }
    }
  }

  @inline(never)
  private func finding(
    _ operation: OperationEvidence,
    _ shift: ReleaseShift,
    _ background: ReleaseBackground,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding? {
    let expected = shift.medianBefore * RealFunction.exp(background.median)
    let more = shift.medianAfter - expected
    let new = operation.gathered(of: shift.after)
    let cost = min(more * Double(new.tally.requests), Double(new.duration.sum))
    guard more >= limits["min_ms"] * 1e6,
      let confidence = background.confidence(
        shift,
        ratio: limits["min_ratio"],
        deviations: limits["deviations"]
      ), input.share(cost, ofEnvironment: operation.key.env) >= limits["min_share"]
    else { return nil }
    var finding = input.finding(page, operation)
    finding.confidence = confidence
    finding.subject.release = input.text(shift.after)
    finding.costNanoseconds = cost
    finding.title = """
      \(input.name(operation)): half of its requests take \(nanoseconds: shift.medianAfter) or more \
      since release \(name: input.text(shift.after)), \(nanoseconds: shift.medianBefore) before
      """
    finding.explanation = """
      The median went from \(nanoseconds: shift.medianBefore) to \(nanoseconds: shift.medianAfter); \
      the service's other operations changed to \(number: RealFunction.exp(background.median)) times \
      on average. No field or statement in the log explains it.
      """
    finding.recommendation = """
      Compare what the operation does in releases \(name: input.text(shift.before)) and \
      \(name: input.text(shift.after)); record its fields to see which of them it is.
      """
    finding.evidence = background.evidence(shift, counting: "requests")
    finding.saving = Saving(
      nanoseconds: cost,
      method: "requests of the later release × rise of the median beyond that of all operations"
    )
    finding.examples = input.slowest(operation) { $0.release == shift.after }
    finding.calculation = [
      """
      ln(after / before) = \(number: shift.shift); background \(number: background.median) over \
      \(count: background.count) operations, deviation \(number: background.deviation).
      """,
      """
      Cost: (\(nanoseconds: shift.medianAfter) − \(nanoseconds: expected)) × \
      \(count: new.tally.requests) requests.
      """,
    ]
    return finding
  }

  /// A log of two releases and six operations, one of which is slower in the second.
  private static func write(_ log: inout SyntheticLog, slower: Double) {
    for release in ["1.0", "2.0"] {
      log.release = release
      for name in ["A", "B", "C", "D", "E", "F"] {
        log.requests(name, 60) { index, request in
          request.ms = 20 + 4 * SyntheticLog.noise(index)
          if name == "A", release == "2.0" { request.ms += slower }
        }
      }
    }
  }
}

extension ReleaseShift {
  /// Compares the durations of two releases.
  init(before: Symbol, after: Symbol, old: Gathered, new: Gathered) {
    func interval(_ gathered: Gathered) -> ConfidenceInterval {
      let bounds = gathered.duration.quantileInterval(0.5, observations: gathered.tally.lines)
      return ConfidenceInterval(
        lower: Double(bounds.lower ?? 0),
        upper: Double(bounds.upper ?? .max)
      )
    }
    self.init(
      releases: (before, after),
      counts: (old.tally.lines, new.tally.lines),
      medians: (Double(old.duration.quantile(0.5) ?? 0), Double(new.duration.quantile(0.5) ?? 0)),
      old: interval(old),
      new: interval(new)
    )
  }
}
