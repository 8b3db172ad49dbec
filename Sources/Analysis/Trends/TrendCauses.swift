internal import Statistics

/// Says what happened when rows changed: only what lies within the days a change may have begun on.
package struct TrendCauses: Sendable {
  /// How many days before a change tell what was usual.
  private static let daysBefore: Int32 = 7
  /// What a new text or statement must be of the operation's requests.
  private static let leastShare = 0.1
  /// At most so many causes of one kind are named.
  private static let mostNames = 4

  private let days: [DayFigures]
  private let calendar: DeployCalendar
  private let details: [Day: DayDetails]

  /// - Parameters:
  ///   - days: The figures that the report was made of.
  ///   - details: What is known of the days of ``daysWanted(_:)``; days may be missing.
  package init(_ days: [DayFigures], details: [Day: DayDetails] = [:]) {
    self.days = days.sorted { $0.day < $1.day }
    calendar = DeployCalendar(self.days)
    self.details = details
  }

  /// The days whose details tell of causes: those of the week before changes of operations, of the changes,
  /// and of the week after them.
  package static func daysWanted(_ report: TrendReport) -> Set<Day> {
    var wanted: Set<Day> = []
    for series in report.series {
      guard case .operation = series.subject else { continue }
      for change in series.changes where change.standing != .watch {
        let first = change.earliest.number - daysBefore
        let last = change.latest.number + MixCauses.days
        for number in first...last { wanted.insert(Day(number: number)) }
      }
    }
    return wanted
  }

  /// Names the causes of the report's changes.
  package func explain(_ report: inout TrendReport) {
    let traffic = Dictionary(
      report.series.filter { $0.metric == .requests }.map { ($0.subject, $0.changes) }
    ) { first, _ in first }
    for index in report.series.indices {
      let (subject, metric) = (report.series[index].subject, report.series[index].metric)
      for place in report.series[index].changes.indices {
        let change = report.series[index].changes[place]
        var causes = deployCauses(change, subject)
        if case .operation(let name) = subject {
          causes += textCauses(change, name, .operationText) { $0.signatures }
          causes += textCauses(change, name, .statement) { $0.statements }
        }
        if metric != .requests { causes += trafficCauses(change, traffic[subject] ?? []) }
        if metric.isLatency {
          let mix = MixCauses(days, details, around: change)
          if mix.isByOperations(of: subject) { causes.append(ChangeCause(.mix, day: change.day)) }
          if let client = mix.client(of: subject) {
            causes.append(ChangeCause(.clientMix, day: change.day, name: client))
          }
        }
        report.series[index].changes[place].causes = causes
      }
    }
  }

  /// By distance from the change.
  private func nearest(_ causes: [ChangeCause], to day: Day) -> [ChangeCause] {
    func distance(_ cause: ChangeCause) -> Int32 { abs(cause.day.number - day.number) }
    return Array(
      causes.sorted { (distance($0), $0.day, $0.name) < (distance($1), $1.day, $1.name) }
        .prefix(Self.mostNames)
    )
  }

  private func deployCauses(_ change: SeriesChange, _ subject: TrendSubject) -> [ChangeCause] {
    let within = calendar.deploys(of: subject).filter {
      change.earliest <= $0.day && $0.day <= change.latest
    }
    let causes = within.map { ChangeCause(.deploy, day: $0.day, name: $0.release) }
    return nearest(causes, to: change.day)
  }

  /// Texts or statements of a notable part of the requests that the week before did not have.
  private func textCauses(
    _ change: SeriesChange,
    _ operation: OperationName,
    _ kind: ChangeCause.Kind,
    _ parts: (OperationDetails) -> [OperationDetails.Part]
  ) -> [ChangeCause] {
    let first = change.earliest.number - Self.daysBefore
    let before = (first..<change.earliest.number).compactMap {
      details[Day(number: $0)]?.rows[operation]
    }
    // A log that says nothing of texts on the days before cannot tell that one is new.
    var known = Set(before.flatMap { parts($0).map(\.name) })
    guard !known.isEmpty else { return [] }
    var causes: [ChangeCause] = []
    for number in change.earliest.number...change.latest.number {
      let day = Day(number: number)
      guard let row = details[day]?.rows[operation],
        let requests = days.first(where: { $0.day == day })?.operations[operation]?.requests
      else { continue }
      for part in parts(row) where !known.contains(part.name) {
        guard Double(part.requests) >= Self.leastShare * Double(requests) else { continue }
        known.insert(part.name)
        causes.append(ChangeCause(kind, day: day, name: part.name))
      }
    }
    return nearest(causes, to: change.day)
  }

  private func trafficCauses(
    _ change: SeriesChange,
    _ traffic: [SeriesChange]
  ) -> [ChangeCause] {
    traffic.filter { other in
      (other.standing == .confirmed || other.standing == .pending)
        && change.earliest <= other.day && other.day <= change.latest
    }
    .map { ChangeCause(.traffic, day: $0.day) }
  }
}
