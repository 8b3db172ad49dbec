internal import MetricLog
internal import Statistics

/// An operation by its names, which are the same in every digest.
package struct OperationName: Hashable, Comparable, Sendable {
  package var service: String
  package var env: String
  /// Empty for anonymous operations.
  package var name: String
  package var kind: String

  package init(service: String, env: String, name: String, kind: String) {
    (self.service, self.env, self.name, self.kind) = (service, env, name, kind)
  }

  package static func < (left: OperationName, right: OperationName) -> Bool {
    (left.service, left.env, left.name, left.kind)
      < (right.service, right.env, right.name, right.kind)
  }
}

/// What comparisons need of a day: a few numbers for each operation.
package struct DayFigures: Sendable {
  /// An operation's day.
  struct Operation: Sendable {
    var requests: Int64 = 0
    var durationNanoseconds: Int64 = 0
    /// The level and what was counted for it; absent where the day has too little of it.
    var levels: [ComparisonMetric: (level: Double, count: Int64)] = [:]
  }

  package let day: Day
  private(set) var operations: [OperationName: Operation] = [:]

  /// The figures of a settled digest of one day; folded operations are left out.
  ///
  /// - Complexity: O(*c*), *c* being the digest's cells.
  package init(day: Day, _ digest: Digest) {
    self.day = day
    for item in digest.operations.items {
      let key = item.key
      let name = OperationName(
        service: digest.names.string(of: key.service),
        env: digest.names.string(of: key.env),
        name: digest.names.string(of: key.name),
        kind: key.kind.name
      )
      var gathered = Gathered()
      gathered.add(item.cells)
      operations[name] = Operation(gathered)
    }
  }

  /// The requests of each service and environment.
  var environmentRequests: LogVolumes.Counts {
    operations.reduce(into: [:]) { counts, entry in
      let environment = Report.Environment(service: entry.key.service, env: entry.key.env)
      counts[environment] = (counts[environment] ?? 0).addingClamped(entry.value.requests)
    }
  }

  /// The requests of all operations.
  var requests: Int64 { operations.values.reduce(0) { $0.addingClamped($1.requests) } }
}

extension DayFigures.Operation {
  fileprivate init(_ gathered: Gathered) {
    let metrics = gathered.metrics
    requests = metrics.requests
    durationNanoseconds = gathered.duration.sum
    set(.p50, Double(metrics.duration.p50), metrics.requests)
    set(.p95, Double(metrics.duration.p95), metrics.requests)
    set(.p99, Double(metrics.duration.p99), metrics.requests)
    set(.mean, metrics.duration.mean, metrics.requests)
    set(
      .errors,
      Double(metrics.requestsWithErrors) / Double(max(1, metrics.requests)),
      metrics.requests
    )
    set(.statements, metrics.database.statements.mean, metrics.database.statements.recorded)
    set(.hitRate, metrics.cache.hitRate, metrics.cache.hits.addingClamped(metrics.cache.misses))
    set(.memory, metrics.memory.meanDeltaBytes, metrics.memory.recorded)
  }

  private mutating func set(_ metric: ComparisonMetric, _ level: Double?, _ count: Int64) {
    guard let level, count >= metric.leastCount else { return }
    levels[metric] = (level, count)
  }
}
