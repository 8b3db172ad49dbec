import Analysis
import MetricLog

/// The section of one operation: its hours, where its time goes, and what it asks of the database.
struct OperationSection: Sendable {
  /// The most sections of a page.
  static let limit = 30
  private static let rowLimit = 8

  let options: DocumentOptions
  let commands: DeeperCommand
  /// Whether the report has several services or environments.
  let showsPlace: Bool

  private var quantity: Quantity { options.quantity }

  /// The sections of the first operations, as many as there is room for.
  func fitting(
    _ operations: [OperationReport],
    findings: [Finding]
  ) -> [(anchor: Anchor, html: HTML)] {
    var sections: [(Anchor, HTML)] = []
    var bytes = 0
    for operation in operations.prefix(Self.limit) {
      let html = section(operation, findings)
      bytes += html.byteCount
      guard bytes <= HTMLPage.Room.operationSections else { break }
      sections.append((Anchor(operation), html))
    }
    return sections
  }

  private func section(_ operation: OperationReport, _ findings: [Finding]) -> HTML {
    let anchor = Anchor(operation)
    let duration = operation.metrics.duration
    let place: HTML =
      showsPlace && !operation.isOther
      ? " · \(name: operation.service, limit: 40) · \(name: operation.env, limit: 40)" : ""
    let figures = [
      Quantity.percent(operation.shareOfTime) + " of the time",
      Quantity.counted(operation.metrics.requests, "request", "requests"),
      Quantity.percent(operation.metrics.errorRate, decimals: 2) + " with errors",
      "p50 " + quantity.duration(duration.p50), "p95 " + quantity.duration(duration.p95),
      "p99 " + quantity.duration(duration.p99),
    ]
    return """
      <article id="\(id: anchor)">
      <p class="id"><a href="#\(id: anchor)">\(count: operation.rank)</a> · \
      \(text: operation.kind.name)\(place)</p>
      <h3>\(HTMLPage.name(operation.name, isOther: operation.isOther))</h3>
      <p>\(text: figures.joined(separator: " · "))</p>
      \(links(to: findings, of: operation))\(charts(operation))\(pairs(operation))\
      \(statements(operation))\(fields(operation))\(HTMLPage.command(commands.analyze(operation)))\
      </article>

      """
  }

  /// Findings about the operation.
  private func links(to findings: [Finding], of operation: OperationReport) -> HTML {
    let name = Finding.Operation(name: operation.name, kind: operation.kind)
    let own = findings.filter {
      $0.operation == name && $0.service == operation.service && $0.env == operation.env
    }
    guard !operation.isOther, !own.isEmpty else { return "" }
    let items = own.prefix(Self.rowLimit).map { finding in
      HTML(
        "\(HTMLPage.tag(finding.severity)) <a href=\"#\(id: Anchor(finding))\">\(text: finding.rule)</a>"
      )
    }
    return "<p>Findings: \(.joined(items, separator: ", "))</p>\n"
  }

  private func charts(_ operation: OperationReport) -> HTML {
    let distribution = DistributionChart(quantity: quantity).chart(of: operation)
    let hours = HourChart(clock: options.clock, quantity: quantity)
    let latency =
      operation.hours.count > 1 ? hours.latency(operation.hours, height: 110, deploys: []) : ""
    return "<div class=\"two\"><div>\n\(latency)</div>\n\(distribution)</div>\n"
  }

  // MARK: - Lists

