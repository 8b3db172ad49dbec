/// A sum over a population that was sampled stratum by stratum, such as operation by operation.
///
/// Records may stand for several of the population by their weights. A stratum whose sample is complete
/// adds what it has and no doubt.
///
/// Method: Cochran, "Sampling Techniques", 1977, chapters 5 and 6 (stratified and ratio estimators);
/// for counts, the shares behind the variance are those of Agresti and Coull 1998, so that a stratum in
/// which nothing was seen is in doubt all the same.
package struct StratifiedTotal: Sendable {
  /// One sampled record.
  package struct Record: Sendable {
    package var value: Double
    /// How many of the population it stands for, at least 1.
    package var weight: Double

    package init(value: Double, weight: Double) {
      self.value = value
      self.weight = weight
    }
  }

  /// The estimated sum.
  package private(set) var estimate = 0.0
  private var variance = 0.0
  /// The sum over the sampled records alone.
  package private(set) var seen = 0.0
  /// The sum if every value that was not sampled were the largest that it can be; for counts only.
  package private(set) var ceiling = 0.0
  /// Whether every stratum's sample was complete.
  package private(set) var isComplete = true

  package init() {}

  /// Adds a stratum of which a quantity is summed.
  ///
  /// - Parameters:
  ///   - records: The sampled records; none add nothing.
  ///   - population: What the stratum's weights add up to.
  ///   - recordCount: How many records the stratum has, those not sampled included.
  package mutating func add(_ records: [Record], population: Double, recordCount: Int64) {
    guard let sums = begin(records, population, recordCount) else { return }
    let count = Double(records.count)
    guard count > 1 else { return }
    let spread = records.reduce(0.0) { sum, record in
      let residual = record.weight * (record.value - sums.mean)
      return sum + residual * residual
    }
    variance += sums.open * count / (count - 1) * sums.scale * sums.scale * spread
  }

  /// Adds a stratum in which is counted, values being 0 or 1.
  ///
  /// - Parameters:
  ///   - records: The sampled records.
  ///   - population: What the stratum's weights add up to.
  ///   - recordCount: How many records the stratum has, those not sampled included.
  package mutating func addCount(_ records: [Record], population: Double, recordCount: Int64) {
    ceiling += population
    if records.isEmpty, population > 0 { isComplete = false }
    guard let sums = begin(records, population, recordCount) else { return }
    let squares = records.reduce(0.0) { $0 + $1.weight * $1.weight }
    let effective = sums.weight * sums.weight / squares
    let share = (effective * sums.mean + 2) / (effective + 4)
    variance += sums.open * population * population * share * (1 - share) / (effective + 4)
  }

  private struct Sums {
    var weight: Double
    var mean: Double
    var scale: Double
    /// The part of the records that was not sampled.
    var open: Double
  }

  /// Adds a stratum's estimate; `nil` when nothing is in doubt or nothing known.
  private mutating func begin(
    _ records: [Record],
    _ population: Double,
    _ recordCount: Int64
  ) -> Sums? {
    let weight = records.reduce(0.0) { $0 + $1.weight }
    guard weight > 0 else { return nil }
    let sum = records.reduce(0.0) { $0 + $1.weight * $1.value }
    seen += sum
    guard Int64(records.count) < recordCount else {
      estimate += sum
      return nil
    }
    isComplete = false
    let scale = max(1, population / weight)
    estimate += scale * sum
    let open = 1 - Double(records.count) / Double(recordCount)
    return Sums(weight: weight, mean: sum / weight, scale: scale, open: open)
  }

  /// The interval of the sum, not below what was seen.
  package func interval(confidence: Double = 0.95) -> ConfidenceInterval {
    let half = NormalDistribution.quantile((1 + confidence) / 2) * variance.squareRoot()
    return ConfidenceInterval(lower: max(seen, estimate - half), upper: estimate + half)
  }
}
