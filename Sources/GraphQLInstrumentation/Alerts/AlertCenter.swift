internal import Logging
internal import MetricLog
internal import Synchronization

/// Raises alerts: a record, a line in the server's log, a callback.
final class AlertCenter: Sendable {
  private let gate: Mutex<AlertGate>
  private let activeRules = Atomic<UInt64>(0)
  private let configuration: MonitorConfiguration
  private let sink: any RecordSink
  private let clock: MonitorClock

  init(configuration: MonitorConfiguration, sink: any RecordSink, clock: MonitorClock) {
    self.configuration = configuration
    self.sink = sink
    self.clock = clock
    gate = Mutex(AlertGate(policy: configuration.alerts))
  }

  /// Alerts that the cap kept back.
  var withheld: Int { gate.withLock { $0.withheld } }

  /// Whether anything is wrong now.
  var hasActive: Bool { activeRules.load(ordering: .relaxed) != 0 }

  /// Whether a rule is active for any subject, so that its good values matter too.
  @inline(__always)
  func isActive(_ rule: AlertRule) -> Bool {
    activeRules.load(ordering: .relaxed) & rule.bit != 0
  }

  /// Judges a value; most are below their thresholds and cost a comparison.
  func observe(
    _ rule: AlertRule,
    _ value: Double,
    _ levels: AlertLevels,
    _ subject: AlertSubject
  ) {
    guard value > levels.medium || isActive(rule) else { return }
    let now = clock.monotonicNanoseconds()
    let key = AlertGate.Key(rule: rule, subject: subject.label)
    let severity = gate.withLock { gate in
      let severity = gate.judge(key, value, levels, nanoseconds: now)
      activeRules.store(gate.activeRules, ordering: .relaxed)
      return severity
    }
    guard let severity else { return }
    let alert = Alert(
      rule: rule,
      severity: severity,
      value: value,
      threshold: levels.value(of: severity),
      subject: subject.label,
      traceID: subject.traceParent?.traceID
    )
    raise(alert, subject)
  }

  private func raise(_ alert: Alert, _ subject: AlertSubject) {
    let record = AlertRecord(
      timeMicroseconds: clock.wallMicroseconds(),
      rule: alert.rule.rawValue,
      severity: alert.severity.rawValue,
      value: alert.value,
      threshold: alert.threshold,
      unit: alert.unit,
      operation: alert.rule.isAboutOperation ? subject.name : nil,
      name: alert.rule.isAboutOperation ? nil : subject.name,
      level: subject.level > 0 ? subject.level : nil,
      traceID: subject.traceParent?.id
    )
    sink.write(.alert(record))
    var metadata: Logger.Metadata = [
      "rule": "\(alert.rule.rawValue)", "severity": "\(alert.severity.rawValue)",
      "value": "\(alert.value)", "threshold": "\(alert.threshold)", "unit": "\(alert.unit)",
    ]
    if let subject = alert.subject { metadata["subject"] = "\(subject)" }
    if let traceID = alert.traceID { metadata["trace_id"] = "\(traceID)" }
    let level: Logger.Level = alert.severity == .high ? .error : .warning
    configuration.logger.log(level: level, "performance alert", metadata: metadata)
    configuration.onAlert?(alert)
  }
}
