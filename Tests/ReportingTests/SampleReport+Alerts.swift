import Analysis
import MetricLog

extension SampleReport {
  /// Alerts of every kind, whose names are these.
  static func logAlerts(naming names: [String]) -> LogAlerts {
    var alerts = LogAlerts()
    alerts.profile = "default"
    var total = LogAlerts.RuleTotal(rule: .slowQuery)
    (total.subjects, total.subjectsHigh, total.confirmed) = (2, 1, 1)
    (total.onlyInLog, total.onlyLive) = (1, 1)
    alerts.totals = [total]
    for (index, name) in names.enumerated() {
      let rule = AlertRule.allCases[index % AlertRule.allCases.count]
      alerts.alerts.append(logAlert(rule, name, isOther: index == 5))
      var unconfirmed = UnconfirmedAlert()
      (unconfirmed.rule, unconfirmed.unit) = (name, name)
      (unconfirmed.service, unconfirmed.env, unconfirmed.operation) = (name, name, name)
      unconfirmed.live = live
      unconfirmed.reason = index == 0 ? .unknownRule : .belowLevel
      alerts.unconfirmed.append(unconfirmed)
    }
    alerts.more = 3
    return alerts
  }

  private static func logAlert(_ rule: AlertRule, _ name: String, isOther: Bool) -> LogAlert {
    var alert = LogAlert(rule: rule, levels: AlertThresholds()[rule])
    alert.severity = isOther ? .medium : .high
    (alert.service, alert.env) = (name, name)
    alert.worst = 2.5 * alert.levels.high
    alert.judged = 44_000
    alert.medium = AlertCount(likely: 1234, least: 1200, most: 1300, basis: .histogram)
    alert.high = AlertCount(likely: 34, least: 30, most: 40, basis: .sample)
    alert.firstMicroseconds = midnight
    alert.lastMicroseconds = midnight + 7_200_000_000
    alert.resolutionMicroseconds = 3_600_000_000
    guard rule.isAboutRequests else {
      (alert.subject, alert.host, alert.counted) = (name, name, .stretches)
      (alert.medium, alert.high) = (AlertCount(exactly: 2), AlertCount(exactly: 1))
      return alert
    }
    alert.operation = Finding.Operation(name: isOther ? "" : name, kind: .query)
    alert.isOther = isOther
    var example = RequestExample()
    (example.timeMicroseconds, example.nanoseconds) = (midnight, 2_000_000_000)
    (example.writer, example.traceID, example.seq) = (name, name, 7)
    (alert.example, alert.exampleValue) = (example, alert.worst)
    alert.live = live
    return alert
  }

  private static var live: LiveAlerts {
    var live = LiveAlerts()
    (live.count, live.maxValue, live.threshold) = (5, 2000, 1000)
    (live.firstMicroseconds, live.lastMicroseconds) = (midnight, midnight + 1_000_000)
    return live
  }
}

extension SampleReport {
  /// Suppressions whose identifiers and reasons are these, a third of them each hidden, expired and
  /// without a finding.
  static func suppression(naming names: [String]) -> SuppressionReport {
    var report = SuppressionReport()
    for (index, name) in names.enumerated() {
      let until = index % 2 == 0 ? Day("2026-11-20") : nil
      let suppression = Suppression(id: name, reason: name, until: until)
      switch index % 3 {
      case 0:
        report.hidden.append(
          .init(suppression: suppression, severity: .high, confidence: .probable)
        )
      case 1: report.expired.append(suppression)
      default: report.unmatched.append(suppression)
      }
    }
    return report
  }
}
