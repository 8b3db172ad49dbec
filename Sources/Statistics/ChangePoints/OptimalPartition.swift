/// The cheapest way to cut a series into stretches that are constant or straight lines.
///
/// Method: dynamic programming over the place of the last cut (Jackson and others 2005), pruned as
/// in PELT (Killick, Fearnhead, Eckley 2012). The cheaper of two costs is not superadditive: a cut
/// may lose up to what a slope costs, so a place is only given up when it is behind by that.
package struct OptimalPartition: Sendable {
  /// The first place of each stretch, 0 being the first.
  package let starts: [Int]

  /// - Parameters:
  ///   - costs: Of the series.
  ///   - count: Its length, at least 2.
  ///   - cutPenalty: What a cut costs.
  ///   - slopePenalty: What a slope costs; `nil` for constants alone.
  /// - Complexity: O(*n*²), and O(*n*) where there are many cuts.
  package init(_ costs: SegmentCosts, count: Int, cutPenalty: Double, slopePenalty: Double?) {
    var best = [Double](repeating: .infinity, count: count + 1)
    var last = [Int](repeating: 0, count: count + 1)
    best[0] = -cutPenalty
    var open: [(start: Int, until: Int)] = [(0, .max)]
    for end in 2...max(2, count) where count >= 2 {
      open.removeAll { $0.until <= end }
      var costsSoFar: [Double] = []
      for place in open {
        let cost =
          best[place.start] + Self.cost(costs, place.start, end, slopePenalty: slopePenalty)
        costsSoFar.append(cost)
        if cost + cutPenalty < best[end] {
          best[end] = cost + cutPenalty
          last[end] = place.start
        }
      }
      for index in open.indices where costsSoFar[index] - (slopePenalty ?? 0) >= best[end] {
        // A stretch has two values at least, so `end` is no last cut of `end` + 1.
        open[index].until = min(open[index].until, end + 2)
      }
      // The next end is `end` + 1, whose last stretch may begin at `end` - 1.
      if end - 1 >= 2 { open.append((end - 1, .max)) }
    }
    var starts: [Int] = []
    var end = count
    while end > 0 {
      starts.append(last[end])
      end = last[end]
    }
    self.starts = starts.reversed()
  }

  /// The cost of one stretch: about its mean, or about its line if that is worth a slope.
  package static func cost(
    _ costs: SegmentCosts,
    _ start: Int,
    _ end: Int,
    slopePenalty: Double?
  ) -> Double {
    let constant = costs.constant(start, end)
    guard let slopePenalty, constant > slopePenalty else { return constant }
    return min(constant, costs.linear(start, end) + slopePenalty)
  }
}
