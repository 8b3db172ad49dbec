package import Analysis

/// What became of a run's records in the history.
extension TextRenderer {
  /// So many days are said one by one.
  private static let dayLimit = 8

  /// The account of a run, in lines of the section before.
  func history(_ history: HistoryReport, on page: inout TextPage) {
    let words = HistoryText(dash: options.dash, quantity: options.prose)
    page.labelled("history", words.summary(history))
    let told = history.days.filter { $0.outcome == .amended || $0.outcome == .expired }
    for day in told.prefix(Self.dayLimit) {
      page.labelled("", sentence(day), style: day.outcome == .amended ? .strong : .plain)
    }
    if told.count > Self.dayLimit {
      page.labelled(
        "",
        "and \(counted(Int64(told.count - Self.dayLimit), "more day", "more days"))"
      )
    }
    let runs = RunText(unicode: options.unicode)
    for row in history.outOfLine { page.labelled("", runs.sentence(row), style: .strong) }
    for part in history.upkeep.map({ words.upkeep($0) }) ?? [] { page.labelled("", part) }
  }

  /// The account of a run alone, as a text.
  package func render(_ history: HistoryReport) -> String {
    var page = TextPage(options)
    self.history(history, on: &page)
    return page.text
  }

  private func sentence(_ day: HistoryReport.DayReport) -> String {
    if day.outcome == .expired {
      return "\(day.day.text) has been pruned: "
        + "\(counted(day.expiredRecords, "record", "records")) not taken back"
    }
    return "\(day.day.text) had been recorded: \(counted(day.newRecords, "record", "records")) "
      + "came to it, \(Quantity.count(day.requestsBefore)) requests are now "
      + Quantity.count(day.requestsAfter)
  }
}
