package import Analysis
internal import MetricLog

/// The output of `nightjar history runs`: the runs that have recorded, their trend, and the last one
/// against those before it.
package struct RunListRenderer: Sendable {
  /// The value of the key `schema`.
  package static let schema = "nightjar.runs/1"

  /// Cells of a line of the trend.
  private static let trendCells = 40

  private let options: TextOptions

  package init(_ options: TextOptions = TextOptions()) { self.options = options }

  /// The last of the runs that can be compared, against those before it.
  private func comparison(_ runs: [RunRecord]) -> (run: RunRecord, rows: [RunComparison.Row])? {
    guard let place = runs.lastIndex(where: \.isComparable), let figures = runs[place].figures
    else {
      return nil
    }
    let run = runs[place]
    let earlier = Array(runs[..<place])
    return (run, RunComparison(figures, command: run.command, earlier: earlier).rows)
  }

  // MARK: - Text

  /// The runs as a table.
  ///
  /// - Parameters:
  ///   - runs: All that are kept, in order.
  ///   - last: How many of them are listed.
  /// - Returns: No line is wider than the page.
  package func text(_ runs: [RunRecord], last: Int) -> String {
    var page = TextPage(options)
    guard !runs.isEmpty else {
      page.line("The history knows of no runs.", indent: 0)
      return page.text
    }
    let shown = runs.suffix(last)
    let tables = Self.choices.map { table(shown, $0) }
    let fitting = tables.first { $0.fits(width: options.width, minimum: Self.leastCommand) }
    if let table = fitting ?? tables.last { page.table(table) }
    trend(runs, on: &page)
    return page.text
  }

  private static let columns: [(name: String, alignment: TextTable.Alignment)] = [
    ("run", .right), ("began (UTC)", .left), ("command", .left), ("exit", .left), ("files", .right),
    ("text", .right), ("lines", .right), ("rejected", .right), ("wall", .right),
    ("processor", .right), ("memory", .right),
  ]
  /// Which columns are shown: the first choice that there is room for.
  private static let choices = [
    Array(columns.indices), [0, 1, 2, 3, 5, 7, 8, 10], [0, 1, 2, 3, 7, 8, 10],
  ]
  /// Cells that are enough for a command.
  private static let leastCommand = 7

  private func table(_ runs: some Sequence<RunRecord>, _ places: [Int]) -> TextTable {
    var table = TextTable(
      places.map { Self.columns[$0].alignment },
      flexible: [2],
      mark: options.mark
    )
    table.indent = 0
    table.rows.append(places.map { TextTable.Cell(Self.columns[$0].name, .faint) })
    for run in runs {
      let cells = row(run)
      table.rows.append(places.map { cells[$0] })
    }
    return table
  }

  private func row(_ run: RunRecord) -> [TextTable.Cell] {
    let figures = run.figures
    let cells = options.cells
    let share = figures.flatMap { RunComparison.Measure.rejected.value($0) }
    let texts = [
      "\(run.number)", ClockText.utc.dateTime(run.beganMicroseconds),
      options.name(run.command), run.exit.map { "\($0)" } ?? "none",
      figures.map { Quantity.count($0.files) }, figures.map { cells.bytes($0.textBytes) },
      figures.map { Quantity.count($0.lines) },
      share.map { Quantity.percent($0, decimals: 2) },
      figures.map { cells.duration($0.wallNanoseconds) },
      figures.map { cells.duration($0.processorNanoseconds) },
      figures.map { cells.bytes($0.peakBytes) },
    ]
    let isGood = run.exit == 0
    return texts.enumerated().map { place, text in
      TextTable.Cell(text ?? Quantity.absent, place == 3 && !isGood ? .strong : .plain)
    }
  }

  private func trend(_ runs: [RunRecord], on page: inout TextPage) {
    let words = RunText(unicode: options.unicode)
    guard let (run, rows) = comparison(runs) else { return }
    let same = runs.filter { $0.command == run.command && $0.isComparable }.compactMap(\.figures)
    page.section(
      "Trend",
      note: "runs of \(options.name(run.command)) that ended, the last at the right"
    )
    for measure in RunComparison.Measure.allCases {
      let values = same.compactMap(measure.value)
      guard let last = values.last else { continue }
      let course = options.unicode ? Sparkline.course(values, cells: Self.trendCells) + "  " : ""
      let usual = rows.first { $0.measure == measure }
      let before = usual.map {
        ", the median of the \($0.runs) before is \(words.value($0.usual, measure))"
      }
      page.labelled(
        Self.label(measure),
        course + words.value(last, measure) + (before ?? ""),
        style: usual?.isOutOfLine == true ? .strong : .plain
      )
    }
    let outliers = rows.filter(\.isOutOfLine)
    let isKnown = !rows.isEmpty
    page.section("Run \(run.number)", note: isKnown ? "" : "too few runs before it to compare with")
    if isKnown, outliers.isEmpty { page.line("as the runs before it") }
    for row in outliers { page.paragraph("out of line: " + words.sentence(row), hang: 2) }
  }

  private static func label(_ measure: RunComparison.Measure) -> String {
    switch measure {
    case .time: "time a MB"
    case .memory: "memory"
    case .rejected: "rejected"
    case .duplicates: "read twice"
    }
  }

  // MARK: - JSON

  /// The runs as JSON, with a newline at the end.
  ///
  /// - Parameters:
  ///   - runs: All that are kept, in order.
  ///   - last: How many of them are listed.
  /// - Returns: UTF-8.
  package func json(_ runs: [RunRecord], last: Int) -> [UInt8] {
    let comparison = comparison(runs)
    return JSONWriter.document(
      .object([
        ("schema", .string(Self.schema)),
        ("kept", .integer(runs.count)),
        ("runs", .array(runs.suffix(last).map(value))),
        ("compared_run", .integer(comparison?.run.number)),
        ("comparison", .array((comparison?.rows ?? []).map(JSONRenderer.value))),
      ])
    )
  }

  private func value(_ run: RunRecord) -> JSONValue {
    .object([
      ("run", .integer(run.number)),
      ("began", .time(run.beganMicroseconds)),
      ("command", .string(run.command)),
      ("version", .string(run.version)),
      ("exit", .integer(run.exit)),
      ("figures", run.figures.map(value) ?? .null),
    ])
  }

  private func value(_ figures: RunFigures) -> JSONValue {
    .object([
      ("files", .integer(figures.files)),
      ("stored_bytes", .integer(figures.storedBytes)),
      ("text_bytes", .integer(figures.textBytes)),
      ("lines", .integer(figures.lines)),
      ("rejected_lines", .integer(figures.rejectedLines)),
      ("rejected", .object(figures.rejections.map { ($0.reason.name, .integer($0.count)) })),
      ("duplicates", .integer(figures.duplicates)),
      ("new_records", .integer(figures.newRecords)),
      ("wall_ms", .milliseconds(figures.wallNanoseconds)),
      ("processor_ms", .milliseconds(figures.processorNanoseconds)),
      ("peak_bytes", .integer(figures.peakBytes)),
      ("threads", .integer(figures.threads)),
      ("history_bytes", .integer(figures.historyBytes)),
    ])
  }
}

extension JSONRenderer {
  /// A measure of a run, held against the runs before.
  static func value(_ row: RunComparison.Row) -> JSONValue {
    .object([
      ("measure", .string(row.measure.rawValue)),
      ("value", .shortest(row.value)),
      ("usual", .shortest(row.usual)),
      ("bound", .shortest(row.bound)),
      ("out_of_line", .boolean(row.isOutOfLine)),
      ("runs", .integer(row.runs)),
    ])
  }
}
