internal import MetricLog
internal import Statistics

/// A cache whose hit rate fell from one release to the next.
struct CacheLostRule: Rule {
  static let id = "cache_lost"

  var page: RulePage {
    RulePage(
      id: Self.id,
      title: "A cache was lost with a release",
      meaning: [
        "A cache answers far fewer of its look-ups in a later release of the log than in the one "
          + "before: switched off, its keys changed, its life too short, or it is filled no more. "
          + "The intervals of the two rates must lie apart."
      ],
      thresholds: [
        Threshold("min_drop", 0.2, "share", "Hit rate before less after."),
        Threshold("min_lookups", 100, "look-ups", "Of each release."),
      ],
      examples: [
        .fires("switched off in 2.0") { log in Self.write(&log, rate: 0) },
        .silent("as good as before") { log in Self.write(&log, rate: 9) },
      ]
    )
  }

  func findings(in input: RuleInput) -> [Finding] {
    let limits = input.thresholds(page)
    return CacheHistory.all(input).compactMap { Self.loss($0, input, limits) }
      .map { finding($0, input, limits) }
  }

  /// A fall of a cache's hit rate.
  struct Loss {
    var history: CacheHistory
    var before: Symbol
    var after: Symbol
    var old: Proportion
    var new: Proportion
    var writes: Int64

    var drop: Double { (old.value ?? 0) - (new.value ?? 0) }
  }