  private func pairs(_ operation: OperationReport) -> HTML {
    var pairs = HTML()
    func add(_ label: HTML, _ items: [HTML]) {
      guard !items.isEmpty else { return }
      let rest = items.count - Self.rowLimit
      let more: HTML = rest > 0 ? "; \(count: rest) more" : ""
      let shown = HTML.joined(items.prefix(Self.rowLimit), separator: "; ")
      pairs += "<dt>\(label)</dt><dd>\(shown)\(more)</dd>\n"
    }
    add("time goes to", DecompositionText.shares(operation.time).map { "\(text: $0)" })
    add("errors", operation.errorCodes.map { counted($0.code, $0.requests) })
    add("refused for", operation.refusals.map { counted($0.limit, $0.requests) })
    add("cache", operation.caches.map(cache))
    if operation.releases.count > 1 {
      add(
        "releases, p95",
        operation.releases.map { release, metrics in
          slice(release, metrics.duration.p95, metrics.requests)
        }
      )
    }
    if operation.clients.count > 1 { add("clients, mean", operation.clients.map(slice)) }
    if operation.hosts.count > 1 { add("hosts, mean", operation.hosts.map(slice)) }
    let (words, prose) = (CommonText(clock: options.clock), HTMLProse(options))
    add("slow ones", operation.slowInCommon.map { prose(words.sentence($0)) })
    add("slowest", operation.slowest.prefix(2).map(prose.request))
    return pairs.isEmpty ? "" : "<dl class=\"pairs\">\n\(pairs)</dl>\n"
  }

  private func counted(_ name: String, _ requests: Int64) -> HTML {
    "\(name: name, limit: 60) \(text: Quantity.count(requests))"
  }

  private func cache(_ cache: CacheReport) -> HTML {
    let rate = Quantity.percent(cache.counts.hitRate) + " hit"
    if cache.isOther { return "(other) \(text: rate)" }
    return "\(name: cache.name, limit: 40) level \(text: String(cache.level)) \(text: rate)"
  }

  private func slice(_ name: String, _ nanoseconds: Int64?, _ requests: Int64) -> HTML {
    let label: HTML = name.isEmpty ? "(not given)" : "\(name: name, limit: 40)"
    let figure = quantity.duration(nanoseconds)
    return "\(label) \(text: figure) (\(text: Quantity.shortCount(requests)))"
  }

  private func slice(_ slice: SliceReport) -> HTML {
    let version: HTML = slice.version.isEmpty ? "" : " \(name: slice.version, limit: 30)"
    let label: HTML =
      slice.isOther
      ? "(other)" : slice.name.isEmpty ? "(not given)" : "\(name: slice.name, limit: 40)\(version)"
    let figure = quantity.duration(slice.meanNanoseconds)
    return "\(label) \(text: figure) (\(text: Quantity.shortCount(slice.requests)))"
  }

  private func statements(_ operation: OperationReport) -> HTML {
    guard !operation.statements.isEmpty else { return "" }
    var table = HTMLTable(
      "Statements",
      [.text("Statement"), .number("A request"), .number("At most"), .number("Time a request")],
      byteLimit: 8000
    )
    for statement in operation.statements.prefix(Self.rowLimit) {
      let place: HTML = statement.field.isEmpty ? "" : "\(name: statement.field, limit: 60) "
      let name: HTML =
        statement.isOther ? "(other)" : "<code>\(name: statement.fingerprint, limit: 20)</code>"
      let text: HTML =
        statement.text.isEmpty
        ? "" : "<code class=\"sql\">\(name: statement.text, limit: 300)</code>"
      table.append([
        .init("\(place)\(name)\(text)"), .init(text: Quantity.number(statement.countPerRequest)),
        .init(text: Quantity.count(statement.maxPerRequest)),
        .init(text: quantity.duration(statement.nanosecondsPerRequest)),
      ])
    }
    return table.html
  }

  private func fields(_ operation: OperationReport) -> HTML {
    guard !operation.fields.isEmpty else { return "" }
    var table = HTMLTable(
      "Fields with a resolver",
      [.text("Field"), .number("Calls a request"), .number("Time a request")],
      byteLimit: 4000
    )
    for field in operation.fields.prefix(Self.rowLimit) {
      table.append([
        .init(field.isOther ? "(other)" : "\(name: field.field, limit: 60)"),
        .init(text: Quantity.number(field.callsPerRequest)),
        .init(text: quantity.duration(field.nanosecondsPerRequest)),
      ])
    }
    return table.html
  }
}
