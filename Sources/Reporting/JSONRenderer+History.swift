package import Analysis

/// What became of a run's records in the history.
extension JSONRenderer {
  /// The account of a run, as the report has it.
  package func value(_ history: HistoryReport) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("stored_days", .integer(history.storedDays)),
      ("new_records", .integer(history.newRecords)),
      ("known_records", .integer(history.knownRecords)),
      ("days", .array(history.days.map(value))),
    ]
    if !history.outOfLine.isEmpty {
      members.append(("out_of_line", .array(history.outOfLine.map(Self.value))))
    }
    if let upkeep = history.upkeep { members.append(("upkeep", value(upkeep))) }
    return .object(members)
  }

  /// The account of a run alone, as UTF-8 with a newline at the end.
  package func render(_ history: HistoryReport) -> [UInt8] {
    JSONWriter.document(value(history))
  }

  private func value(_ upkeep: HistoryUpkeep) -> JSONValue {
    .object([
      ("removed_days", .array(upkeep.removedDays.map { .string($0.text) })),
      ("rolled_up_days", .array(upkeep.rolledUpDays.map { .string($0.text) })),
      ("weeks", .array(upkeep.weeks.map { .string($0.text) })),
      ("weeks_left", .array(upkeep.weeksLeft.map { .string($0.text) })),
      ("bytes", .integer(upkeep.bytesAfter)),
      ("budget_bytes", upkeep.budgetBytes.map { .integer($0) } ?? .null),
      ("over_budget", .boolean(upkeep.isOverBudget)),
      ("postponed", .boolean(upkeep.isPostponed)),
    ])
  }

  private func value(_ day: HistoryReport.DayReport) -> JSONValue {
    .object([
      ("day", .string(day.day.text)),
      ("outcome", .string(day.outcome.rawValue)),
      ("new_records", .integer(day.newRecords)),
      ("known_records", .integer(day.knownRecords)),
      ("expired_records", .integer(day.expiredRecords)),
      ("requests_before", .integer(day.requestsBefore)),
      ("requests_after", .integer(day.requestsAfter)),
    ])
  }
}
