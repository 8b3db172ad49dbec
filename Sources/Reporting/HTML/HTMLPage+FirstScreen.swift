import Analysis

/// What a reader sees without scrolling: how things stand, what changed, what to do first.
extension HTMLPage {
  private static let changeLimit = 5
  private static let todoLimit = 3
  private static let lookLimit = 3

  var head: HTML {
    let selection = selectionText
    let selected: HTML = selection.isEmpty ? "" : "<p class=\"soft\">Selected: \(selection)</p>\n"
    return """
      <header class="top"><p class="brand">Nightjar</p><p>\(text: period)</p>
      \(selected)</header>

      """
  }

  private var selectionText: HTML {
    let selection = report.selection
    var parts: [HTML] = []
    if let since = selection.sinceMicroseconds {
      parts.append("since \(text: options.clock.dateTime(since))")
    }
    if let until = selection.untilMicroseconds {
      parts.append("until \(text: options.clock.dateTime(until))")
    }
    let lists: [(HTML, [String])] = [
      ("service", selection.services), ("env", selection.envs), ("release", selection.releases),
      ("operation", selection.operations),
    ]
    for (label, names) in lists where !names.isEmpty {
      let shown = names.prefix(8).map { HTML("\(name: $0, limit: 40)") }
      let rest = names.count - shown.count
      let more: HTML = rest > 0 ? " and \(count: rest) more" : ""
      parts.append("\(label) \(.joined(shown, separator: ", "))\(more)")
    }
    return .joined(parts, separator: "; ")
  }

  var lead: HTML {
    let verdict = ReportVerdict(report)
    let state: HTML =
      switch verdict.level {
      case .act: "<p class=\"state act\">Needs attention</p>"
      case .watch: "<p class=\"state watch\">Worth a look</p>"
      case .calm: "<p class=\"state calm\">All calm</p>"
      case .silent: "<p class=\"state silent\">Nothing to judge</p>"
      }
    return "\(state)\n<h1>\(text: verdict.text)</h1>\n"
  }

  // MARK: - Key figures

  var figures: HTML {
    guard hasRequests else { return "" }
    let totals = report.totals
    let duration = totals.duration
    var tiles = [
      tile("Requests", Quantity.count(totals.requests), rate),
      tile(
        "With errors",
        Quantity.percent(totals.errorRate, decimals: 2),
        Quantity.counted(totals.requestsWithErrors, "request", "requests")
      ),
    ]
    if duration.count > 0 {
      tiles += [
        tile("Median", quantity.duration(duration.p50), "p50"),
        tile("Slow", quantity.duration(duration.p95), "p95"),
        tile("Very slow", quantity.duration(duration.p99), "p99"),
        tile("Time in all", quantity.duration(duration.sum), "of all requests"),
      ]
    }
    if let hitRate = totals.cache.hitRate {
      let lookups = totals.cache.hits.addingReportingOverflow(totals.cache.misses).partialValue
      let note = Quantity.number(Double(lookups)) + " look-ups"
      tiles.append(tile("Cache hits", Quantity.percent(hitRate), note))
    }
    return "<dl class=\"figures\">\n\(.joined(tiles))</dl>\n"
  }

  private var rate: String {
    guard let rate = report.requestsPerSecond else { return "" }
    let unit = RateUnit([rate])
    return unit.text(rate) + unit.symbol
  }

  private func tile(_ label: String, _ value: String, _ note: String) -> HTML {
    """
    <div><dt>\(text: label)</dt><dd>\(text: value)</dd><dd class="sub">\(text: note)</dd></div>

    """
  }

  // MARK: - What changed and what to do

  var firstScreen: HTML {
    guard hasRequests || !report.findings.isEmpty else { return "" }
    return "<div class=\"first\">\n\(hasRequests ? changes : "")\(toDo)</div>\n"
  }

  private var changes: HTML {
    """
    <section aria-labelledby="changes"><h2 id="changes">What changed</h2>
    \(changeList)</section>

    """
  }

  private var changeList: HTML {
    guard let comparison = report.comparison else {
      return """
        <p>There is nothing to compare with: with <code>--history</code>, nights are kept and each \
        is compared with those before.</p>
        \(releasesNote)
        """
    }
    let words = ComparisonText(quantity: quantity)
    let sides = words.sides(comparison, dash: "–")
    let changed = comparison.changed
    let items = changed.prefix(Self.changeLimit).map { item($0, words) }
    let rest = changed.count - items.count
    let more: HTML =
      rest > 0 ? "<p><a href=\"#comparison\">and \(count: rest) more</a></p>\n" : ""
    let splits: [(HTML, Comparison.Split?)] = [
      ("Mean", comparison.split), ("p95", comparison.p95Split),
      ("Time a day", comparison.totalSplit),
    ]
    let split = HTML.joined(
      splits.map { label, split in
        guard let split else { return "" }
        return "<p class=\"note\">\(label) \(words: words.split(split, arrow: "→"))</p>\n"
      }
    )
    return """
      <p class="note">\(text: sides)</p>
      <ul class="changes">\(.joined(items))</ul>
      \(more)\(firstLooks(comparison, words))\(newNames("New", comparison.newOperations))\
      \(newNames("Gone", comparison.vanishedOperations))
      \(longer)<p class="note">Judged: \(words: words.judged(comparison))</p>
      \(split)\(courses)
      """
  }

