package import Analysis

/// What many days do.
extension TextRenderer {
  /// So many rows with something to say are told, and as many cells draw each.
  static let seriesLimit = 12
  private static let lineCells = 30

  /// The trends as a text of their own.
  ///
  /// - Parameters:
  ///   - trends: What was found.
  ///   - everything: Whether rows are told that have nothing to say, as when one operation is asked for.
  /// - Returns: Lines no wider than the page.
  package func render(_ trends: TrendReport, everything: Bool = false) -> String {
    var page = TextPage(options)
    let name = TextStyle.heading.paint("Trends", color: options.color)
    guard let first = trends.firstDay, let last = trends.lastDay else {
      page.line("The history holds no such days.", indent: 0)
      return page.text
    }
    let days = counted(Int64(trends.days), "day", "days")
    page.preformatted(name + "  \(first.text) \(options.dash) \(last.text), \(days)")
    let told = everything ? trends.series : trends.notable
    let limit = everything ? Int.max : Self.seriesLimit
    for series in told.prefix(limit) { self.series(series, on: &page) }
    more(told.count, beyond: limit, on: &page)
    if !everything {
      watched(trends, on: &page)
      stoodOut(trends, on: &page)
      weekdays(trends, on: &page)
      if !trends.findings.isEmpty {
        page.section("Findings of earlier days")
        findings(trends.findings, on: &page)
      }
    }
    judged(trends, on: &page)
    return page.text
  }

  /// The report's section: one line each for what rises, changed, or will cross its limit.
  func trends(_ trends: TrendReport, on page: inout TextPage) {
    let told = trends.notable
    guard !told.isEmpty || !trends.findings.isEmpty, let first = trends.firstDay,
      let last = trends.lastDay
    else { return }
    let days = counted(Int64(trends.days), "day", "days")
    page.section("Trends", note: "\(first.text) \(options.dash) \(last.text), \(days)")
    for series in told.prefix(Self.seriesLimit) {
      let name = "\(subject(series.subject)) \(metric(series.metric))"
      page.labelled(
        series.isWorse ? "worse" : series.metric == .requests ? "changed" : "better",
        "\(name): \(gist(series))",
        style: series.isWorse ? .alarm : .plain
      )
    }
    more(told.count, beyond: Self.seriesLimit, on: &page)
    findings(trends.findings, on: &page)
  }

  /// What became of what was found on earlier days.
  private func findings(_ courses: [FindingCourse], on page: inout TextPage) {
    for course in courses.prefix(Self.seriesLimit) {
      page.labelled(
        course.state.rawValue,
        sentence(course),
        style: course.state == .back ? .alarm : .plain
      )
    }
    more(courses.count, beyond: Self.seriesLimit, on: &page)
  }

  private func sentence(_ course: FindingCourse) -> String {
    let finding = course.finding
    let operation = finding.operation.map { displayName($0.name) } ?? options.name(finding.env)
    let subject = finding.subject.isEmpty ? "" : " (\(options.name(finding.subject)))"
    var text = "\(finding.rule) of \(operation)\(subject) since \(course.since.text)"
    if course.costBefore > 0 || course.costSince > 0 {
      text +=
        ": \(options.prose.duration(course.costBefore)) a day -> "
        + options.prose.duration(course.costSince)
    }
    if let predicted = course.predictedSaving {
      text += "; predicted to save \(options.prose.duration(predicted)) a day"
    }
    if let real = course.realSaving, course.state != .back {
      text += real > 0 ? ", it saves \(options.prose.duration(real))" : ", nothing is saved"
    }
    return text
  }

  private func gist(_ series: SeriesTrend) -> String {
    var parts: [String] = []
    if let change = series.confirmedChanges.last {
      var text = "\(percent(change.effect)) since \(change.day.text)"
      if let cause = change.causes.first { text += " (\(self.cause(cause)))" }
      parts.append(text)
    }
    if series.course == .rising || series.course == .falling, let weekly = series.weeklyChange {
      parts.append("\(percent(weekly, decimals: 1)) a week")
    }
    if series.isAboutToCross, let crossing = series.forecast?.crossing {
      parts.append(self.crossing(crossing, series.metric))
    }
    return parts.joined(separator: "; ")
  }

  // MARK: - A row