  /// The largest fall between two releases that is beyond doubt; `nil` when there is none.
  static func loss(
    _ history: CacheHistory,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Loss? {
    guard let user = history.users.first else { return nil }
    let losses = input.successions(of: user).compactMap { before, after -> Loss? in
      guard let old = history.byRelease[before]?.hits, let new = history.byRelease[after]?.hits,
        Double(min(old.total, new.total)) >= limits["min_lookups"]
      else { return nil }
      let loss = Loss(
        history: history,
        before: before,
        after: after,
        old: old,
        new: new,
        writes: history.byRelease[after]?.sumC ?? 0
      )
      let areApart = old.interval().lower > new.interval().upper
      return areApart && loss.drop >= limits["min_drop"] ? loss : nil
    }
    return losses.max { $0.drop < $1.drop }
  }

  @inline(never)
  private func finding(
    _ loss: Loss,
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> Finding {
    let history = loss.history
    let extra = extraStatements(loss, input)
    var finding = history.finding(page, input)
    finding.confidence = .strong
    finding.severity = .medium
    finding.subject.release = input.text(loss.after)
    if let first = extra.first {
      finding.subject.field = input.text(Symbol(index: first.key.second))
      finding.subject.statement = input.text(first.key.first)
      finding.subject.statementText = input.statementTexts[first.key.first] ?? ""
    }
    let cost = extra.reduce(0) { $0 + $1.nanoseconds }
    finding.costNanoseconds = cost
    let release = Prose("\(name: input.text(loss.after))")
    finding.title = """
      \(history.userNames(input)): \(history.name(input)) hits \(share: loss.new.value ?? 0) since \
      release \(release), \(share: loss.old.value ?? 0) before
      """
    let off: Prose =
      loss.new.count == 0 && loss.writes == 0
      ? " Nothing is written to it any more: it looks switched off." : ""
    finding.explanation =
      """
      \(count: loss.old.count) of \(count: loss.old.total) look-ups were answered in release \
      \(name: input.text(loss.before)), \(count: loss.new.count) of \(count: loss.new.total) in \
      \(release).
      """ + off + statementsText(extra, input)
    finding.recommendation = """
      Compare how \(history.name(input)) is set up and keyed in releases \
      \(name: input.text(loss.before)) and \(release), and switch it on again.
      """
    finding.evidence = evidence(loss)
    if cost > 0 {
      finding.saving = Saving(
        nanoseconds: cost,
        method:
          "executions that the later release runs more a request, × their mean time in it, × its requests"
      )
    }
    finding.examples = examples(loss, input)
    finding.calculation = calculation(loss, extra, input, limits)
    return finding
  }

  private func evidence(_ loss: Loss) -> [Measurement] {
    [("hit_rate_before", loss.old), ("hit_rate_after", loss.new)].map { name, rate in
      let interval = rate.interval()
      return Measurement(
        name,
        rate.value ?? 0,
        .share,
        low: interval.lower,
        high: interval.upper
      )
    } + [
      Measurement("lookups_before", count: loss.old.total),
      Measurement("lookups_after", count: loss.new.total),
      Measurement("writes_after", count: loss.writes),
    ]
  }

  // MARK: - What it costs

  /// A statement that runs more often than before.
  private struct ExtraStatement {
    var operation: OperationEvidence
    var key: DetailKey
    /// Executions a request.
    var before: Double
    var after: Double
    var nanoseconds: Double
  }

  /// The statements of the operations that use the cache which run more often in the later release,
  /// those that take the most time first.
  private func extraStatements(_ loss: Loss, _ input: RuleInput) -> [ExtraStatement] {
    loss.history.users.flatMap { operation -> [ExtraStatement] in
      let (old, new) = (operation.details(of: loss.before), operation.details(of: loss.after))
      let requests = (
        Double(operation.gathered(of: loss.before).tally.requests),
        Double(operation.gathered(of: loss.after).tally.requests)
      )
      guard requests.0 > 0, requests.1 > 0 else { return [] }
      return new.compactMap { key, sums in
        guard key.kind == .statement, !key.isOther, sums.sumA > 0 else { return nil }
        let before = Double(old[key]?.sumA ?? 0) / requests.0
        let after = Double(sums.sumA) / requests.1
        // A statement that the cache saved ran before, where the cache missed, and runs more now.
        guard before > 0, after - before >= max(0.05, 0.3 * loss.drop * before) else { return nil }
        let time = (after - before) * requests.1 * Double(sums.sumB) / Double(sums.sumA)
        return ExtraStatement(
          operation: operation,
          key: key,
          before: before,
          after: after,
          nanoseconds: time
        )
      }
    }.sorted { left, right in
      left.nanoseconds != right.nanoseconds
        ? left.nanoseconds > right.nanoseconds : left.key < right.key
    }
  }

  private func statementsText(_ extra: [ExtraStatement], _ input: RuleInput) -> Prose {
    guard let first = extra.first else { return "" }
    return """
       \(input.field(Symbol(index: first.key.second))) of \(input.name(first.operation)) runs \
      \(input.statement(first.key.first)) \(number: first.after) times a request, \
      \(number: first.before) before.
      """
  }

  private func examples(_ loss: Loss, _ input: RuleInput) -> [RequestExample] {
    guard let user = loss.history.users.first else { return [] }
    return input.slowest(user) { request in
      request.release == loss.after
        && (user.part(request, loss.history.detailKey)?.measured ?? 0) > 0
    }
  }

  private func calculation(
    _ loss: Loss,
    _ extra: [ExtraStatement],
    _ input: RuleInput,
    _ limits: RuleThresholds
  ) -> [Prose] {
    [
      """
      Wilson intervals of the two rates lie apart, and the drop \(number: loss.drop) is at least \
      \(number: limits["min_drop"]).
      """
    ]
      + extra.map { statement in
        """
        \(input.statement(statement.key.first)): (\(number: statement.after) − \
        \(number: statement.before)) more executions a request cost \
        \(nanoseconds: statement.nanoseconds) in release \(name: input.text(loss.after)).
        """
      }
  }

  /// A log of two releases; in the second, `rate` of ten look-ups hit.
  private static func write(_ log: inout SyntheticLog, rate: Int) {
    for release in ["1.0", "2.0"] {
      log.release = release
      log.requests("Home", 200) { index, request in
        let isHit = index % 10 < (release == "1.0" ? 9 : rate)
        request.ms = isHit ? 10 : 20
        request.cache("bestsellers", hits: isHit ? 1 : 0, misses: isHit ? 0 : 1)
        if !isHit { request.statement("bestsellers", "Query.bestsellers", 1, ms: 10) }
      }
    }
  }
}
