import Analysis

/// Every finding with what it is made of, each at a link of its own.
extension HTMLPage {
  private static let exampleLimit = 4

  /// The findings, as many as there is room for.
  func findings(byteLimit: Int) -> HTML {
    guard hasRequests || !report.findings.isEmpty else { return "" }
    guard !report.findings.isEmpty else {
      return """
        <h2 id="findings">Findings</h2>
        <p>\(text: SuppressionText.nothing(report))</p>
        \(suppressions)
        """
    }
    var articles = HTML()
    var shown = 0
    for finding in report.findings {
      let article = article(finding)
      guard articles.byteCount + article.byteCount <= byteLimit else { break }
      articles += article
      shown += 1
    }
    let rest = report.findings.count - shown
    return """
      <h2 id="findings">Findings</h2>
      <p class="soft">\(text: FindingText.counts(report.findings)), the severest first, of equal ones the most expensive.</p>
      \(findingFilter)<div id="finding-list">
      \(articles)</div>
      \(rest > 0 ? HTMLTable.more(rest) : "")\(suppressions)
      """
  }

  /// What suppressions hide, and those that hide nothing.
  private var suppressions: HTML {
    guard let suppression = report.suppression else { return "" }
    var table = HTMLTable(
      "What the file of suppressions says",
      [
        .text("Finding"), .text("Here"), .text("Severity"), .text("Until"), .text("Reason"),
      ],
      byteLimit: Room.records
    )
    func add(_ suppression: Suppression, _ state: String, _ severity: String) {
      table.append([
        .init("\(name: suppression.id)"), .init(text: state), .init(text: severity),
        .init(text: suppression.until?.text ?? "open end"),
        .init("\(name: suppression.reason, limit: 200)"),
      ])
    }
    for hidden in suppression.hidden {
      add(hidden.suppression, "Not shown", hidden.severity.name)
    }
    let idle = SuppressionText.idle(suppression)
    for (title, suppressions) in idle { for one in suppressions { add(one, title, "") } }
    guard table.rowCount > 0 else { return "" }
    let counts = idle.map { "\($0.title): \($0.suppressions.count)" }
    let told = [SuppressionText.hidden(suppression)].compactMap { $0 } + counts
    return """
      <details class="numbers print"><summary>\(text: told.joined(separator: "; "))</summary>
      \(table.html)</details>

      """
  }

  private var findingFilter: HTML {
    guard report.findings.count > 1 else { return "" }
    let severities = Severity.allCases.reversed().filter { severity in
      report.findings.contains { $0.severity == severity }
    }
    let options = severities.map { HTML("<option>\(text: $0.name)</option>") }
    return """
      <form data-filter="finding-list" hidden><label>Find <input type="search" \
      placeholder="operation, rule, field …"></label> <label>Severity <select><option value="">\
      all</option>\(.joined(options))</select></label> <output></output></form>

      """
  }

  private func article(_ finding: Finding) -> HTML {
    let anchor = Anchor(finding)
    let words = FindingText(quantity: quantity)
    let saves = cost(finding)
    let todo: HTML =
      finding.recommendation.isEmpty
      ? "" : "<p class=\"do\"><b>Do:</b> \(prose(finding.recommendation))</p>\n"
    return """
      <article id="\(id: anchor)" data-item="\(attribute: finding.severity.name)">
      <p class="id">\(Self.tag(finding.severity)) \(text: finding.confidence.name) · \
      <a href="#\(id: anchor)">\(text: finding.id)</a>\(place(of: finding))</p>
      <h3>\(prose(finding.title))</h3>
      <p class="do">\(prose(finding.explanation))</p>
      \(todo)\(saves)<details class="numbers print"><summary>Evidence and calculation</summary>
      \(details(finding, words))</details>
      \(Self.command(commands.explain(finding)))</article>

      """
  }

  /// What following the recommendation saves, or what the thing costs.
  func cost(_ finding: Finding) -> HTML {
    let cost = FindingText(quantity: quantity).cost(finding)
    if cost.isEmpty { return "" }
    return FindingText.saves(finding)
      ? "<p class=\"saves\">\(words: cost)</p>\n" : "<p class=\"costs\">\(words: cost)</p>\n"
  }

  private func place(of finding: Finding) -> HTML {
    let parts = [finding.service, finding.env].filter { !$0.isEmpty }
    return .joined(parts.map { " · \(name: $0, limit: 40)" })
  }

  private func details(_ finding: Finding, _ words: FindingText) -> HTML {
    var pairs = HTML()
    func add(_ label: String, _ value: HTML) {
      pairs += "<dt>\(text: label)</dt><dd>\(value)</dd>\n"
    }
    for (label, name) in FindingText.subjects(finding) where label != "service" && label != "env" {
      let isOurs = label == "operation" && finding.operation?.name.isEmpty == true
      add(label, isOurs ? "(anonymous)" : "\(name: name, limit: label == "text" ? 600 : 160)")
    }
    for measurement in finding.evidence {
      add(measurement.name, "\(text: words.measurement(measurement))")
    }
    if let saving = finding.saving {
      add("saving", "\(text: words.saving(saving))")
      if let p95 = words.p95(saving) { add("p95", "\(text: p95)") }
      add("method", prose(saving.method))
    }
    for sentence in finding.calculation { add("computed", prose(sentence)) }
    for caveat in finding.caveats { add("caveat", prose(caveat)) }
    for example in finding.examples.prefix(Self.exampleLimit) {
      add("request", prose.request(example))
    }
    return "<dl class=\"pairs\">\n\(pairs)</dl>\n"
  }
}
