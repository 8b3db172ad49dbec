package import Analysis

/// The output of `nightjar history list`: one row a day.
package struct HistoryListRenderer: Sendable {
  /// The value of the key `schema`.
  package static let schema = "nightjar.history/1"

  private let options: TextOptions

  package init(_ options: TextOptions = TextOptions()) { self.options = options }

  /// The days as a table.
  package func text(_ days: [StoredDay]) -> String {
    var page = TextPage(options)
    guard !days.isEmpty else {
      page.line("The history holds no days.", indent: 0)
      return page.text
    }
    var table = TextTable(
      [.left, .right, .right, .right, .right, .left],
      flexible: [5],
      mark: options.mark
    )
    table.indent = 0
    table.rows.append(
      ["day", "requests", "total time", "records", "size", "recorded (UTC)"]
        .map { TextTable.Cell($0, .faint) }
    )
    for day in days { table.rows.append(row(day)) }
    page.table(table)
    return page.text
  }

  /// The named baselines, one line each.
  package func text(baselines: [(name: String, days: ClosedRange<Day>)]) -> String {
    var page = TextPage(options)
    if baselines.isEmpty { page.line("The history has no named baselines.", indent: 0) }
    for (name, days) in baselines {
      page.line(
        "\(options.name(name))  \(days.lowerBound.text)..\(days.upperBound.text)",
        indent: 0
      )
    }
    return page.text
  }

  /// What a roll-up did, one line.
  package func rollUp(
    days: [Day],
    bytes: (before: Int64, after: Int64),
    isDry: Bool,
    isOverBudget: Bool
  ) -> String {
    var text = "\(days.count) \(days.count == 1 ? "day" : "days")"
    if let first = days.first, let last = days.last, first < last {
      text += " (\(first.text) \(options.dash) \(last.text))"
    }
    text += isDry ? " would be rolled up" : " rolled up"
    text += "; the history has \(options.prose.bytes(bytes.after))"
    if bytes.after != bytes.before { text += ", it had \(options.prose.bytes(bytes.before))" }
    if isOverBudget { text += ": more than its budget" }
    return text + "\n"
  }

  private func row(_ day: StoredDay) -> [TextTable.Cell] {
    let recorded = ClockText.utc.dateTime(day.recordedMicroseconds)
    let amended = day.amendedMicroseconds.map {
      ", amended \(day.amendments == 1 ? "" : "\(day.amendments) times, ")"
        + ClockText.utc.dateTime($0)
    }
    return [
      TextTable.Cell(day.day.text, .strong),
      TextTable.Cell(Quantity.count(day.requests)),
      TextTable.Cell(options.prose.duration(Double(day.durationNanoseconds))),
      TextTable.Cell(Quantity.count(day.records)),
      TextTable.Cell(options.prose.bytes(day.digestBytes)),
      TextTable.Cell(recorded + (amended ?? "")),
    ]
  }

  /// The days as JSON, with a newline at the end.
  ///
  /// - Parameters:
  ///   - days: The days.
  ///   - horizon: The first day that the history may hold; `nil` when none was ever removed.
  /// - Returns: UTF-8.
  package func json(_ days: [StoredDay], horizon: Day?) -> [UInt8] {
    JSONWriter.document(
      .object([
        ("schema", .string(Self.schema)),
        ("first_possible_day", horizon.map { .string($0.text) } ?? .null),
        ("days", .array(days.map(value))),
      ])
    )
  }

  private func value(_ day: StoredDay) -> JSONValue {
    .object([
      ("day", .string(day.day.text)),
      ("requests", .integer(day.requests)),
      ("duration_ms", .milliseconds(day.durationNanoseconds)),
      ("records", .integer(day.records)),
      ("digest_bytes", .integer(day.digestBytes)),
      ("recorded", .time(day.recordedMicroseconds)),
      ("amended", .time(day.amendedMicroseconds)),
      ("amendments", .integer(day.amendments)),
    ])
  }
}