  private func item(_ change: Comparison.Change, _ words: ComparisonText) -> HTML {
    let verdict: HTML =
      change.outcome == .regression
      ? change.isAlarm
        ? "<span class=\"worse\">Worse</span>" : "<span class=\"worse\">Worse, new tonight</span>"
      : "<span class=\"better\">Better</span>"
    let name = Self.name(change.operation.name)
    let place = place(change.operation.service, change.operation.env)
    let effect: HTML = change.effect.map { "<b>\(words: words.percent($0))</b>" } ?? ""
    let interval: HTML =
      words.interval(change).map { " <span class=\"soft\">(\(words: $0))</span>" } ?? ""
    return """
      <li>\(verdict) \(name)\(place.isEmpty ? "" : " (\(place))"), \
      \(text: words.metric(change.metric))<span class="levels">\
      \(words: words.level(change.metric, change.baseline)) → \
      \(words: words.level(change.metric, change.candidate)), \(effect)\(interval)</span></li>

      """
  }

  /// What the days before are no measure of, because it was worse in them already.
  private var longer: HTML {
    let rows = ReportVerdict.worseForLonger(report)
    guard let first = rows.first else { return "" }
    let words = TrendText(words: ComparisonText(quantity: quantity))
    let sentence: HTML = words.sentences(first).first.map { " \(prose($0))" } ?? ""
    let more: HTML = rows.count > 1 ? "and \(count: rows.count - 1) more" : "its course"
    return """
      <ul class="changes"><li><span class="worse">Worse for longer</span> \(prose(words.title(first))).\
      \(sentence) <a href="#trends">\(more)</a></li></ul>

      """
  }

  /// What the hours of the last day suggest and the days do not say yet.
  private func firstLooks(_ comparison: Comparison, _ words: ComparisonText) -> HTML {
    let looks = comparison.provisional.prefix(Self.lookLimit).map { change in
      HTML("<p class=\"note\">First look: \(prose(words.provisional(change))).</p>\n")
    }
    return .joined(looks)
  }

  private func newNames(_ label: HTML, _ operations: [OperationName]) -> HTML {
    guard !operations.isEmpty else { return "" }
    let names = operations.prefix(6).map { Self.name($0.name, limit: 40) }
    let rest = operations.count - names.count
    let more: HTML = rest > 0 ? " and \(count: rest) more" : ""
    return "<p class=\"note\">\(label): \(.joined(names, separator: ", "))\(more)</p>\n"
  }

  /// Findings of earlier days that are gone, halved or back: recommendations check themselves.
  private var courses: HTML {
    guard let courses = report.trends?.findings, !courses.isEmpty else { return "" }
    let words = TrendText(words: ComparisonText(quantity: quantity))
    let items = courses.prefix(Self.changeLimit).map { course -> HTML in
      let state: HTML =
        switch course.state {
        case .gone: "<span class=\"better\">Gone</span>"
        case .halved: "<span class=\"better\">Halved</span>"
        case .back: "<span class=\"worse\">Back</span>"
        }
      return "<li>\(state) \(prose(words.course(course)))</li>\n"
    }
    return "<ul class=\"changes\">\n\(.joined(items))</ul>\n"
  }

  /// Releases that took over within the period, which are a change even without a history.
  private var releasesNote: HTML {
    guard report.releases.count > 1 else { return "" }
    let names = report.releases.prefix(6).map { HTML("\(name: $0.release, limit: 30)") }
    return """
      <p>\(count: report.releases.count) releases served requests: \
      \(.joined(names, separator: ", ")). <a href="#releases">Their figures</a></p>

      """
  }

  private var toDo: HTML {
    let heading: HTML = "<h2 id=\"do-first\">Do first</h2>\n"
    guard !report.findings.isEmpty else {
      return """
        <section aria-labelledby="do-first">\(heading)<p>\
        \(text: SuppressionText.nothing(report))</p></section>

        """
    }
    let items = report.findings.prefix(Self.todoLimit).map(toDoItem)
    let rest = report.findings.count - items.count
    let more: HTML = rest > 0 ? "<p><a href=\"#findings\">and \(count: rest) more</a></p>" : ""
    return """
      <section aria-labelledby="do-first">\(heading)<ol class="todo">
      \(.joined(items))</ol>\(more)</section>

      """
  }

  private func toDoItem(_ finding: Finding) -> HTML {
    let todo: HTML =
      finding.recommendation.isEmpty ? "" : "<p>\(prose(finding.recommendation))</p>"
    return """
      <li><h3>\(Self.tag(finding.severity)) \
      <a href="#\(id: Anchor(finding))">\(prose(finding.title))</a></h3>
      \(todo)\(cost(finding))</li>

      """
  }

  /// Links to the parts of the page.
  var contents: HTML {
    guard hasRequests else { return "" }
    let trends: HTML = self.trends.isEmpty ? "" : "<a href=\"#trends\">Trends</a>"
    let comparison: HTML =
      self.comparison.isEmpty ? "" : "<a href=\"#comparison\">Changes in full</a>"
    return """
      <nav class="parts" aria-label="Parts of the page">\(trends)<a href="#charts">The night in charts</a>\
      \(comparison)\
      <a href="#findings">Findings</a><a href="#operations">Operations</a>\
      <a href="#records">What servers wrote</a><a href="#input">What was read</a></nav>

      """
  }
}
