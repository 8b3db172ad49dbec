import Analysis
import MetricLog

/// The ranked operations as a table: on one line each when the page is wide, else on two.
struct OperationTable: Sendable {
  /// One operation, the rest, or the total.
  private struct Row {
    var rank = ""
    var marker = ""
    var name = ""
    var place = ""
    var share: Double?
    var rate: Double?
    var metrics = Metrics()
    var histogram: [HistogramBar] = []
    /// The course of p95 over the last days of the history; empty without one.
    var course = ""
    var style = TextStyle.plain
  }

  /// So many days are drawn, in so many cells.
  private static let (courseDays, courseCells) = (30, 15)

  /// A column of figures: its heading, and its text for a row.
  private typealias Figure = (heading: String, text: (Row) -> TextTable.Cell)

  /// Name columns give way down to this many cells before counts are shortened.
  private static let comfortableName = 26

  private let options: TextOptions
  private let rows: [Row]
  private let scale: HistogramScale?
  private let rateUnit: RateUnit

  init(_ report: Report, options: TextOptions) {
    self.options = options
    let services = Set(report.operations.lazy.filter { !$0.isOther }.map(\.service))
    let envs = Set(report.operations.lazy.filter { !$0.isOther }.map(\.env))
    let courses = options.unicode ? Self.courses(report.trends) : [:]
    var rows = report.operations.map { operation in
      let service = services.count > 1 ? options.name(operation.service) : ""
      let env = envs.count > 1 ? options.name(operation.env) : ""
      var row = Self.row(
        operation,
        place: [service, env].filter { !$0.isEmpty }.joined(separator: "/"),
        options
      )
      if !operation.isOther { row.course = courses[OperationName(operation)] ?? "" }
      return row
    }
    if let rest = report.rest { rows.append(Self.row(rest)) }
    rows.append(
      Row(
        name: "total",
        share: 1,
        rate: report.requestsPerSecond,
        metrics: report.totals,
        style: .strong
      )
    )
    self.rows = rows
    rateUnit = RateUnit(report.operations.compactMap(\.requestsPerSecond))
    // Beside a service's name there is room for a coarser drawing only.
    let cells = services.count > 1 || envs.count > 1 ? 12 : 20
    scale = options.unicode ? HistogramScale(rows.map(\.histogram), limit: cells) : nil
  }

  private static func courses(_ trends: TrendReport?) -> [OperationName: String] {
    var courses: [OperationName: String] = [:]
    for series in trends?.series ?? [] where series.metric == .p95 && series.points.count > 1 {
      guard case .operation(let name) = series.subject else { continue }
      let levels = series.points.suffix(courseDays).map(\.level)
      courses[name] = Sparkline.course(levels, cells: courseCells)
    }
    return courses
  }

  private static func row(
    _ operation: OperationReport,
    place: String,
    _ options: TextOptions
  ) -> Row {
    var row = Row(
      rank: String(operation.rank),
      share: operation.shareOfTime,
      rate: operation.requestsPerSecond,
      metrics: operation.metrics,
      histogram: operation.histogram
    )
    row.place = operation.isOther ? "" : place
    row.name = TextRenderer(options).displayName(operation.name, isOther: operation.isOther)
    switch operation.kind {
    case .mutation: row.marker = "M"
    case .subscription: row.marker = "S"
    case .unknown: row.marker = operation.isOther ? "" : "?"
    case .query: row.marker = ""
    }
    return row
  }

  private static func row(_ rest: RestReport) -> Row {
    Row(
      name: "(rest: \(Quantity.count(Int64(rest.operations))) more)",
      share: rest.shareOfTime,
      rate: rest.requestsPerSecond,
      metrics: rest.metrics,
      histogram: rest.histogram,
      style: .faint
    )
  }

