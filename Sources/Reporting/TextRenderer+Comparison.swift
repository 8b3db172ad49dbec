package import Analysis

/// What changed between two periods.
extension TextRenderer {
  /// So many changes are listed, the others counted.
  private static let changeLimit = 8

  /// The comparison as a section.
  func comparison(_ comparison: Comparison, on page: inout TextPage) {
    page.section("What changed", note: sides(comparison))
    let changed = comparison.changes.filter {
      $0.outcome == .regression || $0.outcome == .improvement
    }
    for change in changed.prefix(Self.changeLimit) {
      page.labelled(
        change.outcome == .regression ? "worse" : "better",
        sentence(change)
          + (change.outcome == .regression && !change.isAlarm ? "; new tonight" : ""),
        style: change.outcome == .regression ? .alarm : .plain
      )
    }
    if changed.count > Self.changeLimit { more(changed.count, beyond: Self.changeLimit, on: &page) }
    page.labelled("judged", words.judged(comparison))
    for omission in words.omissions(comparison) { page.labelled("not known", omission) }
    if let split = comparison.split { page.labelled("mean", words.split(split)) }
    if let split = comparison.p95Split { page.labelled("p95", words.split(split)) }
    if let split = comparison.totalSplit {
      page.labelled("time a day", words.split(split) + largest(split))
    }
    for change in comparison.provisional.prefix(Self.changeLimit) {
      page.labelled("first look", provisional(change))
    }
    texts(comparison.texts, on: &page)
    if let environments = comparison.environments { self.environments(environments, on: &page) }
    names("new", comparison.newOperations, on: &page)
    names("gone", comparison.vanishedOperations, on: &page)
  }

  /// The comparison alone, as a text.
  package func render(_ comparison: Comparison) -> String {
    var page = TextPage(options)
    self.comparison(comparison, on: &page)
    return page.text
  }

  private var words: ComparisonText { ComparisonText(quantity: options.prose) }

  /// A change in one line, names escaped.
  package func text(_ change: Comparison.Change) -> String { sentence(change) }

  private func sides(_ comparison: Comparison) -> String {
    words.sides(comparison, dash: options.dash, escaped: options.text)
  }

  private func sentence(_ change: Comparison.Change) -> String {
    let operation = "\(displayName(change.operation.name)) \(words.metric(change.metric))"
    var text =
      "\(operation): \(words.level(change.metric, change.baseline)) -> "
      + words.level(change.metric, change.candidate)
    if let effect = change.effect {
      text += ", \(words.percent(effect))"
      if let interval = words.interval(change) { text += " (95 %: \(interval))" }
    }
    return text + " (\(options.name(change.operation.service)), "
      + "\(options.name(change.operation.env)))"
  }

  /// The operations that did most to a total.
  private func largest(_ split: Comparison.Split) -> String {
    let named = split.operations.prefix(3)
      .filter { ($0.mix + $0.speed).magnitude > split.before.magnitude / 1000 }
      .map { "\(displayName($0.operation.name)) \(words.signed($0.mix + $0.speed))" }
    return named.isEmpty ? "" : "; most by " + named.joined(separator: ", ")
  }

  private func provisional(_ change: Comparison.Provisional) -> String {
    "\(displayName(change.operation.name)) mean \(words.percent(change.effect)) (95 %: "
      + "\(words.percent(change.effectLower)) to \(words.percent(change.effectUpper))) over \(change.hours) hours "
      + "of the last day against the same hours of earlier weeks; provisional until there are "
      + "\(Comparison.leastDays) days"
  }

  private func texts(_ changes: [Comparison.TextChange], on page: inout TextPage) {
    for change in changes.prefix(Self.changeLimit) {
      var parts: [String] = []
      func add(_ names: [String], _ one: String, _ many: String) {
        guard !names.isEmpty else { return }
        let shown = names.prefix(3).map(options.name).joined(separator: ", ")
        parts.append("\(counted(Int64(names.count), one, many)) (\(shown))")
      }
      add(change.newTexts, "new text", "new texts")
      add(change.vanishedTexts, "text gone", "texts gone")
      add(change.newStatements, "new statement", "new statements")
      add(change.vanishedStatements, "statement gone", "statements gone")
      for statement in change.changedStatements.prefix(3) {
        parts.append(
          "\(options.name(statement.fingerprint)) \(Quantity.number(statement.before)) -> "
            + "\(Quantity.number(statement.after)) times a request"
        )
      }
      page.labelled(
        "texts",
        "\(displayName(change.operation.name)): \(parts.joined(separator: ", "))"
      )
    }
    if changes.count > Self.changeLimit { more(changes.count, beyond: Self.changeLimit, on: &page) }
  }

  private func environments(
    _ environments: Comparison.Environments,
    on page: inout TextPage
  ) {
    let names = (options.name(environments.candidate), options.name(environments.baseline))
    var text =
      "\(counted(Int64(environments.rows.count), "operation", "operations")) with enough requests "
      + "on both sides, \(Quantity.percent(environments.commonShare)) of those of \(names.1)"
    if let before = environments.baselineMean, let after = environments.candidateMean {
      text +=
        "; with the mix of \(names.1) the mean is \(options.prose.duration(before)) there and "
        + "\(options.prose.duration(after)) in \(names.0)"
    }
    if let correlation = environments.rankCorrelation {
      text += "; rank correlation of p95 \(Quantity.fixed(correlation, 2))"
    }
    page.labelled("common", text)
    for row in environments.rows.prefix(Self.changeLimit) {
      let ratio =
        "p95 is \(Quantity.number(row.baselineTailRatio)) times p50 in \(names.1), "
        + "\(Quantity.number(row.candidateTailRatio)) times in \(names.0)"
      let statements =
        row.baselineStatements == nil && row.candidateStatements == nil
        ? ""
        : "; statements a request \(Quantity.number(row.baselineStatements)) and "
          + Quantity.number(row.candidateStatements)
      page.labelled("shape", "\(displayName(row.operation.name)): \(ratio)\(statements)")
    }
    more(environments.rows.count, beyond: Self.changeLimit, on: &page)
  }

  private func names(_ label: String, _ operations: [OperationName], on page: inout TextPage) {
    guard !operations.isEmpty else { return }
    let shown = operations.prefix(8).map { displayName($0.name) }.joined(separator: ", ")
    let rest = operations.count - 8
    page.labelled(label, shown + (rest > 0 ? ", and \(rest) more" : ""))
  }
}
