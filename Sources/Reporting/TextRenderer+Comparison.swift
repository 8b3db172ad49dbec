package import Analysis

/// What changed between two periods.
extension TextRenderer {
  /// So many changes are listed, the others counted.
  private static let changeLimit = 8

  /// The comparison as a section.
  func comparison(_ comparison: Comparison, on page: inout TextPage) {
    page.section("What changed", note: sides(comparison))
    let changed = comparison.changed
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
      page.labelled("first look", sentence(words.provisional(change)))
    }
    for change in comparison.texts.prefix(Self.changeLimit) {
      page.labelled("texts", sentence(words.texts(change)))
    }
    more(comparison.texts.count, beyond: Self.changeLimit, on: &page)
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

  /// A sentence in which no name can pass for a row of ours.
  private func sentence(_ prose: Prose) -> String {
    let text = ProseText(quantity: options.prose, clock: options.clock) { [options] in
      options.name($0)
    }
    return text(prose)
  }

  private func environments(
    _ environments: Comparison.Environments,
    on page: inout TextPage
  ) {
    page.labelled("common", sentence(words.environments(environments)))
    for row in environments.rows.prefix(Self.changeLimit) {
      page.labelled("shape", sentence(words.shape(row, of: environments)))
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
