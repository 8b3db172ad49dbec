/// Splits a change of a total into what each group's share did and what its own speed did.
///
/// Exact and symmetric: the parts add up to the change, and swapping the periods turns every sign. A
/// whole can get faster while each group gets slower (Simpson 1951); the split shows it.
///
/// Method: the decomposition of a product at the averages of both periods (Marshall 1885, Edgeworth
/// 1887).
package enum MixEffect {
  /// A group in one period.
  package struct Group: Sendable, Equatable {
    /// How many; not negative.
    package var count: Double
    /// The mean; 0 when there are none.
    package var mean: Double

    package init(count: Double, mean: Double) {
      self.count = count
      self.mean = mean
    }
  }

  /// What one group contributes to a change.
  package struct Part: Sendable, Equatable {
    /// By being a larger or a smaller share of all.
    package var mix: Double
    /// By being slower or faster itself; 0 for groups that are new or gone.
    package var speed: Double
  }

  /// The parts of a change of a mean, or of a total.
  package struct Split: Sendable {
    /// The whole change: the sum of all parts and ``traffic``.
    package let change: Double
    /// By there being more or fewer of all: 0 in the split of a mean.
    package let traffic: Double
    /// Of each group, in order.
    package let parts: [Part]
  }

  /// Splits the change of the mean over all groups.
  ///
  /// - Parameters:
  ///   - before: The groups in the first period.
  ///   - after: The same groups, in the same order, in the second.
  /// - Returns: `nil` when a period is empty.
  package static func mean(_ before: [Group], _ after: [Group]) -> Split? {
    precondition(before.count == after.count, "both periods have every group")
    let totals = (before.reduce(0) { $0 + $1.count }, after.reduce(0) { $0 + $1.count })
    guard totals.0 > 0, totals.1 > 0 else { return nil }
    let means = (
      before.reduce(0) { $0 + $1.count * $1.mean } / totals.0,
      after.reduce(0) { $0 + $1.count * $1.mean } / totals.1
    )
    let middle = (means.0 + means.1) / 2
    let parts = zip(before, after).map { old, new in
      let shares = (old.count / totals.0, new.count / totals.1)
      // A side without any takes the other's mean, so that appearing counts as mix alone.
      let group = (old.count > 0 ? old.mean : new.mean, new.count > 0 ? new.mean : old.mean)
      return Part(
        mix: (shares.1 - shares.0) * ((group.0 + group.1) / 2 - middle),
        speed: (shares.0 + shares.1) / 2 * (group.1 - group.0)
      )
    }
    return Split(change: means.1 - means.0, traffic: 0, parts: parts)
  }

  /// Splits the change of the sum over all groups.
  ///
  /// - Parameters:
  ///   - before: The groups in the first period.
  ///   - after: The same groups, in the same order, in the second.
  /// - Returns: `nil` when a period is empty: then all of it is traffic.
  package static func total(_ before: [Group], _ after: [Group]) -> Split? {
    guard let split = mean(before, after) else { return nil }
    let totals = (before.reduce(0) { $0 + $1.count }, after.reduce(0) { $0 + $1.count })
    let sums = (
      before.reduce(0) { $0 + $1.count * $1.mean }, after.reduce(0) { $0 + $1.count * $1.mean }
    )
    let middleCount = (totals.0 + totals.1) / 2
    let middleMean = (sums.0 / totals.0 + sums.1 / totals.1) / 2
    return Split(
      change: sums.1 - sums.0,
      traffic: (totals.1 - totals.0) * middleMean,
      parts: split.parts.map { Part(mix: middleCount * $0.mix, speed: middleCount * $0.speed) }
    )
  }
}