  private func series(_ series: SeriesTrend, on page: inout TextPage) {
    let name = CellWidth.cutMiddle(
      subject(series.subject),
      to: options.width / 2,
      mark: options.mark
    )
    page.section("\(name) \(metric(series.metric))", note: place(series))
    if options.unicode, series.points.count > 1 {
      let levels = series.points.map(\.level)
      let line = Sparkline.course(levels, cells: Self.lineCells)
      let low = level(series.metric, levels.min())
      let high = level(series.metric, levels.max())
      page.labelled(chart: "course", line, "\(low) \(options.dash) \(high)")
    }
    if let text = course(series) {
      let isWorse = series.isWorse && series.confirmedChanges.isEmpty && series.isNotable
      page.labelled(series.course.rawValue, text, style: isWorse ? .alarm : .plain)
    }
    for change in series.changes where change.standing != .watch {
      self.change(change, series, on: &page)
    }
    for anomaly in series.anomalies.suffix(4) {
      page.labelled(
        "single day",
        "\(anomaly.day.text): \(level(series.metric, anomaly.level)), about "
          + "\(level(series.metric, anomaly.expected)) on the days around it"
      )
    }
    for anomaly in series.hourAnomalies.suffix(4) {
      page.labelled("hours", hours(anomaly, series.metric))
    }
    if let weekdays = series.weekdays { page.labelled("weekdays", self.weekdays(weekdays)) }
    forecast(series, on: &page)
  }

  func subject(_ subject: TrendSubject) -> String {
    switch subject {
    case .environment(let env): "All of \(env.isEmpty ? "the log" : options.name(env)):"
    case .operation(let name): displayName(name.name)
    }
  }

  private func place(_ series: SeriesTrend) -> String {
    guard case .operation(let name) = series.subject else { return "" }
    return "\(options.name(name.service)), \(options.name(name.env)), "
      + "\(Quantity.percent(series.share)) of its time"
  }

  private func course(_ series: SeriesTrend) -> String? {
    guard let change = series.weeklyChange else { return nil }
    var text = "\(percent(change, decimals: 1)) a week"
    if let lower = series.weeklyLower, let upper = series.weeklyUpper {
      text += " (95 %: \(percent(lower, decimals: 1)) to \(percent(upper, decimals: 1)))"
    }
    switch series.course {
    case .rising, .falling: return text
    case .stepped: return "what looks like \(text) is a step"
    case .steady: return "no trend is sure; \(text)"
    case .short: return nil
    }
  }

  private func change(_ change: SeriesChange, _ series: SeriesTrend, on page: inout TextPage) {
    let label =
      switch (change.standing, change.isWorse) {
      case (.pending, _): "new"
      case (.minor, _), (.watch, _): "minor"
      case (.confirmed, true): "worse"
      case (.confirmed, false): series.metric == .requests ? "changed" : "better"
      }
    var text = "since \(change.day.text)"
    if change.earliest < change.latest {
      text += " (between \(change.earliest.text) and \(change.latest.text))"
    }
    text +=
      change.kind == .step
      ? ": \(level(series.metric, change.before)) -> \(level(series.metric, change.after)), "
        + percent(change.effect)
      : ": \(level(series.metric, change.before)), then \(percent(change.effect, decimals: 1)) a week"
    if change.standing == .pending { text += "; too few days yet to be sure" }
    if !change.causes.isEmpty {
      text += "; at the time: " + change.causes.map(cause).joined(separator: ", ")
    }
    let isAlarm = change.standing == .confirmed && change.isWorse
    page.labelled(label, text, style: isAlarm ? .alarm : .plain)
  }

  private func cause(_ cause: ChangeCause) -> String {
    switch cause.kind {
    case .deploy: "release \(options.name(cause.name)) on \(cause.day.text)"
    case .operationText: "another text of the operation on \(cause.day.text)"
    case .statement: "the new statement \(options.name(cause.name)) on \(cause.day.text)"
    case .traffic: "another number of requests on \(cause.day.text)"
    case .mix: "another mix of operations, which explains most of it"
    case .clientMix:
      "another mix of clients, which explains most of it"
        + (cause.name.isEmpty ? "" : " (\(options.name(cause.name)) first of all)")
    }
  }

  private func forecast(_ series: SeriesTrend, on page: inout TextPage) {
    guard let forecast = series.forecast, forecast.withheld == nil,
      let point = forecast.points.last
    else { return }
    var text = "\(level(series.metric, point.level)) expected on \(point.day.text)"
    if let lower = point.lower, let upper = point.upper {
      text += " (95 %: \(level(series.metric, lower)) to \(level(series.metric, upper)))"
    }
    page.labelled("forecast", text)
    if let crossing = forecast.crossing {
      page.labelled("limit", self.crossing(crossing, series.metric), style: .alarm)
    }
  }

  private func crossing(
    _ crossing: SeriesForecast.Crossing,
    _ metric: ComparisonMetric
  ) -> String {
    let limit = level(metric, crossing.limit)
    guard let middle = crossing.middle else {
      return "crosses \(limit) with a chance of \(Quantity.percent(crossing.probability)) within "
        + "the days foreseen"
    }
    let early = crossing.early.map { "\($0)" } ?? "?"
    let late = crossing.late.map { "\($0)" } ?? "more than can be foreseen"
    return "crosses \(limit) in about \(middle) days (80 %: \(early) to \(late))"
  }
}
