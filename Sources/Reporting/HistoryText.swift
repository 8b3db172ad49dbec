import Analysis

/// What became of a run's records in the history, in words.
struct HistoryText: Sendable {
  /// What stands between two dates.
  let dash: String
  let quantity: Quantity

  /// The days by what happened to them, and the records.
  func summary(_ history: HistoryReport) -> String {
    let parts = [
      ("recorded", HistoryReport.Outcome.recorded), ("amended", .amended),
      ("unchanged", .unchanged), ("expired", .expired),
    ].compactMap { word, outcome -> String? in
      let days = history.days.filter { $0.outcome == outcome }
      guard let first = days.first, let last = days.last else { return nil }
      let dates =
        days.count == 1
        ? first.day.text : "\(days.count) days (\(first.day.text) \(dash) \(last.day.text))"
      return "\(dates) \(word)"
    }
    let days = parts.isEmpty ? "nothing to record" : parts.joined(separator: ", ")
    return days + ": \(Quantity.counted(history.newRecords, "record", "records")) new, "
      + "\(Quantity.count(history.knownRecords)) known already; "
      + "\(Quantity.counted(Int64(history.storedDays), "day", "days")) in the history"
  }

  /// What was done to keep the history small, in parts of a sentence.
  ///
  /// - Parameters:
  ///   - upkeep: What was done.
  ///   - isDry: Whether it is only what would be done.
  /// - Returns: No part when there is nothing to tell.
  func upkeep(_ upkeep: HistoryUpkeep, isDry: Bool = false) -> [String] {
    if upkeep.isPostponed {
      return ["another run held the history: keeping it small is left to the next run"]
    }
    var parts: [String] = []
    let done = isDry ? "would be " : ""
    let removed = upkeep.removedDays.map(\.text)
    if !removed.isEmpty { parts.append("\(Self.days(removed, dash)) \(done)removed") }
    let rolledUp = upkeep.rolledUpDays.map(\.text)
    if !rolledUp.isEmpty {
      parts.append("the hours of \(Self.days(rolledUp, dash)) \(done)put together")
    }
    let weeks = upkeep.weeks.map(\.text)
    if !weeks.isEmpty { parts.append("the days of \(Self.weeks(weeks, dash)) \(done)put together") }
    let left = upkeep.weeksLeft.map(\.text)
    if !left.isEmpty {
      parts.append(
        "the days of \(Self.weeks(left, dash)) stay apart, for in one digest they could not be told apart"
      )
    }
    if upkeep.hasChanged || upkeep.isOverBudget { parts.append(size(upkeep, isDry: isDry)) }
    return parts
  }

  private func size(_ upkeep: HistoryUpkeep, isDry: Bool) -> String {
    var text = isDry ? "the history would have " : "the history has "
    text += quantity.bytes(upkeep.bytesAfter)
    if upkeep.bytesAfter != upkeep.bytesBefore {
      text += ", it had \(quantity.bytes(upkeep.bytesBefore))"
    }
    guard let budget = upkeep.budgetBytes else { return text }
    text += ", of a budget of \(quantity.bytes(budget))"
    guard upkeep.isOverBudget else { return text }
    return text + ": nothing more may be put together; remove days with history.keep_days, or "
      + "allow it more with history.budget"
  }

  private static func days(_ names: [String], _ dash: String) -> String {
    names.count == 1
      ? names[0] : "\(names.count) days (\(names[0]) \(dash) \(names[names.count - 1]))"
  }

  private static func weeks(_ names: [String], _ dash: String) -> String {
    names.count == 1
      ? names[0] : "\(names.count) weeks (\(names[0]) \(dash) \(names[names.count - 1]))"
  }
}
