/// A distribution of non-negative integers with a relative error of at most 0.55 % at every quantile.
///
/// Quantiles are integers: between 92, below which they are exact, and 6,000, rounding may add half a
/// unit to that error.
///
/// Durations in nanoseconds, sizes in bytes, counts: anything from 0 to 2^53. Up to
/// ``exactLimit`` values are kept as they are; from then on they are counted in the buckets of an
/// OpenTelemetry base-2 exponential histogram of scale 6, whose bounds grow by 2^(1/64). The scale
/// never changes, so merging is adding: the state depends only on the values and not on their order.
///
/// Method: `docs/METHODS.md`, "Quantile sketch".
package struct LatencySketch: Sendable {
  /// Up to so many values are kept exactly.
  package static let exactLimit = 48

  /// The number of values recorded, scaled by their weights.
  package private(set) var count: Int64 = 0
  /// The exact sum of the values, each times its weight; stays at `Int64.max` when it gets there.
  package private(set) var sum: Int64 = 0
  /// The smallest value, or `Int64.max` when there is none.
  package private(set) var min: Int64 = .max
  /// The largest value, or -1 when there is none.
  package private(set) var max: Int64 = -1
  /// Values that are 0, once the sketch has buckets.
  private(set) var zeroCount: Int64 = 0
  /// The values themselves, unordered, while they are few and of weight 1.
  private(set) var exact: [Int64] = []
  /// Bucket counts, from `firstIndex` on.
  private(set) var buckets = BucketWindow()
  /// Whether values are counted in buckets.
  package private(set) var isBucketed = false

  package init() {}

  /// Whether the quantiles are exact order statistics.
  package var isExact: Bool { !isBucketed }

  /// Records one value.
  ///
  /// - Parameters:
  ///   - value: 0 or more; larger values than 2^53 are counted as 2^53.
  ///   - weight: How many values it stands for, at least 1.
  @inline(__always)
  package mutating func record(_ value: Int64, weight: Int64 = 1) {
    let value = Swift.min(value, 1 << 53)
    count = count.addingClamped(weight)
    sum = sum.addingClamped(value.multipliedClamped(by: weight))
    if value < min { min = value }
    if value > max { max = value }
    if isBucketed {
      countInBucket(value, weight)
    } else if weight == 1, exact.count < Self.exactLimit {
      exact.append(value)
    } else {
      spill()
      countInBucket(value, weight)
    }
  }

  @inline(__always)
  private mutating func countInBucket(_ value: Int64, _ weight: Int64) {
    if value == 0 {
      zeroCount = zeroCount.addingClamped(weight)
    } else {
      buckets.add(weight, at: BucketScale.index(of: value))
    }
  }

  /// Turns the kept values into bucket counts.
  @inline(never)
  private mutating func spill() {
    isBucketed = true
    let values = exact
    exact = []
    for value in values { countInBucket(value, 1) }
  }

  /// Adds another sketch's values.
  ///
  /// - Complexity: O(*b*), *b* being the other's buckets. The result is the same for any order.
  package mutating func merge(_ other: LatencySketch) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    count = count.addingClamped(other.count)
    sum = sum.addingClamped(other.sum)
    min = Swift.min(min, other.min)
    max = Swift.max(max, other.max)
    if !isBucketed, !other.isBucketed, exact.count + other.exact.count <= Self.exactLimit {
      exact.append(contentsOf: other.exact)
      return
    }
    if !isBucketed { spill() }
    for value in other.exact { countInBucket(value, 1) }
    zeroCount = zeroCount.addingClamped(other.zeroCount)
    buckets.merge(other.buckets)
  }

  /// Returns the value that a fraction `rank` of the recorded values did not exceed: the order
  /// statistic of rank ceil(`rank` × count), counted from 1.
  ///
  /// - Parameter rank: A fraction in 0...1; 0.99 asks for p99.
  /// - Returns: The exact value when ``isExact``, else within ±0.55 % of it; `nil` when nothing was
  ///   recorded.
  /// - Complexity: O(*b*), *b* being the buckets between the smallest and the largest value.
  package func quantile(_ rank: Double) -> Int64? { quantiles([rank])[0] }

  /// Returns several quantiles in one pass; `ranks` must not decrease.
  package func quantiles(_ ranks: [Double]) -> [Int64?] {
    guard count > 0 else { return ranks.map { _ in nil } }
    let targets = ranks.map { Self.rank($0, of: count) }
    guard isBucketed else {
      let sorted = exact.sorted()
      return targets.map { sorted[Int($0) - 1] }
    }
    var result: [Int64?] = []
    var seen = zeroCount
    var next = targets.startIndex
    while next < targets.endIndex, targets[next] <= seen {
      result.append(0)
      next += 1
    }
    for (index, bucketCount) in buckets where next < targets.endIndex {
      seen = seen.addingClamped(bucketCount)
      while next < targets.endIndex, targets[next] <= seen {
        result.append(Swift.min(Swift.max(BucketScale.value(of: index), min), max))
        next += 1
      }
    }
    // Only a count that was clamped can leave ranks open.
    while result.count < ranks.count { result.append(max) }
    for (position, target) in targets.enumerated() where target == count { result[position] = max }
    return result
  }

  /// ceil(rank × count), at least 1: `0.95 × 20` is 19 and not 20, although the product in doubles
  /// is a little more than 19.
  private static func rank(_ rank: Double, of count: Int64) -> Int64 {
    let product = rank * Double(count)
    let nearest = product.rounded()
    // A few units in the last place: the rounding of the rank and of the product.
    let ceiling = abs(product - nearest) <= nearest * 1e-15 ? nearest : product.rounded(.up)
    // 2^63 is no Int64, and the product of 1 with a clamped count is that.
    guard ceiling < 0x1p63 else { return count }
    return Swift.max(1, Swift.min(count, Int64(ceiling)))
  }

  /// Counts between powers of two, the lowest first: `(2^k, count of 2^k ... 2^(k+1))`.
  ///
  /// Bounds are those of the buckets, so the upper bound belongs to the lower bar. Zeros and ones
  /// are the bar from 0.
  package func octaves() -> [(lower: Int64, count: Int64)] {
    var octaves: [Int: Int64] = zeroCount > 0 ? [-1: zeroCount] : [:]
    for (index, bucketCount) in buckets {
      octaves[index >> 6] = octaves[index >> 6, default: 0].addingClamped(bucketCount)
    }
    for value in exact {
      octaves[value == 0 ? -1 : BucketScale.index(of: value) >> 6, default: 0] += 1
    }
    return octaves.sorted { $0.key < $1.key }.map { octave, count in
      (lower: octave < 0 ? 0 : Int64(1) << Int64(octave), count: count)
    }
  }

  /// Rebuilds a sketch from its parts, as the decoder read them.
  init(
    count: Int64,
    sum: Int64,
    min: Int64,
    max: Int64,
    zeroCount: Int64,
    exact: [Int64],
    buckets: BucketWindow,
    isBucketed: Bool
  ) {
    self.count = count
    self.sum = sum
    self.min = min
    self.max = max
    self.zeroCount = zeroCount
    self.exact = exact
    self.buckets = buckets
    self.isBucketed = isBucketed
  }
}
