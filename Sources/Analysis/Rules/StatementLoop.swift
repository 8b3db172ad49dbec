internal import MetricLog
internal import Statistics

/// What a statement that runs many times in a request costs, and what batches would leave of it.
struct StatementLoop: Sendable {
  let requests: Int64
  let executions: Int64
  let nanoseconds: Double
  /// Executions that remain with batches.
  let needed: Double

  /// - Parameters:
  ///   - sums: The statement's sums over all requests.
  ///   - batchSize: Items that one statement fetches.
  init(_ sums: DetailSums, batchSize: Double) {
    requests = sums.requests
    executions = sums.sumA
    nanoseconds = Double(sums.sumB)
    let mean = requests > 0 ? Double(executions) / Double(requests) : 0
    needed = min(Double(executions), Double(requests) * (mean / max(1, batchSize)).rounded(.up))
  }

  var perRequest: Double { requests > 0 ? Double(executions) / Double(requests) : 0 }
  var nanosecondsPerRequest: Double { requests > 0 ? nanoseconds / Double(requests) : 0 }

  /// The part of the executions that is not needed, in 0...1.
  var savedShare: Double { executions > 0 ? 1 - needed / Double(executions) : 0 }

  var savedNanoseconds: Double { nanoseconds * savedShare }

  /// The saving, with the p95 recomputed from the sampled requests without the time saved.
  func saving(_ operation: OperationEvidence, _ key: DetailKey) -> Saving {
    var saving = Saving(
      nanoseconds: savedNanoseconds,
      method:
        "time of the statement less what one statement for each batch would take; statements that run at the same time save less"
    )
    let share = savedShare
    saving.p95Before = operation.sampledQuantile(0.95) { Double($0.nanoseconds) }
    saving.p95After = operation.sampledQuantile(0.95) { request in
      let time = operation.part(request, key).map { Double($0.amount) } ?? 0
      return max(0, Double(request.nanoseconds) - time * share)
    }
    return saving
  }
}

extension RuleInput {
  /// The first of the releases that show something, where an earlier one with enough requests does not.
  func first(
    of shown: [Symbol],
    of releases: [Symbol],
    in operation: OperationEvidence
  ) -> Symbol? {
    guard let first = shown.first, let index = releases.firstIndex(of: first), index > 0 else {
      return nil
    }
    let earlier = releases[..<index].map { operation.gathered(of: $0).tally.requests }
    return earlier.contains { $0 >= 20 } ? first : nil
  }
}
