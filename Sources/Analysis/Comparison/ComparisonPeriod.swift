internal import Statistics

/// One of two periods that are compared, and why it was chosen.
package struct ComparisonPeriod: Sendable {
  /// In any order.
  package var days: [DayFigures]
  /// The durations of its days; without them no quantile is split into mix and speed.
  package var sketches: [DaySketches] = []
  /// What its requests were made of; without it nothing is said of texts and statements.
  package var details: [DayDetails] = []
  /// Why these days: in words, such as "the 28 days before"; empty when they were given.
  package var choice = ""

  package init(_ days: [DayFigures]) { self.days = days }
}

/// Which requests of which days of a history.
package struct DaySelection: Sendable, Equatable {
  package var days: ClosedRange<Day>
  /// `nil` for all.
  package var env: String?
  package var release: String?
  /// A client's name, or name and version as `web 5.12.0`.
  package var client: String?

  package init(_ days: ClosedRange<Day>) { self.days = days }

  /// Whether stored figures do not tell the requests apart, so that digests must be read.
  package var needsDigests: Bool { release != nil }
}

extension DayFigures {
  /// Only the operations of an environment.
  func only(env: String) -> DayFigures {
    var day = self
    day.operations = operations.filter { $0.key.env == env }
    day.environments = environments.filter { $0.key == env }
    return day
  }

  /// Only a client's requests, of which means and errors are known, but no quantiles.
  ///
  /// - Parameters:
  ///   - client: A name, or name and version.
  ///   - details: What the day's requests were made of.
  /// - Returns: The day of those operations that the client asked for.
  func only(client: String, _ details: DayDetails) -> DayFigures {
    var day = self
    (day.operations, day.environments) = ([:], [:])
    for (name, row) in details.rows where operations[name] != nil {
      var figures = OperationFigures()
      for part in row.clients where [part.name, "\(part.name) \(part.version)"].contains(client) {
        figures.requests = figures.requests.addingClamped(part.requests)
        figures.requestsWithErrors = figures.requestsWithErrors
          .addingClamped(part.requestsWithErrors)
        figures.durationNanoseconds = figures.durationNanoseconds.addingClamped(part.nanoseconds)
      }
      guard figures.requests > 0 else { continue }
      day.operations[name] = figures
      var sum = day.environments[name.env] ?? OperationFigures()
      sum.requests = sum.requests.addingClamped(figures.requests)
      sum.requestsWithErrors = sum.requestsWithErrors.addingClamped(figures.requestsWithErrors)
      sum.durationNanoseconds = sum.durationNanoseconds.addingClamped(figures.durationNanoseconds)
      day.environments[name.env] = sum
    }
    return day
  }

  /// The same under another environment's name, so that operations of two environments meet.
  package func renamed(env: String) -> DayFigures {
    var day = self
    day.operations = Dictionary(
      operations.map { name, figures in
        var name = name
        name.env = env
        return (name, figures)
      }
    ) { first, _ in first }
    day.environments = environments.first.map { [env: $0.value] } ?? [:]
    return day
  }

  /// The part of the day that a selection is about.
  ///
  /// - Parameters:
  ///   - selection: Its days and release have been seen to.
  ///   - details: What the day's requests were made of; needed for clients.
  /// - Returns: The day with nothing else.
  package func selected(_ selection: DaySelection, _ details: DayDetails?) -> DayFigures {
    var day = self
    if let env = selection.env { day = day.only(env: env) }
    if let client = selection.client {
      day = day.only(client: client, details ?? DayDetails(rows: [:]))
    }
    return day
  }
}

extension DayTable {
  /// The same under another environment's name.
  func renamed(env: String) -> DayTable {
    DayTable(
      rows: Dictionary(
        rows.map { name, row in
          var name = name
          name.env = env
          return (name, row)
        }
      ) { first, _ in first }
    )
  }

  /// Only the operations of an environment.
  package func only(env: String?) -> DayTable {
    guard let env else { return self }
    return DayTable(rows: rows.filter { $0.key.env == env })
  }
}

extension ComparisonPeriod {
  /// The same under another environment's name.
  package func renamed(env: String) -> ComparisonPeriod {
    var period = self
    period.days = days.map { $0.renamed(env: env) }
    period.sketches = sketches.map { $0.renamed(env: env) }
    period.details = details.map { $0.renamed(env: env) }
    return period
  }
}
