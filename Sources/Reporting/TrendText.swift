import Analysis

/// What a row of days does, in sentences.
struct TrendText: Sendable {
  let words: ComparisonText

  /// What the row is about and of what metric.
  func title(_ series: SeriesTrend) -> Prose {
    let metric = Prose([.text(words.metric(series.metric))])
    switch series.subject {
    case .environment(let env) where env.isEmpty: return "All requests: \(metric)"
    case .environment(let env): return "All of \(name: env): \(metric)"
    case .operation(let operation):
      let name: Prose = operation.name.isEmpty ? "(anonymous)" : "\(name: operation.name)"
      return "\(name): \(metric)"
    }
  }

  /// What it does, a sentence each: changes, its slope, what is to be expected.
  func sentences(_ series: SeriesTrend) -> [Prose] {
    let changes = series.changes.filter { $0.standing != .watch }.map { change($0, series.metric) }
    return changes + [slope(series), forecast(series), crossing(series)].compactMap { $0 }
  }

  /// What became of a finding of earlier days.
  func course(_ course: FindingCourse) -> Prose {
    let finding = course.finding
    let operation: Prose =
      finding.operation.map { $0.name.isEmpty ? "(anonymous)" : "\(name: $0.name)" }
      ?? "\(name: finding.env)"
    var sentence: Prose = "\(name: finding.rule) of \(operation)"
    if !finding.subject.isEmpty { sentence = sentence + " (\(name: finding.subject))" }
    sentence = sentence + own(" since \(course.since.text)")
    if course.costBefore > 0 || course.costSince > 0 {
      sentence =
        sentence
        + ": \(nanoseconds: course.costSince) instead of \(nanoseconds: course.costBefore) a day"
    }
    if let predicted = course.predictedSaving {
      sentence = sentence + "; predicted to save \(nanoseconds: predicted) a day"
    }
    if let real = course.realSaving, course.state != .back {
      sentence = sentence + (real > 0 ? ", it saves \(nanoseconds: real)" : ", nothing is saved")
    }
    return sentence + "."
  }

  private func own(_ text: String) -> Prose { Prose([.text(text)]) }

  private func change(_ change: SeriesChange, _ metric: ComparisonMetric) -> Prose {
    let effect = own(words.percent(change.effect))
    let before = own(words.level(metric, change.before))
    var sentence = own("Since \(change.day.text)")
    if change.earliest < change.latest {
      sentence = sentence + own(" (between \(change.earliest.text) and \(change.latest.text))")
    }
    sentence =
      change.kind == .step
      ? sentence + " \(own(words.level(metric, change.after))) instead of \(before), \(effect)"
      : sentence + " it goes on otherwise from \(before), \(effect) in a week"
    if change.standing == .pending { sentence = sentence + "; too few days yet to be sure" }
    if change.standing == .minor { sentence = sentence + "; a small change" }
    guard !change.causes.isEmpty else { return sentence + "." }
    return sentence + "; at the time: " + .joined(change.causes.map(cause), separator: ", ") + "."
  }

  private func cause(_ cause: ChangeCause) -> Prose {
    let day = own(cause.day.text)
    return switch cause.kind {
    case .deploy: "release \(name: cause.name) on \(day)"
    case .operationText: "another text of the operation on \(day)"
    case .statement: "the new statement \(name: cause.name) on \(day)"
    case .traffic: "another number of requests on \(day)"
    case .mix: "another mix of operations, which explains most of it"
    case .clientMix where cause.name.isEmpty: "another mix of clients, which explains most of it"
    case .clientMix:
      "another mix of clients, which explains most of it (\(name: cause.name) first of all)"
    }
  }

  private func slope(_ series: SeriesTrend) -> Prose? {
    guard series.course == .rising || series.course == .falling, let weekly = series.weeklyChange
    else { return nil }
    var sentence = own("It changes by \(words.percent(weekly, decimals: 1)) a week")
    if let lower = series.weeklyLower, let upper = series.weeklyUpper {
      let ends = [lower, upper].map { words.percent($0, decimals: 1) }
      sentence = sentence + own(" (95 %: \(ends[0]) to \(ends[1]))")
    }
    return sentence + "."
  }

  private func forecast(_ series: SeriesTrend) -> Prose? {
    guard let forecast = series.forecast, forecast.withheld == nil, let last = forecast.points.last
    else { return nil }
    var text = "\(words.level(series.metric, last.level)) expected on \(last.day.text)"
    if let lower = last.lower, let upper = last.upper {
      text +=
        " (95 %: \(words.level(series.metric, lower)) to \(words.level(series.metric, upper)))"
    }
    return own(text + ".")
  }

  private func crossing(_ series: SeriesTrend) -> Prose? {
    guard let crossing = series.forecast?.crossing else { return nil }
    let limit = words.level(series.metric, crossing.limit)
    guard let middle = crossing.middle else {
      let chance = Quantity.percent(crossing.probability)
      return own("It crosses \(limit) with a chance of \(chance) within the days foreseen.")
    }
    let early = crossing.early.map { String($0) } ?? "?"
    let late = crossing.late.map { String($0) } ?? "more than can be foreseen"
    return own("It crosses \(limit) in about \(middle) days (80 %: \(early) to \(late)).")
  }
}
