internal import MetricLog
internal import Statistics

/// Holds what a digest keeps against the levels of alerts.
///
/// Request by request the log is gone, so it depends on the quantity how well a count is known: see
/// `docs/METHODS.md`, "Alerts".
struct AlertEvaluation {
  let input: RuleInput
  let thresholds: AlertThresholds
  /// What stands for names that are not shown.
  let cover: NameCover

  /// Everything over its threshold, with the live alerts held against it.
  func logAlerts(_ selection: Selection) -> LogAlerts {
    let all = requestAlerts() + (selection.operations.isEmpty ? stretchAlerts() : [])
    return AlertReconciliation(self, selection).result(all)
  }

  // MARK: - Single requests

  private func requestAlerts() -> [LogAlert] {
    let kept = input.operations.flatMap { alerts(RequestQuantities($0, input)) }
    let others = input.digest.operations.others.map { OperationEvidence($0) }
    return kept + others.flatMap { alerts(RequestQuantities($0, input, isOther: true)) }
  }

  private func alerts(_ quantities: RequestQuantities) -> [LogAlert] {
    let key = quantities.operation.key
    let name = quantities.isOther ? "(other)" : input.text(key.name)
    return AlertRule.allCases.filter(\.isAboutRequests).compactMap { rule in
      let levels = thresholds.levels(
        rule,
        service: input.text(key.service),
        env: input.text(key.env),
        operation: name
      )
      guard levels.isOn, var alert = quantities.alert(rule, levels) else { return nil }
      alert.service = input.text(key.service)
      alert.env = input.text(key.env)
      alert.operation = Finding.Operation(name: quantities.isOther ? "" : name, kind: key.kind)
      alert.isOther = quantities.isOther
      alert.example = alert.example.map(cover.example)
      return alert
    }
  }

  // MARK: - Stretches of time

  private func stretchAlerts() -> [LogAlert] {
    ErrorStretches(input).alerts(thresholds[.errorRate])
      + CacheStretches(input).alerts(thresholds[.cacheHitRateFall])
      + PoolStretches(input, cover).alerts(thresholds[.poolExhaustion])
  }
}

/// The values of one rule and subject, a stretch of time each.
struct StretchSeries {
  /// One stretch.
  struct Point {
    /// The first hour of the stretch, since 1970.
    var stretch: Int32
    /// In the rule's unit.
    var value: Double
  }

  var rule: AlertRule
  /// In the order of time.
  var points: [Point] = []
  /// The length of a stretch in hours.
  var stretchHours: Int

  /// How few requests or look-ups a rate is not judged by: as servers do it.
  static let leastCountOfRate: Int64 = 20

  /// The alert that the values make; `nil` when none is above the level.
  func alert(_ levels: AlertLevels) -> LogAlert? {
    let over = points.filter { $0.value > levels.medium }
    guard levels.isOn, let first = over.first, let last = over.last else { return nil }
    var alert = LogAlert(rule: rule, levels: levels)
    let highCount = over.count { $0.value > levels.high }
    alert.severity = highCount > 0 ? .high : .medium
    alert.counted = .stretches
    alert.medium = AlertCount(exactly: Int64(over.count))
    alert.high = AlertCount(exactly: Int64(highCount))
    alert.judged = Int64(points.count)
    alert.resolutionMicroseconds = Int64(stretchHours) * Timestamp.microsecondsPerHour
    alert.firstMicroseconds = Int64(first.stretch) * Timestamp.microsecondsPerHour
    alert.lastMicroseconds =
      Int64(last.stretch) * Timestamp.microsecondsPerHour + alert.resolutionMicroseconds
    alert.worst = over.map(\.value).max() ?? 0
    return alert
  }
}
