/// How many of a set of values are above a limit, as far as buckets can tell.
package struct Exceedance: Sendable, Equatable {
  /// Values that are above it for certain.
  package var least: Int64 = 0
  /// Values that may be above it: the bucket that the limit lies in counts as a whole.
  package var most: Int64 = 0
  /// The likeliest number: that bucket's values taken to be spread evenly.
  package var likely: Int64 = 0

  package init() {}

  /// A number that is known.
  package init(exactly count: Int64) { (least, most, likely) = (count, count, count) }

  package init(least: Int64, most: Int64, likely: Int64) {
    (self.least, self.most) = (least, most)
    self.likely = min(max(likely, least), most)
  }

  /// Whether the number is known.
  package var isExact: Bool { least == most }

  /// Adds the values of another set.
  package mutating func add(_ other: Exceedance) {
    least = least.addingClamped(other.least)
    most = most.addingClamped(other.most)
    likely = likely.addingClamped(other.likely)
  }
}

extension LatencySketch {
  /// How many of the recorded values are above a limit.
  ///
  /// Exact while the values themselves are kept, where the limit is the largest integer of its bucket
  /// (always below 92), and where no value lies in the limit's bucket. Else the doubt is that one bucket,
  /// which is 1.09 % wide.
  ///
  /// - Parameter limit: In the unit of the values.
  /// - Returns: Counts that are scaled by the values' weights.
  /// - Complexity: O(*b*), *b* being the buckets.
  package func count(above limit: Double) -> Exceedance {
    guard count > 0, limit < Double(max) else { return Exceedance() }
    if limit < Double(min) { return Exceedance(exactly: count) }
    // Values are integers, so above the limit is above the integer below it.
    let floor = Int64(limit.rounded(.down))
    guard isBucketed else {
      return Exceedance(exactly: Int64(exact.count { $0 > floor }))
    }
    var certain: Int64 = 0
    var doubtful: Int64 = 0
    let border = floor > 0 ? BucketScale.index(of: floor) : Int.min
    let isSplit = floor > 0 && BucketScale.index(of: floor + 1) == border
    for (index, bucketCount) in buckets {
      if index > border { certain = certain.addingClamped(bucketCount) }
      if index == border, isSplit { doubtful = bucketCount }
    }
    guard doubtful > 0 else { return Exceedance(exactly: certain) }
    let (low, high) = (BucketScale.bound(border), BucketScale.bound(border + 1))
    let part = Double(doubtful) * (high - limit) / (high - low)
    // The largest value is above the limit, the smallest is not: each may be the bucket's.
    let isMaxThere = BucketScale.index(of: max) == border
    let isMinThere = min > 0 && BucketScale.index(of: min) == border
    return Exceedance(
      least: certain.addingClamped(isMaxThere ? 1 : 0),
      most: certain.addingClamped(doubtful - (isMinThere && doubtful > 1 ? 1 : 0)),
      likely: certain.addingClamped(Int64(part.rounded()))
    )
  }
}
