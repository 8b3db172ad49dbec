internal import Statistics

extension Comparison {
  /// How the change of a mean, a total or a quantile came about; all parts add up.
  ///
  /// Nanoseconds; of totals those of a day.
  package struct Split: Sendable {
    /// What one operation did to the whole.
    package struct Contribution: Sendable {
      package var operation: OperationName
      /// By being a larger or smaller share of the requests; all of it for new and vanished operations.
      package var mix: Double
      /// By its own speed.
      package var speed: Double
    }

    package var before: Double
    package var after: Double
    /// By more or fewer requests; 0 of means and quantiles.
    package var traffic: Double
    /// By other shares of operations that both periods have.
    package var mix: Double
    /// By these operations' own speed.
    package var speed: Double
    /// By operations that only the candidate has.
    package var new: Double
    /// By operations that only the baseline has.
    package var vanished: Double
    /// The largest contributions first, at most ``mostOperations``.
    package var operations: [Contribution]

    /// How many operations are named.
    package static var mostOperations: Int { 10 }
  }
}

/// Splits the change between two periods into what made it.
struct SplitBuilder {
  private let names: [OperationName]
  private let before: [MixEffect.Group]
  private let after: [MixEffect.Group]
  private let baseline: ComparisonPeriod
  private let candidate: ComparisonPeriod

  init(_ baseline: ComparisonPeriod, _ candidate: ComparisonPeriod, _ names: [OperationName]) {
    self.names = names
    (self.baseline, self.candidate) = (baseline, candidate)
    before = MixEffect.groups(names, baseline.days)
    after = MixEffect.groups(names, candidate.days)
  }

  /// The change of the mean duration; `nil` when a period is empty.
  func mean() -> Comparison.Split? {
    guard let split = MixEffect.mean(before, after) else { return nil }
    let count = before.reduce(0) { $0 + $1.count }
    return finished(split, before: before.reduce(0) { $0 + $1.count * $1.mean } / count)
  }

  /// The change of a day's total duration; `nil` when a period is empty.
  func total() -> Comparison.Split? {
    func daily(_ groups: [MixEffect.Group], _ days: Int) -> [MixEffect.Group] {
      groups.map { MixEffect.Group(count: $0.count / Double(max(1, days)), mean: $0.mean) }
    }
    let old = daily(before, baseline.days.count)
    guard let split = MixEffect.total(old, daily(after, candidate.days.count)) else { return nil }
    return finished(split, before: old.reduce(0) { $0 + $1.count * $1.mean })
  }

  /// The change of the 95th percentile of all requests; `nil` without durations.
  func p95() -> Comparison.Split? {
    let (old, new) = (merged(baseline.sketches), merged(candidate.sketches))
    let whole = old.reduce(into: LatencySketch()) { $0.merge($1) }
    guard let before = whole.quantile(0.95),
      let split = QuantileEffect.split(rank: 0.95, old, new)
    else { return nil }
    return finished(split, before: Double(before))
  }

  private func merged(_ days: [DaySketches]) -> [LatencySketch] {
    names.map { name in
      days.reduce(into: LatencySketch()) { sum, day in
        if let sketch = day.rows[name] { sum.merge(sketch) }
      }
    }
  }

  private func finished(_ split: MixEffect.Split, before start: Double) -> Comparison.Split {
    var result = Comparison.Split(
      before: start,
      after: start + split.change,
      traffic: split.traffic,
      mix: 0,
      speed: 0,
      new: 0,
      vanished: 0,
      operations: []
    )
    for (index, part) in split.parts.enumerated() {
      if before[index].count == 0 {
        result.new += part.mix + part.speed
      } else if after[index].count == 0 {
        result.vanished += part.mix + part.speed
      } else {
        result.mix += part.mix
        result.speed += part.speed
      }
    }
    let all = zip(names, split.parts).map {
      Comparison.Split.Contribution(operation: $0, mix: $1.mix, speed: $1.speed)
    }
    result.operations = Array(
      all.sorted { left, right in
        let sizes = (left.mix + left.speed, right.mix + right.speed)
        return sizes.0.magnitude != sizes.1.magnitude
          ? sizes.0.magnitude > sizes.1.magnitude : left.operation < right.operation
      }
      .prefix(Comparison.Split.mostOperations)
    )
    return result
  }
}
