import Analysis

/// What the days of the history do in the long run.
extension HTMLPage {
  private static let trendLimit = 8
  private static let rowsPerSubject = 2

  var trends: HTML {
    guard let trends = report.trends, let first = trends.firstDay, let last = trends.lastDay,
      !trends.notable.isEmpty
    else { return "" }
    let shown = Self.chosen(trends.notable)
    let figures = shown.map(trend)
    let rest = trends.notable.count - shown.count
    let days = Quantity.counted(Int64(trends.days), "day", "days")
    return """
      <h2 id="trends">Over \(text: days)</h2>
      <p class="soft">\(text: first.text) – \(text: last.text). Dashed lines are changes, the level \
      before and after is drawn through; the fan is what is to be expected, with 95 % of all courses.</p>
      <div class="charts">
      \(.joined(figures))</div>
      \(rest > 0 ? HTMLTable.more(rest) : "")
      """
  }

  /// The first rows of each subject: p50, p95 and mean of one operation tell the same story.
  private static func chosen(_ notable: [SeriesTrend]) -> [SeriesTrend] {
    var counts: [TrendSubject: Int] = [:]
    let chosen = notable.filter { series in
      counts[series.subject, default: 0] += 1
      return counts[series.subject, default: 0] <= rowsPerSubject
    }
    return Array(chosen.prefix(trendLimit))
  }

  private func trend(_ series: SeriesTrend) -> HTML {
    let chart = TrendChart(quantity: quantity)
    let words = TrendText(words: ComparisonText(quantity: quantity))
    let verdict: HTML =
      series.isWorse
      ? "<span class=\"worse\">Worse</span> "
      : series.metric == .requests ? "" : "<span class=\"better\">Better</span> "
    let sentences = words.sentences(series).map { HTML("\(prose($0))") }
    return figure(
      "\(verdict)\(prose(words.title(series)))",
      .joined(sentences, separator: " "),
      chart.chart(series),
      chart.table(series, byteLimit: Room.trend)
    )
  }
}
