internal import Statistics

/// What became of a finding over the days of a history: recommendations check themselves.
package struct FindingCourse: Sendable, Equatable {
  package enum State: String, Sendable {
    /// It was there on most days and no longer is.
    case gone
    /// It costs at most half of what it did.
    case halved
    /// It had been gone and is there again.
    case back
  }

  /// As it was when it was last seen before the change.
  package var finding: StoredFinding
  package var state: State
  /// The first day of the state.
  package var since: Day
  /// The median cost of a day before and since, in nanoseconds.
  package var costBefore: Double
  package var costSince: Double
  /// What was predicted to be saved a day; `nil` when nothing was.
  package var predictedSaving: Double?
  /// By how much the operation's mean fell, times its requests a day since; negative when it rose.
  ///
  /// `nil` when the finding is not about one operation, or the operation had no requests.
  package var realSaving: Double?
}

/// Follows findings from day to day.
package struct FindingHistory: Sendable {
  /// Days that show a state before it is told: one day may be chance.
  private static let leastDays = 3
  /// Days before a change that it is held against.
  private static let daysBefore = 7
  /// Changes of longer ago have been told.
  private static let recentDays = 14

  private let days: [(day: Day, findings: [String: StoredFinding])]
  private let figures: [Day: DayFigures]

  /// - Parameters:
  ///   - days: The findings of each day that had requests, in any order.
  ///   - figures: The days' figures.
  package init(_ days: [(day: Day, findings: DayFindings)], figures: [DayFigures]) {
    self.days = days.sorted { $0.day < $1.day }.map { day, findings in
      (day, Dictionary(findings.findings.map { ($0.id, $0) }) { first, _ in first })
    }
    self.figures = Dictionary(figures.map { ($0.day, $0) }) { first, _ in first }
  }

  /// The findings that are gone, halved or back, the costliest first.
  package func courses() -> [FindingCourse] {
    let ids = days.reduce(into: Set<String>()) { $0.formUnion($1.findings.keys) }
    return ids.compactMap(course).sorted { left, right in
      let costs = (
        max(left.costBefore, left.costSince), max(right.costBefore, right.costSince)
      )
      return costs.0 != costs.1 ? costs.0 > costs.1 : left.finding.id < right.finding.id
    }
  }

  private func course(_ id: String) -> FindingCourse? {
    let present = days.map { $0.findings[id] != nil }
    let run = present.reversed().prefix { $0 == present.last }.count
    let start = days.count - run
    let isRecent = run >= Self.leastDays && run <= Self.recentDays
    if present.last == false {
      guard isRecent else { return nil }
      return change(id, at: start, .gone)
    }
    // It is there: was it gone before, or does it cost less than it did?
    if isRecent, start >= Self.leastDays, present[..<start].contains(true),
      !present[(start - Self.leastDays)..<start].contains(true)
    {
      return change(id, at: start, .back)
    }
    return halved(id)
  }

  /// The latest place from which on a finding costs at most half of what it did.
  private func halved(_ id: String) -> FindingCourse? {
    let latest = days.count - Self.leastDays
    let earliest = max(Self.leastDays, days.count - Self.recentDays)
    guard latest >= earliest else { return nil }
    for start in earliest...latest {
      let before = costs(id, (start - Self.daysBefore)..<start)
      let since = costs(id, start..<days.count)
      guard before.count >= Self.leastDays, since.count == days.count - start,
        let most = since.max(), let usual = Median.of(before), usual > 0, most <= usual / 2
      else { continue }
      return change(id, at: start, .halved)
    }
    return nil
  }

  private func costs(_ id: String, _ places: Range<Int>) -> [Double] {
    places.clamped(to: days.indices).compactMap { days[$0].findings[id]?.costNanoseconds }
  }

  private func change(_ id: String, at start: Int, _ state: FindingCourse.State) -> FindingCourse? {
    let before = (start - Self.daysBefore)..<start
    let old = costs(id, before)
    // What was there once in a while is not gone when it is not there.
    guard state == .back || old.count >= Self.leastDays,
      let finding = days[..<start].last(where: { $0.findings[id] != nil })?.findings[id]
    else { return nil }
    let operation = finding.operation
    let requests = operation.map { mean($0, start..<days.count)?.requests ?? 0 }
    // An operation that nobody asks any more has not been repaired.
    if let requests, requests == 0 { return nil }
    return FindingCourse(
      finding: finding,
      state: state,
      since: days[start].day,
      costBefore: Median.of(old) ?? 0,
      costSince: Median.of(costs(id, start..<days.count)) ?? 0,
      predictedSaving: state == .back ? nil : finding.savingNanoseconds,
      realSaving: operation.flatMap { saving($0, before, start..<days.count) }
    )
  }

  private func saving(
    _ operation: OperationName,
    _ before: Range<Int>,
    _ since: Range<Int>
  ) -> Double? {
    guard let old = mean(operation, before), let new = mean(operation, since) else { return nil }
    return (old.mean - new.mean) * new.requests
  }

  /// The mean duration of some days' requests, and how many there are a day.
  private func mean(
    _ operation: OperationName,
    _ places: Range<Int>
  ) -> (mean: Double, requests: Double)? {
    let all = places.clamped(to: days.indices)
      .compactMap { figures[days[$0].day]?.operations[operation] }
    let requests = all.reduce(0.0) { $0 + Double($1.requests) }
    guard requests > 0 else { return nil }
    let time = all.reduce(0.0) { $0 + Double($1.durationNanoseconds) }
    return (time / requests, requests / Double(all.count))
  }
}