  /// What the marks before the names mean; empty when there are none.
  var legend: String {
    let used = Set(rows.map(\.marker))
    return [("M", "mutation"), ("S", "subscription"), ("?", "kind not given")]
      .filter { used.contains($0.0) }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  /// The table that fits the page best: what is given up first is one line, then room.
  func table() -> TextTable {
    let wide = onOneLine()
    if wide.fits(width: options.width, minimum: Self.comfortableName) { return wide }
    let spacious = onTwoLines(Density(gap: 2))
    if spacious.fits(width: options.width, minimum: options.width) { return spacious }
    var density = Density(gap: 2)
    for (gap, shortCounts) in [(2, false), (2, true), (1, false), (1, true)] {
      density = Density(gap: gap, shortCounts: shortCounts, drawsBesidePlace: false)
      let narrow = onTwoLines(density)
      if narrow.fits(width: options.width, minimum: Self.comfortableName) { return narrow }
    }
    return onTwoLines(density)
  }

  /// How tightly a table is set.
  private struct Density {
    /// Blanks between two columns.
    var gap: Int
    /// Whether counts have three digits instead of all.
    var shortCounts = false
    /// Whether a distribution has room beside the place that an operation is from.
    var drawsBesidePlace = true
  }

  // MARK: - Layouts

  private func onOneLine() -> TextTable {
    let figures = [share, requests(short: false), rate] + [errors] + durations + work
    let shown = figures.filter(isRecorded)
    var table = TextTable(
      [.right, .left, .left, .left] + shown.map { _ in .right } + [.left, .left],
      flexible: [2, 3],
      mark: options.mark
    )
    let heading =
      ["#", "", "operation", hasPlaces ? "from" : ""] + shown.map(\.heading) + [
        scaleText, courseHeading,
      ]
    table.rows = [heading.map { TextTable.Cell($0, .faint) }]
    for row in rows {
      table.rows.append(
        [
          cell(row.rank, .faint), cell(row.marker, .faint), cell(row.name, row.style),
          cell(row.place),
        ]
          + shown.map { $0.text(row) } + [cell(drawing(row)), cell(row.course)]
      )
    }
    return table
  }

  private func onTwoLines(_ density: Density) -> TextTable {
    let upper = [share, requests(short: density.shortCounts), errors] + durations
    let blank: Figure = ("", { _ in TextTable.Cell("") })
    let lower = ([blank, rate, cache, statements, databaseTime, wait, memory]).map {
      isRecorded($0) ? $0 : blank
    }
    var table = TextTable(
      [.right, .left, .left] + upper.map { _ in .right },
      flexible: [2],
      mark: options.mark
    )
    table.indent = 1
    table.gap = density.gap
    let second = underName("from", scaleText, density)
    table.rows = [
      (["#", "", "operation"] + upper.map(\.heading)).map { TextTable.Cell($0, .faint) },
      (["", "", second] + lower.map(\.heading)).map { TextTable.Cell($0, .faint) },
    ]
    for row in rows {
      table.rows.append(
        [cell(row.rank, .faint), cell(row.marker, .faint), cell(row.name, nameStyle(row))]
          + upper.map { $0.text(row) }
      )
      let under = underName(row.place, drawing(row), density)
      table.rows.append([cell(""), cell(""), cell(under)] + lower.map { $0.text(row) })
    }
    table.rows.removeAll { row in row.allSatisfy(\.text.isEmpty) }
    return table
  }

  private var courseHeading: String {
    rows.contains { !$0.course.isEmpty } ? "p95, \(Self.courseDays) days" : ""
  }

  /// What stands under a name: where the operation is from, and its distribution if there is room.
  private func underName(_ place: String, _ drawing: String, _ density: Density) -> String {
    guard hasPlaces else { return drawing }
    guard density.drawsBesidePlace else { return place }
    let width = max(4, rows.map { CellWidth.of($0.place) }.max() ?? 0)
    let padding = String(repeating: " ", count: width - CellWidth.of(place))
    return CellWidth.trimmingEnd(place + padding + "  " + drawing)
  }

  private func nameStyle(_ row: Row) -> TextStyle { row.style == .plain ? .strong : row.style }

  private var hasPlaces: Bool { rows.contains { !$0.place.isEmpty } }

  private var scaleText: String {
    guard let scale else { return "" }
    let bounds = scale.bounds
    return options.cells.duration(bounds.lower) + options.dash
      + options.cells.duration(bounds.upper)
  }

  private func drawing(_ row: Row) -> String {
    row.histogram.isEmpty ? "" : scale?.draw(row.histogram) ?? ""
  }

  // MARK: - Figures

  /// Whether any row has the figure: a column of nothing but "-" is left out.
  private func isRecorded(_ figure: Figure) -> Bool {
    rows.contains { row in
      let text = figure.text(row).text
      return text != Quantity.absent && !text.isEmpty
    }
  }

  private func cell(_ text: String, _ style: TextStyle = .plain) -> TextTable.Cell {
    TextTable.Cell(text, style)
  }

  private var share: Figure { ("time", { cell(Quantity.percent($0.share)) }) }

  private func requests(short: Bool) -> Figure {
    (
      "requests",
      { row in
        let count = row.metrics.requests
        return cell(short ? Quantity.shortCount(count) : Quantity.count(count))
      }
    )
  }

  private var rate: Figure { (rateUnit.symbol, { cell(rateUnit.text($0.rate)) }) }

  private var errors: Figure {
    (
      "errors",
      { row in
        let share = row.metrics.errorRate
        return cell(Quantity.percent(share, decimals: 2), (share ?? 0) >= 0.01 ? .alarm : .plain)
      }
    )
  }

  private var durations: [Figure] {
    let parts: [(String, (DurationSummary) -> Int64)] = [
      ("p50", { $0.p50 }), ("p95", { $0.p95 }), ("p99", { $0.p99 }), ("max", { $0.max }),
    ]
    return parts.map { heading, part in
      (
        heading,
        { row in
          let duration = row.metrics.duration
          return cell(options.cells.duration(duration.count == 0 ? nil : part(duration)))
        }
      )
    }
  }

  private var work: [Figure] { [statements, databaseTime, wait, cache, memory] }

  private var statements: Figure {
    ("stmts", { cell(Quantity.number($0.metrics.database.statements.mean)) })
  }

  private var databaseTime: Figure {
    ("db", { cell(measured($0.metrics.database.meanNanoseconds)) })
  }

  private var wait: Figure {
    ("wait", { cell(measured($0.metrics.database.meanWaitNanoseconds)) })
  }

  private var cache: Figure { ("cache", { cell(Quantity.percent($0.metrics.cache.hitRate)) }) }

  private var memory: Figure {
    ("memory", { cell(options.cells.growth($0.metrics.memory.meanDeltaBytes)) })
  }

  /// A mean time; the log does not tell a time of zero from one that nobody measured.
  private func measured(_ nanoseconds: Double?) -> String {
    options.cells.duration(nanoseconds == 0 ? nil : nanoseconds)
  }
}
