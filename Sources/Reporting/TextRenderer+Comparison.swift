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
    page.labelled("judged", judged(comparison))
    if let split = comparison.split { page.labelled("mean", self.split(split)) }
    names("new", comparison.newOperations, on: &page)
    names("gone", comparison.vanishedOperations, on: &page)
  }

  /// The comparison alone, as a text.
  package func render(_ comparison: Comparison) -> String {
    var page = TextPage(options)
    self.comparison(comparison, on: &page)
    return page.text
  }

  /// A change in one line, names escaped.
  package func text(_ change: Comparison.Change) -> String { sentence(change) }

  private func sides(_ comparison: Comparison) -> String {
    "\(days(comparison.candidate)) against \(days(comparison.baseline))"
  }

  private func days(_ side: Comparison.Side) -> String {
    guard let first = side.days.first, let last = side.days.last else { return "no day" }
    if side.days.count == 1 { return first.text }
    return "\(side.days.count) days (\(first.text) \(options.dash) \(last.text))"
  }

  private func sentence(_ change: Comparison.Change) -> String {
    let operation = "\(displayName(change.operation.name)) \(metric(change.metric))"
    var text =
      "\(operation): \(level(change.metric, change.baseline)) -> "
      + level(change.metric, change.candidate)
    if let effect = change.effect {
      text += ", \(percent(effect))\(interval(change))"
    }
    return text + " (\(options.name(change.operation.service)), "
      + "\(options.name(change.operation.env)))"
  }

  private func interval(_ change: Comparison.Change) -> String {
    guard let lower = change.effectLower, let upper = change.effectUpper else { return "" }
    return " (95 %: \(percent(lower)) to \(percent(upper)))"
  }

  private func metric(_ metric: ComparisonMetric) -> String {
    switch metric {
    case .p50, .p95, .p99, .mean: metric.rawValue
    case .errors: "requests with errors"
    case .statements: "statements a request"
    case .hitRate: "cache hits"
    case .memory: "memory a request"
    }
  }

  private func level(_ metric: ComparisonMetric, _ level: Double?) -> String {
    guard let level else { return "nothing" }
    return switch metric {
    case .p50, .p95, .p99, .mean: options.prose.duration(level)
    case .errors, .hitRate: Quantity.fixed(level * 100, 2) + " %"
    case .statements: Quantity.fixed(level, 1)
    case .memory: options.prose.growth(level)
    }
  }

  private func judged(_ comparison: Comparison) -> String {
    let short = comparison.changes.count { $0.reason == "not_enough_days" }
    var parts = [
      counted(Int64(comparison.count(.regression)), "regression", "regressions"),
      counted(Int64(comparison.count(.improvement)), "improvement", "improvements"),
      "\(comparison.count(.unchanged)) unchanged",
      "\(comparison.count(.inconclusive)) inconclusive",
    ]
    if short > 0 {
      parts.append(
        "\(short) of these for want of days: each side needs \(Comparison.leastDays) with enough "
          + "requests"
      )
    }
    let visible = comparison.changes.filter { $0.reason == "not_significant" }
      .compactMap(\.smallestVisibleEffect).sorted()
    if !visible.isEmpty {
      parts.append("a change of \(percent(visible[visible.count / 2])) would mostly have been seen")
    }
    if comparison.untested > 0 {
      let operations = counted(Int64(comparison.untested), "operation", "operations")
      parts.append("\(operations) of under 0.1 % of the time not tested")
    }
    return parts.joined(separator: ", ")
  }

  private func split(_ split: Comparison.Split) -> String {
    func signed(_ nanoseconds: Double) -> String {
      (nanoseconds < 0 ? "-" : "+") + options.prose.duration(nanoseconds.magnitude)
    }
    return "\(options.prose.duration(split.before)) -> \(options.prose.duration(split.after)): "
      + "\(signed(split.mix)) by another mix of operations, \(signed(split.speed)) by their speed"
  }

  private func names(_ label: String, _ operations: [OperationName], on page: inout TextPage) {
    guard !operations.isEmpty else { return }
    let shown = operations.prefix(8).map { displayName($0.name) }.joined(separator: ", ")
    let rest = operations.count - 8
    page.labelled(label, shown + (rest > 0 ? ", and \(rest) more" : ""))
  }

  private func percent(_ effect: Double) -> String {
    (effect < 0 ? "-" : "+") + Quantity.fixed(effect.magnitude * 100, 0) + " %"
  }
}
