internal import Statistics

/// Whether a change of durations is one of who asks for what: the week before the days on which it may
/// have begun against the week behind them, split exactly into mix and speed.
struct MixCauses {
  /// The days of each side.
  static let days: Int32 = 7
  /// The part of the change that mix must be.
  private static let leastPart = 0.5

  private let before: [DayFigures]
  private let after: [DayFigures]
  private let details: [Day: DayDetails]

  init(_ days: [DayFigures], _ details: [Day: DayDetails], around change: SeriesChange) {
    before = days.filter {
      $0.day < change.earliest && $0.day.number >= change.earliest.number - Self.days
    }
    after = days.filter {
      $0.day > change.latest && $0.day.number <= change.latest.number + Self.days
    }
    self.details = details
  }

  /// Whether other shares of the operations explain most of the change of an environment's mean.
  func isByOperations(of subject: TrendSubject) -> Bool {
    guard case .environment(let env) = subject else { return false }
    let names = Set((before + after).flatMap { $0.operations.keys }.filter { $0.env == env })
    let sorted = names.sorted()
    let split = MixEffect.mean(MixEffect.groups(sorted, before), MixEffect.groups(sorted, after))
    return split.map(Self.isByMix) ?? false
  }

  /// The client that did most to an operation's mean, where other shares of the clients explain most of
  /// its change; `nil` where they do not.
  ///
  /// Requests that name no client, or one that is not told apart, are a client of their own, which is
  /// empty.
  func client(of subject: TrendSubject) -> String? {
    guard case .operation(let operation) = subject else { return nil }
    let (old, new) = (clients(operation, before), clients(operation, after))
    let names = Set(old.keys).union(new.keys).sorted()
    func groups(_ clients: [String: Sum]) -> [MixEffect.Group] {
      names.map { clients[$0, default: Sum()].group }
    }
    guard names.count > 1, let split = MixEffect.mean(groups(old), groups(new)),
      Self.isByMix(split)
    else { return nil }
    let parts = zip(names, split.parts.map { $0.mix * (split.change < 0 ? -1 : 1) })
    return parts.max { $0.1 < $1.1 }?.0
  }

  private static func isByMix(_ split: MixEffect.Split) -> Bool {
    let mix = split.parts.reduce(0) { $0 + $1.mix }
    return split.change * mix > 0 && mix.magnitude >= leastPart * split.change.magnitude
  }

  /// A client's requests, and the time they took.
  private struct Sum {
    var requests = 0.0
    var nanoseconds = 0.0

    var group: MixEffect.Group {
      MixEffect.Group(count: requests, mean: requests > 0 ? nanoseconds / requests : 0)
    }
  }

  /// By name, whatever the version: each release of a client is another version of it.
  private func clients(_ operation: OperationName, _ days: [DayFigures]) -> [String: Sum] {
    var sums: [String: Sum] = [:]
    for day in days {
      guard let figures = day.operations[operation], let table = details[day.day] else { continue }
      var rest = Sum(
        requests: Double(figures.requests),
        nanoseconds: Double(figures.durationNanoseconds)
      )
      for client in table.rows[operation]?.clients ?? [] {
        let (requests, time) = (Double(client.requests), Double(client.nanoseconds))
        sums[client.name, default: Sum()].requests += requests
        sums[client.name, default: Sum()].nanoseconds += time
        rest.requests -= requests
        rest.nanoseconds -= time
      }
      guard rest.requests > 0 else { continue }
      sums["", default: Sum()].requests += rest.requests
      sums["", default: Sum()].nanoseconds += rest.nanoseconds
    }
    return sums
  }
}

extension MixEffect {
  /// Operations of some days as groups: how many requests, and their mean duration.
  static func groups(_ names: [OperationName], _ days: [DayFigures]) -> [Group] {
    names.map { name in
      let all = days.compactMap { $0.operations[name] }
      let count = all.reduce(0.0) { $0 + Double($1.requests) }
      let sum = all.reduce(0.0) { $0 + Double($1.durationNanoseconds) }
      return Group(count: count, mean: count > 0 ? sum / count : 0)
    }
  }
}
