/// Decides which of many values over a threshold become an alert.
///
/// A rule about a subject is active from its alert until a value falls below the release share of the
/// threshold; while it is active there is no further alert unless it gets worse. After it has ended it
/// stays silent until the cooldown, counted from the last alert, is over. Beyond the cap of a minute,
/// alerts are withheld and counted; the next value is judged anew, so nothing is lost for good.
package struct AlertGate: Sendable {
  package struct Key: Hashable, Sendable {
    var rule: AlertRule
    var subject: String?

    package init(rule: AlertRule, subject: String?) {
      self.rule = rule
      self.subject = subject
    }
  }

  private struct State: Sendable {
    /// The severity of the alert that has not ended.
    var active: Alert.Severity?
    var lastSeverity: Alert.Severity
    var lastNanoseconds: Int64
  }

  /// Subjects beyond so many are not watched: their names come from outside.
  package static let keyLimit = 4096
  private static let minuteNanoseconds: Int64 = 60_000_000_000
  private static let sweepNanoseconds: Int64 = 1_000_000_000

  /// Alerts that the cap kept back.
  package private(set) var withheld = 0
  /// Rules and subjects that are active.
  package var activeCount: Int { activeSubjects.values.reduce(0, +) }
  /// The ``AlertRule/bit``s of the rules that are active for any subject.
  private(set) var activeRules: UInt64 = 0

  private let policy: AlertPolicy
  private let cooldownNanoseconds: Int64
  private var states: [Key: State] = [:]
  /// For how many subjects each rule is active.
  private var activeSubjects: [AlertRule: Int] = [:]
  /// When the alerts of the last minute were raised, in order.
  private var recent: [Int64] = []
  private var nextSweepNanoseconds = Int64.min

  package init(policy: AlertPolicy) {
    self.policy = policy
    cooldownNanoseconds = policy.cooldown.wholeNanoseconds
  }

  /// Judges a value.
  ///
  /// - Returns: The severity of the alert to raise, if one is to be raised.
  package mutating func judge(
    _ key: Key,
    _ value: Double,
    _ levels: AlertLevels,
    nanoseconds now: Int64
  ) -> Alert.Severity? {
    let level = levels.severity(of: value)
    var state = states[key]
    if let active = state?.active, value < levels.value(of: active) * policy.releaseShare {
      state?.active = level
      set(state, for: key)
    }
    guard let level else { return nil }
    if let state {
      if let active = state.active, level <= active { return nil }
      let isCool = now - state.lastNanoseconds >= cooldownNanoseconds
      guard isCool || level > state.lastSeverity else { return nil }
    }
    guard passesCap(now), hasRoom(for: key, now) else {
      withheld += 1
      return nil
    }
    recent.append(now)
    set(State(active: level, lastSeverity: level, lastNanoseconds: now), for: key)
    return level
  }

  private mutating func set(_ state: State?, for key: Key) {
    let before = states[key]?.active == nil ? 0 : 1
    states[key] = state
    let change = (state?.active == nil ? 0 : 1) - before
    guard change != 0 else { return }
    activeSubjects[key.rule, default: 0] += change
    let isActive = activeSubjects[key.rule, default: 0] > 0
    activeRules = isActive ? activeRules | key.rule.bit : activeRules & ~key.rule.bit
  }

  private mutating func passesCap(_ now: Int64) -> Bool {
    if let oldest = recent.first, now - oldest >= Self.minuteNanoseconds {
      recent.removeAll { now - $0 >= Self.minuteNanoseconds }
    }
    return recent.count < policy.mostPerMinute
  }

  private mutating func hasRoom(for key: Key, _ now: Int64) -> Bool {
    if states.count < Self.keyLimit || states[key] != nil { return true }
    // Looking at all of them is for once a second, not for every value of a flood.
    guard now >= nextSweepNanoseconds else { return false }
    nextSweepNanoseconds = now + Self.sweepNanoseconds
    let cooldown = cooldownNanoseconds
    states = states.filter { $0.value.active != nil || now - $0.value.lastNanoseconds < cooldown }
    return states.count < Self.keyLimit
  }
}

extension AlertLevels {
  /// How bad a value is; `nil` when it is not over a level.
  func severity(of value: Double) -> Alert.Severity? {
    if value > high { return .high }
    return value > medium ? .medium : nil
  }

  func value(of severity: Alert.Severity) -> Double {
    severity == .high ? high : medium
  }
}
