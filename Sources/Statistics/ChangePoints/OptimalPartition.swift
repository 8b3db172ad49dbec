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
    // Where the last stretch may begin, up to which end, and what it costs with what is before it.
    var places = [0]
    var ends = [Int.max]
    var whole = [Double](repeating: 0, count: count + 1)
    for end in 2...max(2, count) where count >= 2 {
      var kept = 0
      var least = Double.infinity
      for index in places.indices where ends[index] > end {
        let place = places[index]
        let cost = best[place] + Self.cost(costs, place, end, slopePenalty: slopePenalty)
        (places[kept], ends[kept], whole[kept]) = (place, ends[index], cost)
        kept += 1
        if cost + cutPenalty < least {
          least = cost + cutPenalty
          last[end] = place
        }
      }
      best[end] = least
      places.removeLast(places.count - kept)
      ends.removeLast(ends.count - kept)
      for index in 0..<kept where whole[index] - (slopePenalty ?? 0) >= least {
        // A stretch has two values at least, so `end` is no last cut of `end` + 1.
        ends[index] = min(ends[index], end + 2)
      }
      // The next end is `end` + 1, whose last stretch may begin at `end` - 1.
      if end - 1 >= 2 {
        places.append(end - 1)
        ends.append(.max)
      }
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
