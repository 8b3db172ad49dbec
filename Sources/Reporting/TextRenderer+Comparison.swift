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
        sentence(change),
        style: change.outcome == .regression ? .alarm : .plain
      )
    }
    if changed.count > Self.changeLimit { more(changed.count, beyond: Self.changeLimit, on: &page) }
    page.labelled("judged", words.judged(comparison))
    if let split = comparison.split { page.labelled("mean", words.split(split)) }
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

  private func sides(_ comparison: Comparison) -> String {
    words.days(comparison.candidate, dash: options.dash) + " against "
      + words.days(comparison.baseline, dash: options.dash)
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

  private func names(_ label: String, _ operations: [OperationName], on page: inout TextPage) {
    guard !operations.isEmpty else { return }
    let shown = operations.prefix(8).map { displayName($0.name) }.joined(separator: ", ")
    let rest = operations.count - 8
    page.labelled(label, shown + (rest > 0 ? ", and \(rest) more" : ""))
  }
}
