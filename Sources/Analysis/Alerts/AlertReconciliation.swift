internal import MetricLog
internal import Statistics

/// Holds the alerts that servers raised live against those found in the log.
struct AlertReconciliation {
  /// What live alerts and those of the log have in common.
  ///
  /// Records of live alerts name operations, but neither caches, pools nor hosts: those are held
  /// against everything of their service.
  private struct Key: Hashable {
    var service: String
    var env: String
    var rule: String
    var operation: String
  }

  private struct Live {
    var alerts = LiveAlerts()
    var unit = ""
    var isConfirmed = false
  }

  private let evaluation: AlertEvaluation
  private var live: [Key: Live] = [:]

  init(_ evaluation: AlertEvaluation, _ selection: Selection) {
    self.evaluation = evaluation
    let input = evaluation.input
    let selected = Set(selection.operations.map { $0 == SelectionFilter.anonymous ? "" : $0 })
    for (key, tally) in input.digest.alerts.sorted {
      let rule = AlertRule(rawValue: input.text(key.rule))
      let operation = input.text(key.operation)
      if !selected.isEmpty, rule?.isAboutRequests != true || !selected.contains(operation) {
        continue
      }
      let name = Key(
        service: input.text(key.service),
        env: input.text(key.env),
        rule: input.text(key.rule),
        operation: operation
      )
      live[name, default: Live()].alerts.add(tally, evaluation.cover)
      live[name]?.unit = input.text(key.unit)
    }
  }

  /// The alerts with what was live about them, in order and bounded.
  func result(_ alerts: [LogAlert]) -> LogAlerts {
    var live = live
    let matched = alerts.map { alert in
      let key = Key(
        service: alert.service,
        env: alert.env,
        rule: alert.rule.rawValue,
        operation: alert.isOther ? "(other)" : alert.operation?.name ?? ""
      )
      var alert = alert
      if let match = live[key] {
        alert.live = match.alerts
        live[key]?.isConfirmed = true
      }
      return alert
    }
    var result = LogAlerts()
    result.profile = evaluation.thresholds.profile
    let unconfirmed = live.filter { !$0.value.isConfirmed }.map {
      Self.alert($0, $1, reason($0, $1))
    }
    .sorted(by: Self.comesFirst)
    result.totals = totals(matched, unconfirmed)
    let sorted = matched.sorted(by: Self.comesFirst)
    result.alerts = Array(sorted.prefix(LogAlerts.limit))
    result.more = sorted.count - result.alerts.count
    result.unconfirmed = Array(unconfirmed.prefix(LogAlerts.limit))
    return result
  }

  private func totals(
    _ alerts: [LogAlert],
    _ unconfirmed: [UnconfirmedAlert]
  ) -> [LogAlerts.RuleTotal] {
    AlertRule.allCases.compactMap { rule in
      let own = alerts.filter { $0.rule == rule }
      var total = LogAlerts.RuleTotal(rule: rule)
      total.subjects = own.count
      total.subjectsHigh = own.count { $0.severity == .high }
      total.confirmed = own.count { $0.live != nil }
      total.onlyInLog = own.count - total.confirmed
      total.onlyLive = unconfirmed.count { $0.rule == rule.rawValue }
      let isOn = evaluation.thresholds[rule].isOn
      return isOn || own.count + total.onlyLive > 0 ? total : nil
    }
  }

  // MARK: - Raised live only

  private static func alert(
    _ key: Key,
    _ live: Live,
    _ reason: UnconfirmedAlert.Reason
  ) -> UnconfirmedAlert {
    var alert = UnconfirmedAlert()
    (alert.service, alert.env) = (key.service, key.env)
    (alert.rule, alert.operation) = (key.rule, key.operation)
    (alert.unit, alert.live) = (live.unit, live.alerts)
    alert.reason = reason
    return alert
  }

  private func reason(_ key: Key, _ live: Live) -> UnconfirmedAlert.Reason {
    guard let rule = AlertRule(rawValue: key.rule), rule.unit == live.unit else {
      return .unknownRule
    }
    let levels = evaluation.thresholds.levels(
      rule,
      service: key.service,
      env: key.env,
      operation: key.operation
    )
    if !levels.isOn { return .switchedOff }
    if live.alerts.maxValue <= levels.medium { return .belowLevel }
    return rule.isAboutRequests ? .notInLog : .averagedOut
  }

  // MARK: - Order

  /// By severity, then by how far the worst is above its level; the rest only makes the order definite.
  private static func comesFirst(_ left: LogAlert, _ right: LogAlert) -> Bool {
    if left.severity != right.severity { return left.severity > right.severity }
    let (first, second) = (left.excess, right.excess)
    if first != second { return first > second }
    return left.names.lexicographicallyPrecedes(right.names)
  }

  private static func comesFirst(_ left: UnconfirmedAlert, _ right: UnconfirmedAlert) -> Bool {
    if left.live.count != right.live.count { return left.live.count > right.live.count }
    let first = [left.rule, left.service, left.env, left.operation]
    return first.lexicographicallyPrecedes([right.rule, right.service, right.env, right.operation])
  }
}

extension LogAlert {
  /// How many times the medium level the worst value is; a level of nothing counts as one.
  fileprivate var excess: Double { worst / max(levels.medium, 1) }

  fileprivate var names: [String] {
    let kind = operation.map { [$0.name, $0.kind.name] } ?? ["", ""]
    return [rule.rawValue, service, env] + kind + [isOther ? "1" : "0", subject, host]
  }
}

extension LiveAlerts {
  fileprivate mutating func add(_ tally: AlertTally, _ cover: NameCover) {
    count = count.addingClamped(tally.count)
    firstMicroseconds = min(firstMicroseconds, tally.firstMicroseconds)
    lastMicroseconds = max(lastMicroseconds, tally.lastMicroseconds)
    guard tally.maxValue > maxValue else { return }
    (maxValue, threshold) = (tally.maxValue, tally.threshold)
    traceID = cover.trace(TraceID.text(tally.traceHigh, tally.traceLow))
  }
}
