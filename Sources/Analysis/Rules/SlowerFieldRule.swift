internal import MetricLog
internal import Statistics

/// A field that became slower from one release to the next, within the log.
struct SlowerFieldRule: Rule {
  static let id = "slower_field"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "A field became slower with a release",
      meaning: [
        "The log holds two releases of a service, and a resolver takes longer for each call in the "
          + "later one than in the earlier, by more than the other fields of the service changed "
          + "between the two. Where the field runs a statement for each item since then, or its "
          + "cache was lost, only that is reported."
      ],
      thresholds: [
        Threshold("min_ratio", 1.5, "times", "After to before, beyond what all fields did."),
        Threshold("deviations", 3, "deviations", "Of the other fields' changes."),
        Threshold("min_ms", 3, "ms", "More time for each call."),
        Threshold("min_requests", 20, "requests", "Sampled requests of each release."),
        Threshold("min_share", 0.0005, "share of time", "What it costs at least."),
      ],
      examples: [
        .fires("15 ms more since 2.0") { log in
          Self.write(&log, slower: 15)
        },
        .silent("nothing changed") { log in
          Self.write(&log, slower: 0)
        },
      ]
    )
  }

  /// One field in two releases.
  private struct Candidate {
    var operation: OperationEvidence
    var key: DetailKey
    var shift: ReleaseShift
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    var candidates: [Succession: [Candidate]] = [:]
    for operation in input.operations where operation.releases.count > 1 {
      for (before, after) in input.successions(of: operation) {
        let succession = Succession(
          service: operation.key.service,
          env: operation.key.env,
          before: before,
          after: after
        )
        for key in operation.keys(.field) {
          guard let shift = shift(operation, key, before, after, limits) else { continue }
          candidates[succession, default: []]
            .append(Candidate(operation: operation, key: key, shift: shift))
        }
      }
    }
    return candidates.values.flatMap { candidates in
      let background = ReleaseBackground(candidates.map(\.shift.shift))
      return candidates.compactMap { finding($0, background, input, limits) }
    }
  }

  /// The most values of each release that are compared.
  private static let valueLimit = 400

  private func shift(
    _ operation: OperationEvidence,
    _ key: DetailKey,
    _ before: Symbol,
    _ after: Symbol,
    _ limits: RuleThresholds
  ) -> ReleaseShift? {
    func values(_ release: Symbol) -> [Double] {
      operation.requests.lazy.filter { $0.release == release }
        .compactMap { operation.part($0, key) }
        .filter { $0.count > 0 }
        .prefix(Self.valueLimit)
        .map { Double($0.amount) / Double($0.count) }
        .sorted()
    }
    let (old, new) = (values(before), values(after))
    let least = Int(limits["min_requests"])
    guard old.count >= least, new.count >= least else { return nil }
    return ReleaseShift(before: before, after: after, old: old, new: new)
  }

  @inline(never)
  private func finding(
    _ candidate: Candidate,
    _ background: ReleaseBackground,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding? {
    let (operation, shift) = (candidate.operation, candidate.shift)
    let expected = shift.medianBefore * RealFunction.exp(background.median)
    let more = shift.medianAfter - expected
    guard more >= limits["min_ms"] * 1e6,
      let confidence = background.confidence(
        shift,
        ratio: limits["min_ratio"],
        deviations: limits["deviations"]
      )
    else { return nil }
    let sums = operation.details(of: shift.after)[candidate.key] ?? DetailSums()
    let cost = min(
      more * Double(sums.sumA),
      Double(operation.gathered(of: shift.after).duration.sum)
    )
    guard input.share(cost, ofEnvironment: operation.key.env) >= limits["min_share"] else {
      return nil
    }
    var finding = input.finding(page, operation)
    finding.confidence = confidence
    finding.subject.field = input.text(candidate.key.first)
    finding.subject.release = input.text(shift.after)
    finding.costNanoseconds = cost
    let field = input.field(candidate.key.first)
    finding.title = """
      \(input.name(operation)): \(field) takes \(nanoseconds: shift.medianAfter) a call since release \
      \(name: input.text(shift.after)), \(nanoseconds: shift.medianBefore) before
      """
    finding.explanation = """
      The median call went from \(nanoseconds: shift.medianBefore) in release \
      \(name: input.text(shift.before)) to \(nanoseconds: shift.medianAfter) in \
      \(name: input.text(shift.after)), \(number: RealFunction.exp(shift.shift)) times as much; the \
      other \(count: background.count - 1) fields of the service changed to \
      \(number: RealFunction.exp(background.median)) times on average.
      """
    finding.recommendation = """
      Compare the resolver of \(field) in the two releases: what it does now that it did not do \
      before takes about \(nanoseconds: more) a call.
      """
    finding.evidence = background.evidence(shift, counting: "sampled")
    finding.saving = saving(candidate, cost: cost, more: more)
    finding.examples = input.slowest(operation) { request in
      request.release == shift.after && operation.part(request, candidate.key) != nil
    }
    finding.calculation = [
      """
      ln(after / before) = \(number: shift.shift) (\(number: shift.interval.lower) to \
      \(number: shift.interval.upper)) from \(count: Int(shift.countBefore)) and \
      \(count: Int(shift.countAfter)) sampled requests; background \(number: background.median) with \
      deviation \(number: background.deviation). It fires beyond the background by ln \
      \(number: limits["min_ratio"]) and \(number: limits["deviations"]) deviations.
      """,
      """
      Cost: (\(nanoseconds: shift.medianAfter) − \(nanoseconds: expected)) × \(count: sums.sumA) calls \
      in release \(name: input.text(shift.after)).
      """,
    ]
    return finding
  }

  private func saving(_ candidate: Candidate, cost: Double, more: Double) -> Saving {
    let operation = candidate.operation
    var saving = Saving(
      nanoseconds: cost,
      method: "calls of the later release × time more than before, at most its whole time"
    )
    saving.p95Before = operation.sampledQuantile(0.95) { Double($0.nanoseconds) }
    saving.p95After = operation.sampledQuantile(0.95) { request in
      guard request.release == candidate.shift.after,
        let part = operation.part(request, candidate.key)
      else { return Double(request.nanoseconds) }
      let saved = min(Double(part.amount), more * Double(part.count))
      return max(0, Double(request.nanoseconds) - saved)
    }
    return saving
  }

  /// A log of two releases, in the second of which one field of six is slower.
  private static func write(_ log: inout SyntheticLog, slower: Double) {
    for release in ["1.0", "2.0"] {
      log.release = release
      for name in ["A", "B", "C"] {
        log.requests(name, 40) { index, request in
          let more = name == "A" && release == "2.0" ? slower : 0
          let field = 2 + SyntheticLog.noise(index, 1) + more
          request.ms = 20 + more
          request.field("Query.first\(name)", ms: field)
          request.field("Query.second\(name)", ms: 3 + SyntheticLog.noise(index, 2))
        }
      }
    }
  }
}

extension ReleaseShift {
  /// Compares two sorted sets of values, neither of them empty.
  init(before: Symbol, after: Symbol, old: [Double], new: [Double]) {
    self.init(
      releases: (before, after),
      counts: (Int64(old.count), Int64(new.count)),
      medians: (Median.of(old) ?? 0, Median.of(new) ?? 0),
      old: QuantileInterval(rank: 0.5, count: Int64(old.count)).values(in: old),
      new: QuantileInterval(rank: 0.5, count: Int64(new.count)).values(in: new)
    )
  }
}
