package import Analysis

/// The output of `nightjar history list`: one row a day.
package struct HistoryListRenderer: Sendable {
  /// The value of the key `schema`.
  package static let schema = "nightjar.history/1"

  private let options: TextOptions

  package init(_ options: TextOptions = TextOptions()) { self.options = options }

  /// The days as a table, and the digests that days of a week share.
  package func text(
    _ days: [StoredDay],
    weeks: [(week: Week, digestBytes: Int64)] = []
  ) -> String {
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
    for (week, bytes) in weeks {
      let range = "\(week.firstDay.text) \(options.dash) \(week.lastDay.text)"
      page.line("\(week.text) (\(range)): one digest, \(options.prose.bytes(bytes))", indent: 0)
    }
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

  /// What was done to keep a history small, a line for each thing.
  package func text(_ upkeep: HistoryUpkeep, isDry: Bool) -> String {
    let words = HistoryText(dash: options.dash, quantity: options.prose)
    let parts = words.upkeep(upkeep, isDry: isDry)
    let lines = parts.isEmpty ? ["nothing to put together or to remove"] : parts
    return lines.map { $0 + "\n" }.joined()
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
      TextTable.Cell(day.week?.text ?? options.prose.bytes(day.digestBytes)),
      TextTable.Cell(recorded + (amended ?? "")),
    ]
  }

  /// The days as JSON, with a newline at the end.
  ///
  /// - Parameters:
  ///   - days: The days.
  ///   - weeks: The digests that days of a week share, with their bytes.
  ///   - horizon: The first day that the history may hold; `nil` when none was ever removed.
  /// - Returns: UTF-8.
  package func json(
    _ days: [StoredDay],
    weeks: [(week: Week, digestBytes: Int64)],
    horizon: Day?
  ) -> [UInt8] {
    JSONWriter.document(
      .object([
        ("schema", .string(Self.schema)),
        ("first_possible_day", horizon.map { .string($0.text) } ?? .null),
        ("days", .array(days.map(value))),
        (
          "weeks",
          .array(
            weeks.map {
              .object([
                ("week", .string($0.week.text)), ("digest_bytes", .integer($0.digestBytes)),
              ])
            }
          )
        ),
      ])
    )
  }

  private func value(_ day: StoredDay) -> JSONValue {
    .object([
      ("day", .string(day.day.text)),
      ("requests", .integer(day.requests)),
      ("duration_ms", .milliseconds(day.durationNanoseconds)),
      ("records", .integer(day.records)),
      ("digest_bytes", day.week == nil ? .integer(day.digestBytes) : .null),
      ("week", day.week.map { .string($0.text) } ?? .null),
      ("recorded", .time(day.recordedMicroseconds)),
      ("amended", .time(day.amendedMicroseconds)),
      ("amendments", .integer(day.amendments)),
    ])
  }
}
