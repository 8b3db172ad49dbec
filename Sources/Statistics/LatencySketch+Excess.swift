extension LatencySketch {
  /// The sum of what the values have above a limit: Σ max(0, value - limit).
  ///
  /// Exact while the values themselves are kept. Else each bucket's values are taken for the bucket's
  /// value; of the bucket that the limit lies in, the part above it, evenly spread.
  ///
  /// - Parameter limit: In the unit of the values, 0 or more.
  /// - Returns: In that unit, within 0.55 % of the sum of the values above the limit.
  /// - Complexity: O(*b*), *b* being the buckets.
  package func excess(above limit: Double) -> Double {
    guard count > 0, limit < Double(max) else { return 0 }
    guard isBucketed else { return exact.reduce(0.0) { $0 + Swift.max(0, Double($1) - limit) } }
    return buckets.reduce(0.0) { sum, bucket in
      let (low, high) = (BucketScale.bound(bucket.index), BucketScale.bound(bucket.index + 1))
      guard high > limit else { return sum }
      if low >= limit {
        return sum + Double(bucket.count) * (Double(BucketScale.value(of: bucket.index)) - limit)
      }
      let part = (high - limit) / (high - low)
      return sum + Double(bucket.count) * part * (high - limit) / 2
    }
  }
}
