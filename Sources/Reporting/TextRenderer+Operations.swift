import Analysis
import MetricLog

/// The ranked operations, and a closer look at the first of them.
extension TextRenderer {
  func operations(_ report: Report, on page: inout TextPage) {
    guard report.totals.requests > 0 else { return }
    let table = OperationTable(report, options: options)
    page.section("Operations", note: operationsNote(legend: table.legend))
    page.table(table.table())
  }

  private func operationsNote(legend: String) -> String {
    let figures = "stmts, db, wait, memory: mean a request"
    return [orderNote, figures, legend].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// What the ranks mean when it is not the time, by which they usually go.
  private var orderNote: String {
    switch options.order {
    case .time: ""
    case .errors: "by requests with errors"
    case .statements: "by statements a request"
    case .requests, .p50, .p95, .p99, .max, .mean: "by \(options.order.rawValue)"
    }
  }

  func closerLook(_ report: Report, on page: inout TextPage) {
    let operations = report.operations.prefix(options.details).filter(hasDetails)
    guard !operations.isEmpty else { return }
    page.section("A closer look")
    for operation in operations {
      let name = displayName(operation.name, isOther: operation.isOther)
      page.line(
        "\(operation.rank)  \(name)\(options.dot)\(Quantity.percent(operation.shareOfTime))"
          + " of the time",
        style: .strong
      )
      closerLook(at: operation, on: &page)
    }
  }

  private func hasDetails(_ operation: OperationReport) -> Bool {
    !operation.statements.isEmpty || !operation.fields.isEmpty || !operation.caches.isEmpty
      || !operation.errorCodes.isEmpty || !operation.slowest.isEmpty
  }

  private func closerLook(at operation: OperationReport, on page: inout TextPage) {
    let time = DecompositionText.shares(operation.time)
    if !time.isEmpty { page.labelled("time", time.joined(separator: ", "), indent: 5) }
    for statement in operation.statements.prefix(2) {
      page.labelled("statement", statementText(statement), indent: 5)
      guard !statement.text.isEmpty else { continue }
      page.line(options.text(statement.text), indent: 16, style: .faint)
    }
    for field in operation.fields.prefix(2) {
      page.labelled("field", fieldText(field), indent: 5)
    }
    labelled("cache", operation.caches.map(cacheText), limit: 3, on: &page)
    labelled(
      "errors",
      operation.errorCodes.map { countedName($0.code, $0.requests) },
      limit: 4,
      on: &page
    )
    labelled(
      "refused",
      operation.refusals.map { countedName($0.limit, $0.requests) },
      limit: 3,
      on: &page
    )
    if operation.releases.count > 1 {
      labelled("release", operation.releases.map(releaseText), limit: 3, on: &page)
    }
    if operation.clients.count > 1 {
      labelled("client", operation.clients.map(sliceText), limit: 3, on: &page)
    }
    if operation.hosts.count > 1 {
      labelled("host", operation.hosts.map(sliceText), limit: 3, on: &page)
    }
    hours(operation.hours, on: &page)
    labelled("slow ones", operation.slowInCommon.map(commonText), limit: 3, on: &page)
    if let slowest = operation.slowest.first {
      page.labelled("slowest", slowestText(slowest), indent: 5)
    }
  }

  private func commonText(_ common: CommonValue) -> String {
    let text = ProseText(quantity: options.prose, clock: options.clock) { options.name($0) }
    return text(CommonText(clock: options.clock).sentence(common))
  }

  private func labelled(
    _ label: String,
    _ texts: [String],
    limit: Int,
    on page: inout TextPage
  ) {
    guard !texts.isEmpty else { return }
    let rest = texts.count > limit ? "; \(texts.count - limit) more" : ""
    page.labelled(label, texts.prefix(limit).joined(separator: "; ") + rest, indent: 5)
  }

  private func statementText(_ statement: StatementReport) -> String {
    let place = statement.field.isEmpty ? "" : options.name(statement.field) + ": "
    let name = statement.isOther ? "(other)" : options.name(statement.fingerprint)
    let label = statement.field.isEmpty || statement.isOther ? place + name + ": " : place
    return label + "\(Quantity.number(statement.countPerRequest)) a request"
      + " (at most \(Quantity.count(statement.maxPerRequest))),"
      + " \(options.prose.duration(statement.nanosecondsPerRequest)) a request"
  }

  private func fieldText(_ field: FieldReport) -> String {
    let name = field.isOther ? "(other)" : options.name(field.field)
    return "\(name): \(Quantity.number(field.callsPerRequest)) calls,"
      + " \(options.prose.duration(field.nanosecondsPerRequest)) a request"
  }

  private func cacheText(_ cache: CacheReport) -> String {
    let name = cache.isOther ? "(other)" : "\(options.name(cache.name)) level \(cache.level)"
    return "\(name): \(Quantity.percent(cache.counts.hitRate)) hit"
  }

  private func countedName(_ name: String, _ requests: Int64) -> String {
    "\(options.name(name)) \(Quantity.count(requests))"
  }

  private func releaseText(_ release: (release: String, metrics: Metrics)) -> String {
    "\(options.name(release.release)) p95 \(options.prose.duration(release.metrics.duration.p95))"
      + " (\(Quantity.shortCount(release.metrics.requests)))"
  }

  private func sliceText(_ slice: SliceReport) -> String {
    let version = slice.version.isEmpty ? "" : " " + options.name(slice.version)
    let name =
      slice.isOther
      ? "(other)" : (slice.name.isEmpty ? "(not given)" : options.name(slice.name)) + version
    return "\(name) mean \(options.prose.duration(slice.meanNanoseconds))"
      + " (\(Quantity.shortCount(slice.requests)))"
  }

  private func hours(_ hours: [HourReport], on page: inout TextPage) {
    guard options.unicode, hours.count > 1, hours.count <= options.width - 50 else { return }
    let slowest = hours.map(\.metrics.duration.p95).max() ?? 0
    page.labelled(
      chart: "p95",
      Sparkline.draw(hours.map { Double($0.metrics.duration.p95) }),
      "at most \(options.prose.duration(slowest))  \(hourSpan(hours))",
      indent: 5
    )
  }

  private func slowestText(_ example: RequestExample) -> String {
    let trace =
      example.traceID.isEmpty
      ? "writer \(options.name(example.writer)) seq \(example.seq)"
      : "trace \(options.name(example.traceID))"
    return "\(options.prose.duration(example.nanoseconds)) at"
      + " \(options.clock.dateTime(example.timeMicroseconds)), \(trace)"
  }
}
