/// Splits the change of a quantile over many groups into each group's share and each group's speed.
///
/// On the way from the first period's distribution to the second's the quantile moves in small steps;
/// each step is given to the groups in proportion to what they add, at that place, to the difference
/// of the tails. The parts add up to the change.
///
/// Method: attribution along the straight path between two games (Aumann and Shapley 1974), the game
/// being the tail of a mixture, read off sketches.
package enum QuantileEffect {
  private static let steps = 64

  /// Splits the change of a quantile.
  ///
  /// - Parameters:
  ///   - rank: The fraction that the quantile asks for, between 0 and 1.
  ///   - before: A sketch for each group in the first period.
  ///   - after: The same groups, in the same order, in the second.
  /// - Returns: `nil` when a period is empty. The change is that of the interpolated quantiles, which
  ///   are within a bucket of the sketches' own.
  /// - Complexity: O(64 *g* log *b*) for *g* groups of *b* buckets.
  package static func split(
    rank: Double,
    _ before: [LatencySketch],
    _ after: [LatencySketch]
  ) -> MixEffect.Split? {
    precondition(before.count == after.count, "both periods have every group")
    precondition(rank > 0 && rank < 1, "a quantile between the ends")
    guard let path = QuantilePath(before, after) else { return nil }
    var parts = [MixEffect.Part](
      repeating: MixEffect.Part(mix: 0, speed: 0),
      count: before.count
    )
    let start = path.quantile(rank, at: 0)
    var position = start
    for step in 1...steps {
      let next = path.quantile(rank, at: Double(step) / Double(steps))
      path.share(next - position, at: (position + next) / 2, among: &parts)
      position = next
    }
    return MixEffect.Split(change: position - start, traffic: 0, parts: parts)
  }
}
