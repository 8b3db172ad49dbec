internal import Dispatch
internal import Synchronization

/// Which threshold would have kept a history's alerts within a budget.
///
/// Every night of the past is judged as it would have been then. An operation that got worse, surely
/// enough to wake somebody, is one alert, and no further one while it stays so: the threshold is what its
/// effect must be at least.
package struct AlertBudget: Sendable {
  /// An operation that a night would have alerted about.
  package struct Alert: Sendable, Equatable {
    package var night: Day
    package var operation: OperationName
    /// The metric with the largest effect, and that effect.
    package var metric: ComparisonMetric
    package var effect: Double
  }

  /// What one threshold would have done.
  package struct Proposal: Sendable, Equatable {
    /// The relative change from which on an alert is sent.
    package var leastEffect: Double
    package var alerts: [Alert]
  }

  /// Thresholds that are tried, the lowest first: from the smallest change that matters.
  package static let thresholds = [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2]
  /// So many nights are judged again.
  package static let mostNights = 56

  /// The nights that were judged.
  package private(set) var nights = 0
  /// One for each threshold.
  package private(set) var proposals: [Proposal] = []

  /// Judges the latest nights again.
  ///
  /// - Parameters:
  ///   - days: The figures of the days, in order.
  ///   - threads: How many nights are judged at once; the result is the same for any number.
  /// - Complexity: O(*n* *o*) comparisons, *n* being the nights and *o* the operations.
  package init(_ days: [DayFigures], threads: Int = 1) {
    let first = max(1, days.count - Self.mostNights)
    guard first < days.count else { return }
    // One night before the first, for the rule of two nights.
    let places = Array((first - 1)..<days.count)
    let comparisons = Self.comparisons(days, places, threads)
    nights = places.count - 1
    var all: [Alert] = []
    for index in 1..<places.count {
      guard var comparison = comparisons[index] else { continue }
      if let before = comparisons[index - 1] { comparison.markAlarms(nightBefore: before) }
      all += Self.alerts(comparison.alarms, on: days[places[index]].day)
    }
    proposals = Self.thresholds.map { threshold in
      Proposal(leastEffect: threshold, alerts: Self.news(all.filter { $0.effect >= threshold }))
    }
  }

  /// The lowest threshold that keeps within so many alerts a week; `nil` when none does, or no night was
  /// judged.
  package func proposal(perWeek: Double) -> Proposal? {
    let most = perWeek * Double(nights) / 7
    return nights > 0 ? proposals.first { Double($0.alerts.count) <= most } : nil
  }

  private static func comparisons(
    _ days: [DayFigures],
    _ places: [Int],
    _ threads: Int
  ) -> [Comparison?] {
    let found = Mutex([Comparison?](repeating: nil, count: places.count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, places.count))) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < places.count else { return }
        let comparison = ComparisonBuilder.nightly(Array(days[...places[index]]))
        found.withLock { $0[index] = comparison?.build() }
      }
    }
    return found.withLock { $0 }
  }

  /// One for each operation: its largest effect.
  private static func alerts(_ changes: [Comparison.Change], on night: Day) -> [Alert] {
    var largest: [OperationName: Alert] = [:]
    for change in changes {
      // Of shares the effect is that of their odds; of hits it is negative.
      let effect = change.effect?.magnitude ?? 0
      guard effect > largest[change.operation]?.effect ?? -1 else { continue }
      largest[change.operation] = Alert(
        night: night,
        operation: change.operation,
        metric: change.metric,
        effect: effect
      )
    }
    return largest.values.sorted { $0.operation < $1.operation }
  }

  /// The alerts of operations that had none on the week before: what goes on is not told again.
  private static func news(_ alerts: [Alert]) -> [Alert] {
    var last: [OperationName: Day] = [:]
    return alerts.filter { alert in
      let before = last[alert.operation]
      last[alert.operation] = alert.night
      return before.map { alert.night.number - $0.number > 7 } ?? true
    }
  }
}
