/// Something that was over its threshold in the log, found from what the digest keeps.
package struct LogAlert: Sendable {
  /// How bad it is; the raw value is the word of `alert` records.
  package enum Severity: String, Sendable, Comparable {
    case medium, high

    package static func < (left: Severity, right: Severity) -> Bool {
      left == .medium && right == .high
    }
  }

  /// What is counted.
  package enum Counted: String, Sendable {
    /// Requests, scaled by their weights.
    case requests
    /// Stretches of time: hours, or longer ones where the log spans too many hours.
    case stretches
  }

  package var rule: AlertRule
  package var severity = Severity.medium
  package var service = ""
  package var env = ""
  /// The operation; `nil` when the alert is about a service, a cache or a pool.
  package var operation: Finding.Operation?
  /// Whether the operation stands for those whose names were too many to keep.
  package var isOther = false
  /// The cache or pool; empty for others.
  package var subject = ""
  /// The host of a pool; empty for others.
  package var host = ""
  /// In force for the subject, in the rule's unit.
  package var levels: AlertLevels
  package var counted = Counted.requests
  /// Above the medium level, those above the high one included.
  package var medium = AlertCount()
  package var high = AlertCount()
  /// How many requests or stretches were judged.
  package var judged: Int64 = 0
  /// The start of the first and the end of the last stretch of time with one, or the times of the first
  /// and the last one in the sample: see ``resolutionMicroseconds``.
  package var firstMicroseconds: Int64 = 0
  package var lastMicroseconds: Int64 = 0
  /// The length of a stretch; 0 when the times are those of sampled requests.
  package var resolutionMicroseconds: Int64 = 0
  /// The largest value, in the rule's unit.
  package var worst = 0.0
  /// The worst request that is known by name, and its value.
  package var example: RequestExample?
  package var exampleValue: Double?
  /// What servers raised live about it; `nil` when nothing.
  package var live: LiveAlerts?

  package init(rule: AlertRule, levels: AlertLevels) {
    self.rule = rule
    self.levels = levels
  }
}

/// How many there were, and how well that is known.
package struct AlertCount: Sendable, Equatable {
  /// Where a count comes from.
  package enum Basis: String, Sendable {
    /// Counted.
    case exact
    /// From a histogram, whose bucket at the level cannot be told apart.
    case histogram
    /// From sampled requests, with the 95 % interval.
    case sample
  }

  package var likely: Int64 = 0
  /// The ends of what it may be.
  package var least: Int64 = 0
  package var most: Int64 = 0
  package var basis = Basis.exact

  package init() {}

  package init(likely: Int64, least: Int64, most: Int64, basis: Basis) {
    (self.least, self.most, self.basis) = (least, most, basis)
    self.likely = min(max(likely, least), most)
  }

  /// A number that was counted.
  package init(exactly count: Int64) {
    self.init(likely: count, least: count, most: count, basis: .exact)
  }
}

/// Alerts of one rule and subject that servers raised live, of both severities.
package struct LiveAlerts: Sendable, Equatable {
  package var count: Int64 = 0
  package var firstMicroseconds: Int64 = .max
  package var lastMicroseconds: Int64 = .min
  /// The largest value with the level that it was above then.
  package var maxValue = -Double.infinity
  package var threshold = 0.0
  package var traceID = ""

  package init() {}
}

/// Live alerts that the log's numbers do not show.
package struct UnconfirmedAlert: Sendable, Equatable {
  /// What is known of why.
  package enum Reason: String, Sendable {
    /// The largest value is not above the level that is configured here.
    case belowLevel = "below_level"
    /// The rule is switched off here.
    case switchedOff = "switched_off"
    /// The rule is none that is known here.
    case unknownRule = "unknown_rule"
    /// The value is of moments or single processes, of which the log keeps stretches of time.
    case averagedOut = "averaged_out"
    /// The requests are not in the log or not in its sample: left out by sampling, dropped, in other
    /// files, or filtered.
    case notInLog = "not_in_log"
  }

  package var rule = ""
  package var service = ""
  package var env = ""
  package var operation = ""
  package var unit = ""
  package var live = LiveAlerts()
  package var reason = Reason.notInLog

  package init() {}
}

/// Everything over its threshold in a log.
package struct LogAlerts: Sendable {
  /// One rule over all its subjects.
  package struct RuleTotal: Sendable, Equatable {
    package var rule: AlertRule
    /// Subjects with an alert, and those of them above the high level.
    package var subjects = 0
    package var subjectsHigh = 0
    /// How many were raised live and confirmed here, found only here, raised only live.
    package var confirmed = 0
    package var onlyInLog = 0
    package var onlyLive = 0

    package init(rule: AlertRule) { self.rule = rule }
  }

  /// The most alerts, and as many unconfirmed ones, that a report lists.
  package static let limit = 500

  /// The name of the thresholds.
  package var profile = ""
  /// Every rule that is on or was raised live, in the order of the rules.
  package var totals: [RuleTotal] = []
  /// The worst first, at most ``limit``.
  package var alerts: [LogAlert] = []
  /// How many more there are.
  package var more = 0
  /// Raised live and not seen here, the most frequent first, at most ``limit``.
  package var unconfirmed: [UnconfirmedAlert] = []

  package init() {}
}
