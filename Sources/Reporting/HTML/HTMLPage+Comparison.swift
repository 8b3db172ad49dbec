import Analysis

/// What changed since the days before, in full: the first screen has the largest changes only.
extension HTMLPage {
  private static let lookLimit = 50

  var comparison: HTML {
    guard let comparison = report.comparison else { return "" }
    let parts = HTML.joined([
      changedMetrics(comparison), firstLooks(comparison), changedTexts(comparison),
      comparison.environments.map(environments) ?? "",
    ])
    guard !parts.isEmpty else { return "" }
    let omissions = words.omissions(comparison).map {
      HTML("<p class=\"note\">Not known: \(text: $0).</p>\n")
    }
    return """
      <h2 id="comparison">Changes in full</h2>
      <p class="soft">\(text: words.sides(comparison, dash: "–"))</p>
      \(.joined(omissions))\(parts)
      """
  }

  private var words: ComparisonText { ComparisonText(quantity: quantity) }

  /// The name of an operation, and where it runs when there are several places.
  private func named(_ operation: OperationName) -> HTML {
    let place = place(operation.service, operation.env)
    let name = Self.name(operation.name, limit: 60)
    return place.isEmpty ? name : "\(name) <span class=\"soft\">\(place)</span>"
  }

  // MARK: - Metrics

  private func changedMetrics(_ comparison: Comparison) -> HTML {
    let changed = comparison.changes.filter {
      $0.outcome == .regression || $0.outcome == .improvement
    }
    guard !changed.isEmpty else { return "" }
    var table = HTMLTable(
      "Metrics that got worse or better; changes with their interval of 95 %",
      [
        .text("Operation"), .text("Metric"), .text("Now it is"), .number("Before"), .number("Now"),
        .number("Change"), .text("Interval"),
      ],
      byteLimit: Room.records
    )
    for change in changed {
      let verdict =
        change.outcome == .improvement
        ? "better" : change.isAlarm ? "worse" : "worse, new tonight"
      table.append([
        .init(named(change.operation)), .init(text: words.metric(change.metric)),
        .init(text: verdict), .init(text: words.level(change.metric, change.baseline)),
        .init(text: words.level(change.metric, change.candidate)),
        .init(text: change.effect.map { words.percent($0) } ?? Quantity.absent),
        .init(text: words.interval(change) ?? Quantity.absent),
      ])
    }
    return "<h3>Metrics</h3>\n\(table.html)"
  }

  private func firstLooks(_ comparison: Comparison) -> HTML {
    let looks = comparison.provisional
    guard !looks.isEmpty else { return "" }
    let items = looks.prefix(Self.lookLimit).map {
      HTML("<li>\(prose(words.provisional($0)))</li>\n")
    }
    let rest = looks.count - items.count
    return """
      <h3>First look at the hours of the last day</h3>
      <ul class="plain">
      \(.joined(items))</ul>
      \(rest > 0 ? HTMLTable.more(rest) : "")
      """
  }

  // MARK: - Texts and statements

  private func changedTexts(_ comparison: Comparison) -> HTML {
    guard !comparison.texts.isEmpty else { return "" }
    var table = HTMLTable(
      "Texts of operations and statements that are new, gone, or issued more or less often",
      [
        .text("Operation"), .text("What"), .text("Which"), .number("Times before"),
        .number("Times now"),
      ],
      byteLimit: Room.records
    )
    let statements = statementTexts
    for change in comparison.texts {
      func add(_ what: String, _ name: String, _ times: [Double?] = [nil, nil]) {
        let text: HTML =
          statements[name].map { "<code class=\"sql\">\(name: $0, limit: 240)</code>" } ?? ""
        table.append(
          [
            .init(named(change.operation)), .init(text: what),
            .init("<code>\(name: name, limit: 40)</code>\(text)"),
          ] + times.map { .init(text: $0.map { Quantity.number($0) } ?? "") }
        )
      }
      for name in change.newTexts { add("new text", name) }
      for name in change.vanishedTexts { add("text gone", name) }
      for name in change.newStatements { add("new statement", name) }
      for name in change.vanishedStatements { add("statement gone", name) }
      for statement in change.changedStatements {
        add("statement a request", statement.fingerprint, [statement.before, statement.after])
      }
    }
    return "<h3>Texts and statements</h3>\n\(table.html)"
  }

  /// The texts of statements that the page's operations issue, by fingerprint.
  private var statementTexts: [String: String] {
    var texts: [String: String] = [:]
    for statement in operations.lazy.flatMap(\.statements) where !statement.text.isEmpty {
      texts[statement.fingerprint] = statement.text
    }
    return texts
  }

  // MARK: - Environments

  private func environments(_ environments: Comparison.Environments) -> HTML {
    let sides = [environments.baseline, environments.candidate]
    var table = HTMLTable(
      "Shapes of operations in both environments",
      [.text("Operation")] + sides.map { .number("p95/p50 in \(SafeText.name($0))") }
        + sides.map { .number("Statements in \(SafeText.name($0))") },
      byteLimit: Room.records
    )
    for row in environments.rows {
      let numbers = [
        row.baselineTailRatio, row.candidateTailRatio, row.baselineStatements,
        row.candidateStatements,
      ]
      table.append(
        [.init(named(row.operation))] + numbers.map { .init(text: Quantity.number($0)) }
      )
    }
    return """
      <h3>Two environments</h3>
      <p>\(prose(words.environments(environments))).</p>
      \(environments.rows.isEmpty ? "" : table.html)
      """
  }
}
