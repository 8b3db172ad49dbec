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
  ///
  /// - Parameter selection: The filters of the digest, which also apply to live alerts.
  /// - Returns: At most ``LogAlerts/limit`` alerts, and no more than twice as many are ever held.
  func logAlerts(_ selection: Selection) -> LogAlerts {
    var reconciliation = AlertReconciliation(self, selection)
    for operation in input.operations {
      take(RequestQuantities(operation, input), &reconciliation)
    }
    for other in input.digest.operations.others {
      let evidence = OperationEvidence(other)
      take(RequestQuantities(evidence, input, isOther: true), &reconciliation)
    }
    // Rates, caches and pools are of all operations together.
    if selection.operations.isEmpty {
      for alert in stretchAlerts() { reconciliation.take(alert) }
    }
    return reconciliation.result()
  }

  // MARK: - Single requests

  private static let requestRules = AlertRule.allCases.filter(\.isAboutRequests)

  private func take(
    _ quantities: RequestQuantities,
    _ reconciliation: inout AlertReconciliation
  ) {
    for rule in Self.requestRules {
      let levels = levels(rule, quantities)
      guard levels.isOn, var alert = quantities.alert(rule, levels) else { continue }
      let key = quantities.operation.key
      alert.service = input.text(key.service)
      alert.env = input.text(key.env)
      alert.operation = Finding.Operation(
        name: quantities.isOther ? "" : input.text(key.name),
        kind: key.kind
      )
      alert.isOther = quantities.isOther
      alert.example = alert.example.map(cover.example)
      reconciliation.take(alert)
    }
  }

  /// Names are looked up only where something depends on them.
  private func levels(_ rule: AlertRule, _ quantities: RequestQuantities) -> AlertLevels {
    guard !thresholds.exceptions.isEmpty else { return thresholds[rule] }
    let key = quantities.operation.key
    return thresholds.levels(
      rule,
      service: input.text(key.service),
      env: input.text(key.env),
      operation: quantities.isOther ? "(other)" : input.text(key.name)
    )
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
