internal import Statistics

/// Which of a day's requests: those of an environment, a release, a client, or of all of these at once.
package struct RequestSlice: Sendable, Equatable {
  /// `nil` for all, as of the others.
  package var env: String?
  package var release: String?
  /// A client's name, or name and version as `web 5.12.0`.
  package var client: String?

  package init(env: String? = nil, release: String? = nil, client: String? = nil) {
    (self.env, self.release, self.client) = (env, release, client)
  }

  /// What is selected, in words, such as "environment live, release 2"; empty for everything.
  package var words: String {
    [("environment", env), ("release", release), ("client", client)]
      .compactMap { kind, name in name.map { "\(kind) \($0)" } }.joined(separator: ", ")
  }
}

/// Which requests of which days of a history.
package struct DaySelection: Sendable, Equatable {
  package var days: ClosedRange<Day>
  package var slice: RequestSlice

  package init(_ days: ClosedRange<Day>, _ slice: RequestSlice = RequestSlice()) {
    (self.days, self.slice) = (days, slice)
  }
}

extension DayFigures {
  /// Only the operations of an environment; `nil` for all.
  func only(env: String?) -> DayFigures {
    guard let env else { return self }
    var day = self
    day.operations = operations.filter { $0.key.env == env }
    day.environments = environments.filter { $0.key == env }
    return day
  }

  /// Requests that name no client, or one that is not told apart.
  func requestsWithoutClient(_ details: DayDetails) -> Int64 {
    let named = details.rows.values.lazy.flatMap(\.clients)
      .reduce(Int64(0)) { $0.addingClamped($1.requests) }
    return max(0, requests - named)
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

  /// Only the operations of an environment; `nil` for all.
  func only(env: String?) -> DayTable {
    guard let env else { return self }
    return DayTable(rows: rows.filter { $0.key.env == env })
  }
}
