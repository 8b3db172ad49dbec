import Analysis

/// What became of a run's records in the history, in words.
struct HistoryText: Sendable {
  /// What stands between two dates.
  let dash: String

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
}
