extension LatencySketch {
  /// How far apart two distributions are at most: Kolmogorov and Smirnov's distance, max |F - G|.
  ///
  /// Exact between sketches that hold their values, else up to the content of one bucket.
  ///
  /// - Parameter other: The second distribution.
  /// - Returns: In 0...1; `nil` when a sketch is empty.
  package func kolmogorovSmirnovDistance(to other: LatencySketch) -> Double? {
    var distance = 0.0
    var below = (0.0, 0.0)
    let isWalked = walk(with: other) { first, second in
      below.0 += first
      below.1 += second
      distance = Swift.max(distance, (below.0 - below.1).magnitude)
    }
    return isWalked ? Swift.min(1, distance) : nil
  }

  /// The chance that a value of the other distribution is above one of this: P(Y > X) + P(Y = X)/2.
  ///
  /// Values in one bucket count as equal.
  ///
  /// - Parameter other: The second distribution.
  /// - Returns: In 0...1; `nil` when a sketch is empty.
  package func commonLanguageEffect(of other: LatencySketch) -> Double? {
    var size = 0.0
    var below = 0.0
    let isWalked = walk(with: other) { first, second in
      size += second * (below + first / 2)
      below += first
    }
    return isWalked ? Swift.min(1, size) : nil
  }

  /// Visits the places where either has values, the lowest first, with both shares.
  ///
  /// `false` when a sketch is empty.
  private func walk(with other: LatencySketch, _ visit: (Double, Double) -> Void) -> Bool {
    guard count > 0, other.count > 0 else { return false }
    let isExact = self.isExact && other.isExact
    var places: [Int64: (first: Int64, second: Int64)] = [:]
    forEachPlace(inBuckets: !isExact) { place, amount in
      places[place, default: (0, 0)].first += amount
    }
    other.forEachPlace(inBuckets: !isExact) { place, amount in
      places[place, default: (0, 0)].second += amount
    }
    for (_, amounts) in places.sorted(by: { $0.key < $1.key }) {
      visit(
        Double(amounts.first) / Double(count),
        Double(amounts.second) / Double(other.count)
      )
    }
    return true
  }

  /// Calls with each bucket, or each value, and how often it was recorded.
  private func forEachPlace(inBuckets: Bool, _ visit: (Int64, Int64) -> Void) {
    if zeroCount > 0 { visit(.min, zeroCount) }
    for (index, bucketCount) in buckets { visit(Int64(index), bucketCount) }
    for value in exact {
      let bucket = value == 0 ? .min : Int64(BucketScale.index(of: value))
      visit(inBuckets ? bucket : value, 1)
    }
  }
}
