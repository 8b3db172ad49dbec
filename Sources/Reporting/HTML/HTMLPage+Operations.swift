import Analysis
import MetricLog

/// The table of operations, and their sections.
extension HTMLPage {
  /// The table of operations, as many as there is room for.
  func operationList(byteLimit: Int) -> HTML {
    guard hasRequests, !operations.isEmpty else { return "" }
    let order: HTML =
      options.order == .time ? "" : ", by \(text: options.order.rawValue)"
    let listed = Quantity.counted(Int64(report.operations.count), "operation", "operations")
    let rest = report.rest.map { $0.operations } ?? 0
    let restNote: HTML =
      rest > 0 ? " of \(text: Quantity.count(Int64(rest + operations.count)))" : ""
    return """
      <h2 id="operations">Operations\(order)</h2>
      <p class="soft">\(text: listed)\(restNote); statements, database, wait and memory are means a \
      request.</p>
      \(operationFilter)<div id="operation-list">
      \(operationTable(byteLimit: byteLimit))</div>

      """
  }

  /// The sections of the first operations.
  var operationSections: HTML {
    guard hasRequests, !operations.isEmpty else { return "" }
    return sectionsHeading + .joined(sections.map(\.html))
  }

  private var operationFilter: HTML {
    guard operations.count > 5 else { return "" }
    return """
      <form data-filter="operation-list" hidden><label>Find <input type="search" \
      placeholder="operation"></label> <output></output></form>

      """
  }

  private var sectionsHeading: HTML {
    guard !sections.isEmpty else { return "" }
    let rest = operations.count - sections.count
    let deeper: HTML =
      rest > 0
      ? """
      <p class="soft">The first \(count: sections.count). For any other: \
      <code>nightjar analyze LOG --operation NAME --format html</code></p>
      """ : ""
    return "<h2 id=\"closer\">A closer look</h2>\n\(deeper)\n"
  }

  private func operationTable(byteLimit: Int) -> HTML {
    var table = HTMLTable(
      "Operations",
      [
        .number("#"), .text("Operation"), .number("Time"), .number("Requests"), .number("Errors"),
        .number("p50"), .number("p95"), .number("p99"), .number("Max"), .number("Statements"),
        .number("Database"), .number("Wait"), .number("Cache hits"), .number("Memory"),
      ],
      isSortable: true,
      byteLimit: byteLimit
    )
    for operation in operations {
      let place = place(operation.service, operation.env)
      let kind: HTML =
        operation.kind == .query ? "" : " <span class=\"soft\">\(text: operation.kind.name)</span>"
      let name: HTML = """
        \(operationName(operation))\(operation.isOther ? "" : kind)\
        \(place.isEmpty ? "" : " <span class=\"soft\">\(place)</span>")
        """
      table.append(
        [cell(String(operation.rank), Double(operation.rank)), HTMLTable.Cell(name)]
          + cells(operation.shareOfTime, operation.metrics)
      )
    }
    if let rest = report.rest {
      let count = Quantity.count(Int64(rest.operations))
      table.append(
        [HTMLTable.Cell(text: ""), HTMLTable.Cell("(rest: \(text: count) more)")]
          + cells(rest.shareOfTime, rest.metrics)
      )
    }
    return table.html
  }

  private func cell(_ text: String, _ key: Double?) -> HTMLTable.Cell {
    HTMLTable.Cell(text: text, key: key)
  }

  private func cells(_ share: Double, _ metrics: Metrics) -> [HTMLTable.Cell] {
    let duration = metrics.duration
    let database = metrics.database
    let durations = [duration.p50, duration.p95, duration.p99, duration.max].map { nanoseconds in
      let isKnown = duration.count > 0
      return cell(
        quantity.duration(isKnown ? nanoseconds : nil),
        isKnown ? Double(nanoseconds) : nil
      )
    }
    // The log does not tell a time of zero from one that nobody measured.
    let times = [database.meanNanoseconds, database.meanWaitNanoseconds].map { nanoseconds in
      cell(quantity.duration(nanoseconds == 0 ? nil : nanoseconds), nanoseconds)
    }
    return [
      cell(Quantity.percent(share), share),
      cell(Quantity.count(metrics.requests), Double(metrics.requests)),
      cell(Quantity.percent(metrics.errorRate, decimals: 2), metrics.errorRate),
    ] + durations + [
      cell(Quantity.number(database.statements.mean), database.statements.mean)
    ] + times + [
      cell(Quantity.percent(metrics.cache.hitRate), metrics.cache.hitRate),
      cell(quantity.growth(metrics.memory.meanDeltaBytes), metrics.memory.meanDeltaBytes),
    ]
  }
}
