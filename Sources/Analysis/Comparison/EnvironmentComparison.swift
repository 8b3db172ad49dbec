internal import Statistics

extension Comparison {
  /// Two environments side by side: other machines and another mix, so that absolute times mean little.
  ///
  /// Shapes and order are compared, and the mean after both were given the baseline's mix.
  package struct Environments: Sendable {
    /// One operation that both have often enough.
    package struct Row: Sendable {
      package var operation: OperationName
      /// The median over the days of p95 over p50; `nil` without enough requests.
      package var baselineTailRatio: Double?
      package var candidateTailRatio: Double?
      /// Statements a request.
      package var baselineStatements: Double?
      package var candidateStatements: Double?

      package init(operation: OperationName) { self.operation = operation }
    }

    package var baseline: String
    package var candidate: String
    /// Operations with enough requests on both sides, in order.
    package var rows: [Row] = []
    /// Kendall's correlation of the operations' p95: 1 when both environments have the same order;
    /// `nil` with fewer than three operations.
    package var rankCorrelation: Double?
    /// The mean duration of the common operations, in nanoseconds, each weighing what it does in the
    /// baseline; `nil` without common operations.
    package var baselineMean: Double?
    package var candidateMean: Double?
    /// The part of the baseline's requests that the common operations are, in 0...1.
    package var commonShare = 0.0

    package init(baseline: String, candidate: String) {
      (self.baseline, self.candidate) = (baseline, candidate)
    }
  }
}

extension ComparisonBuilder {
  /// Compares two selections; two environments are compared as such, under the candidate's name.
  ///
  /// - Parameters:
  ///   - baseline: The days to compare with.
  ///   - candidate: The days to judge.
  ///   - history: Days before both, of the baseline's environment.
  ///   - envs: The environments of both, where one each is selected.
  /// - Returns: The comparison, with ``Comparison/environments`` where they differ.
  package static func comparison(
    _ baseline: ComparisonPeriod,
    _ candidate: ComparisonPeriod,
    history: [DayFigures] = [],
    envs: (baseline: String?, candidate: String?)
  ) -> Comparison {
    guard let other = envs.baseline, let env = envs.candidate, env != other else {
      return ComparisonBuilder(baseline, candidate, history: history).build()
    }
    let before = baseline.renamed(env: env)
    let earlier = history.map { $0.renamed(env: env) }
    var comparison = ComparisonBuilder(before, candidate, history: earlier).build()
    comparison.environments = EnvironmentComparison.compare(
      before.days,
      candidate.days,
      names: (other, env)
    )
    return comparison
  }
}

/// Compares two environments.
package struct EnvironmentComparison {
  /// Requests that an operation needs on both sides.
  private static let leastRequests: Int64 = 200

  /// - Parameters:
  ///   - baseline: The days of one environment.
  ///   - candidate: Those of the other, under the same environment's name.
  ///   - names: What the two are called.
  /// - Returns: Shapes, order and re-weighted means.
  package static func compare(
    _ baseline: [DayFigures],
    _ candidate: [DayFigures],
    names: (baseline: String, candidate: String)
  ) -> Comparison.Environments {
    var result = Comparison.Environments(baseline: names.baseline, candidate: names.candidate)
    let all = Set(baseline.flatMap { $0.operations.keys }).sorted()
    let (before, after) = (MixEffect.groups(all, baseline), MixEffect.groups(all, candidate))
    let common = all.indices.filter {
      min(before[$0].count, after[$0].count) >= Double(leastRequests)
    }
    let total = before.reduce(0) { $0 + $1.count }
    let weight = common.reduce(0) { $0 + before[$1].count }
    if weight > 0, total > 0 {
      result.commonShare = weight / total
      result.baselineMean = common.reduce(0) { $0 + before[$1].count * before[$1].mean } / weight
      result.candidateMean = common.reduce(0) { $0 + before[$1].count * after[$1].mean } / weight
    }
    result.rows = common.map { row(all[$0], baseline, candidate) }
    let p95s = common.compactMap { index -> (Double, Double)? in
      guard let old = level(.p95, all[index], baseline),
        let new = level(.p95, all[index], candidate)
      else { return nil }
      return (old, new)
    }
    if p95s.count >= 3 {
      result.rankCorrelation = KendallCorrelation(p95s.map(\.0), p95s.map(\.1)).coefficient
    }
    return result
  }

  private static func row(
    _ name: OperationName,
    _ baseline: [DayFigures],
    _ candidate: [DayFigures]
  ) -> Comparison.Environments.Row {
    var row = Comparison.Environments.Row(operation: name)
    row.baselineTailRatio = tailRatio(name, baseline)
    row.candidateTailRatio = tailRatio(name, candidate)
    row.baselineStatements = level(.statements, name, baseline)
    row.candidateStatements = level(.statements, name, candidate)
    return row
  }

  private static func tailRatio(_ name: OperationName, _ days: [DayFigures]) -> Double? {
    Median.of(
      days.compactMap { day in
        guard let figures = day.operations[name], let p95 = figures.level(.p95)?.level,
          let p50 = figures.level(.p50)?.level, p50 > 0
        else { return nil }
        return p95 / p50
      }
    )
  }

  private static func level(
    _ metric: ComparisonMetric,
    _ name: OperationName,
    _ days: [DayFigures]
  ) -> Double? {
    Median.of(days.compactMap { $0.operations[name]?.level(metric)?.level })
  }
}
