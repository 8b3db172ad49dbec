extension LatencySketch {
  /// The interval of a quantile, from the edges of the buckets that hold its ranks.
  ///
  /// - Parameters:
  ///   - rank: The fraction that the quantile asks for, in 0...1.
  ///   - observations: The number of records behind the sketch, where their weights are not all 1:
  ///     a weight repeats a value and adds no knowledge.
  ///   - confidence: That of the interval.
  /// - Returns: The lower edge of the lower rank's bucket and the upper edge of the upper rank's;
  ///   `nil` where the sample is too small for an end.
  /// - Complexity: O(*b*), *b* being the buckets between the smallest and the largest value.
  package func quantileInterval(
    _ rank: Double,
    observations: Int64? = nil,
    confidence: Double = 0.95
  ) -> (lower: Int64?, upper: Int64?) {
    let sample = Swift.max(0, Swift.min(observations ?? count, count))
    let ranks = QuantileInterval(rank: rank, count: sample, confidence: confidence)
    func scaled(_ rank: Int64) -> Int64 {
      guard sample < count else { return rank }
      let place = (Double(rank) / Double(sample) * Double(count)).rounded(.up)
      return place < Double(count) ? Swift.max(1, Int64(place)) : count
    }
    return (
      lower: ranks.lowerRank.map { edges(ofRank: scaled($0)).lower },
      upper: ranks.upperRank.map { edges(ofRank: scaled($0)).upper }
    )
  }

  /// The integers between which the value of a rank lies; both are the value when it is known.
  private func edges(ofRank rank: Int64) -> (lower: Int64, upper: Int64) {
    guard isBucketed else {
      let value = exact.sorted()[Int(rank) - 1]
      return (value, value)
    }
    var seen = zeroCount
    if rank <= seen { return (0, 0) }
    for (index, bucketCount) in buckets {
      seen = seen.addingClamped(bucketCount)
      guard rank <= seen else { continue }
      // The lower bound belongs to the bucket below, the upper to this one.
      let lower = Int64(BucketScale.bound(index).rounded(.down)) + 1
      let upper = Int64(BucketScale.bound(index + 1).rounded(.down))
      return (Swift.max(lower, min), Swift.min(upper, max))
    }
    return (max, max)
  }
}
