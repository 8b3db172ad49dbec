internal import Statistics

/// Two periods, operation by operation: what got worse, what got better, and what cannot be said.
package struct Comparison: Sendable {
  /// One of the periods.
  package struct Side: Sendable, Equatable {
    /// In order.
    package var days: [Day] = []
    package var requests: Int64 = 0
    /// Why these days, and which of their requests, in words; empty when days were given.
    package var choice = ""
    /// What cannot be known of the side, and why not.
    package var omissions: [Omission] = []

    package init(days: [Day] = [], requests: Int64 = 0, choice: String = "") {
      (self.days, self.requests, self.choice) = (days, requests, choice)
    }
  }

  /// What is said of a metric.
  package enum Outcome: String, Sendable {
    case regression, improvement, unchanged, inconclusive
  }

  /// One metric of one operation.
  package struct Change: Sendable {
    package var operation: OperationName
    package var metric: ComparisonMetric
    package var outcome: Outcome
    /// Why an outcome is inconclusive; empty else.
    package var reason = ""
    /// The median of the days: nanoseconds, a share, a count or bytes.
    package var baseline: Double?
    package var candidate: Double?
    /// Days that had enough requests and were compared.
    package var baselineDays = 0
    package var candidateDays = 0
    /// The relative change, of shares that of their odds; `nil` when there is none.
    package var effect: Double?
    /// The effect's interval of 95 %; `nil` ends are open.
    package var effectLower: Double?
    package var effectUpper: Double?
    /// The relative change that these days would have shown in four of five cases.
    package var smallestVisibleEffect: Double?
    /// After the correction for all operations of the metric.
    package var adjustedPValue = 1.0
    /// Whether it is sure enough to wake somebody: looking every night, one night in many is wrong by
    /// chance, so that the night before must have said the same or the doubt be below one per cent.
    package var isAlarm = false

    fileprivate var key: String {
      ([operation.service, operation.env, operation.name, operation.kind] + [metric.rawValue])
        .joined(separator: "\u{0}")
    }

    package init(operation: OperationName, metric: ComparisonMetric, outcome: Outcome) {
      (self.operation, self.metric, self.outcome) = (operation, metric, outcome)
    }
  }

  package var baseline = Side()
  package var candidate = Side()
  /// Regressions first, then improvements, by operation and metric.
  package var changes: [Change] = []
  /// Operations of too little of the time to be tested.
  package var untested = 0
  /// Operations that only one of the periods has, in order.
  package var newOperations: [OperationName] = []
  package var vanishedOperations: [OperationName] = []
  /// Of the mean; `nil` when a period is empty.
  package var split: Split?
  /// Of a day's total duration; `nil` when a period is empty.
  package var totalSplit: Split?
  /// Of the 95th percentile of all requests; `nil` when durations were not at hand.
  package var p95Split: Split?
  /// Durations of operations that changed, before and after; empty when durations were not at hand.
  package var durations: [Durations] = []
  /// Operations that came with other texts or statements, in order.
  package var texts: [TextChange] = []
  /// `nil` unless two environments are compared.
  package var environments: Environments?
  /// What the last day's hours suggest and the days do not say yet, the largest first.
  package var provisional: [Provisional] = []

  package init() {}

  /// Marks what is sure, given what the same comparison said a night earlier.
  ///
  /// - Parameter nightBefore: `nil` when there was none, or the periods were chosen by a person, who looks
  ///   once.
  package mutating func markAlarms(nightBefore: Comparison?) {
    let earlier = nightBefore.map { before in
      Set(before.changes.filter { $0.outcome == .regression }.map(\.key))
    }
    for index in changes.indices where changes[index].outcome == .regression {
      let change = changes[index]
      changes[index].isAlarm =
        earlier.map { change.adjustedPValue < 0.01 || $0.contains(change.key) } ?? true
    }
  }

  /// Notes what the last day's hours suggest, but for what the days say already.
  package mutating func note(firstLooks looks: [Provisional]) {
    let means = changes.filter { $0.metric == .mean }
    let outcomes = Dictionary(means.map { ($0.operation, $0.outcome) }) { first, _ in first }
    provisional = looks.filter { look in
      outcomes[look.operation] != (look.effect > 0 ? .regression : .improvement)
    }
  }

  /// Days that each side needs.
  package static var leastDays: Int { PeriodComparison.leastDays }

  /// The regressions that are sure enough to wake somebody.
  package var alarms: [Change] { changes.filter { $0.outcome == .regression && $0.isAlarm } }

  /// What changed, for lists that end early: regressions first, and among them each operation's foremost
  /// change before the second of any, since one slow operation is slow by several metrics.
  package var changed: [Change] {
    [Outcome.regression, .improvement].flatMap { outcome in
      var told: Set<OperationName> = []
      let all = changes.filter { $0.outcome == outcome }
      let isForemost = all.map { told.insert($0.operation).inserted }
      let rows = zip(all, isForemost)
      return rows.filter(\.1).map(\.0) + rows.filter { !$0.1 }.map(\.0)
    }
  }

  /// What cannot be known of either side, each kind once.
  package var omissions: [Omission] {
    let all = baseline.omissions + candidate.omissions
    let sums = Dictionary(all.map { ($0.kind, $0.requests) }) { $0.addingClamped($1) }
    return sums.sorted { $0.key < $1.key }.map { Omission(kind: $0, requests: $1) }
  }

  /// How many changes have an outcome.
  package func count(_ outcome: Outcome) -> Int { changes.count { $0.outcome == outcome } }
}

extension Comparison.Change {
  /// `regression` and twelve hex digits of operation and metric: the same from night to night.
  package var id: String {
    let names = [operation.service, operation.env, operation.name, operation.kind, metric.rawValue]
    return RuleEngine.id("regression", names, seed: names.count)
  }
}
