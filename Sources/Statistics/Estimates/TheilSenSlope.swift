/// How much one quantity grows with another, unmoved by outliers: the median slope of all pairs.
///
/// Method: Theil 1950; interval: Sen, "Estimates of the regression coefficient based on Kendall's
/// tau", JASA 63, 1968, with the variance of Kendall's score corrected for ties on both sides.
package struct TheilSenSlope: Sendable {
  /// Up to so many pairs all are used: 400 observations, more than a year of days.
  package static let pairLimit = 79_800

  /// The median of the slopes.
  package let slope: Double
  /// Where the line passes the vertical axis: median of y minus slope times median of x.
  package let intercept: Double
  /// Sen's interval of the slope; infinite on both sides when there are too few pairs for one.
  package let interval: ConfidenceInterval
  /// Whether all pairs were used.
  package let isExact: Bool

  /// `nil` when no two observations differ in `x`.
  ///
  /// - Parameters:
  ///   - x: One value for each observation.
  ///   - y: As many values, in the same order.
  ///   - confidence: That of the interval.
  ///   - varianceFactor: What autocorrelation multiplies the score's variance by, given the slope.
  ///   - pairLimit: When there are more pairs, so many of them are drawn at random.
  ///   - seed: For the pairs that are drawn.
  /// - Complexity: O(*n* log *n*) and O(pairs), at most `pairLimit`.
  package init?(
    x: [Double],
    y: [Double],
    confidence: Double = 0.95,
    varianceFactor: (_ slope: Double) -> Double = { _ in 1 },
    pairLimit: Int = TheilSenSlope.pairLimit,
    seed: UInt64 = 0
  ) {
    precondition(x.count == y.count, "observations are pairs")
    let ties = MidRanks(x)
    let tiedPairs = ties.tieSizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    let pairs = x.count * (x.count - 1) / 2 - tiedPairs
    guard pairs > 0, let middleX = Median.of(x), let middleY = Median.of(y) else { return nil }
    isExact = pairs <= pairLimit
    var slopes =
      isExact ? Self.allSlopes(x, y) : Self.sampledSlopes(x, y, count: pairLimit, seed: seed)
    guard let slope = Median.place(in: &slopes) else { return nil }
    self.slope = slope
    intercept = middleY - slope * middleX

    let variance =
      KendallCorrelation.variance(count: x.count, ties, MidRanks(y)) * varianceFactor(slope)
    let distance = NormalDistribution.quantile((1 + confidence) / 2) * variance.squareRoot()
    // Ranks among all pairs, carried over to the sample in proportion.
    let share = Double(slopes.count) / Double(pairs)
    let low = ((Double(pairs) - distance) / 2 * share).rounded(.toNearestOrEven) - 1
    let high = ((Double(pairs) + distance) / 2 * share).rounded(.toNearestOrEven)
    // A rank beyond the ends: there are too few pairs for an end with this confidence.
    let isBounded = low >= 0 && high < Double(slopes.count)
    guard isBounded else {
      interval = ConfidenceInterval(lower: -.infinity, upper: .infinity)
      return
    }
    // The median has parted the slopes, and the ends lie on both sides of it.
    let middle = slopes.count / 2
    interval = ConfidenceInterval(
      lower: Selection.place(Int(low), in: &slopes, within: 0..<max(middle, Int(low) + 1)),
      upper: Selection.place(Int(high), in: &slopes, within: middle..<slopes.count)
    )
  }

  private static func allSlopes(_ x: [Double], _ y: [Double]) -> [Double] {
    var slopes: [Double] = []
    slopes.reserveCapacity(x.count * (x.count - 1) / 2)
    for later in x.indices {
      for earlier in 0..<later where x[later] != x[earlier] {
        slopes.append((y[later] - y[earlier]) / (x[later] - x[earlier]))
      }
    }
    return slopes
  }

  private static func sampledSlopes(
    _ x: [Double],
    _ y: [Double],
    count: Int,
    seed: UInt64
  ) -> [Double] {
    // Sorted by x, an observation's partners with another x are those outside its run of equals.
    let order = x.indices.sorted { (x[$0], $0) < (x[$1], $1) }
    let runs = Self.runs(order.map { x[$0] })
    var random = SplitMix64(seed: seed)
    // Observations are drawn in proportion to the number of their partners, so that all pairs have
    // the same chance however many observations share one x.
    var cumulative: [Int] = []
    var total = 0
    for run in runs {
      total += order.count - run.count
      cumulative.append(total)
    }
    return (0..<count).map { _ in
      let target = random.below(total)
      let place = cumulative.partitioningIndex { $0 > target }
      let run = runs[place]
      let partner = random.below(order.count - run.count)
      let other = order[partner < run.lowerBound ? partner : partner + run.count]
      let one = order[place]
      return (y[one] - y[other]) / (x[one] - x[other])
    }
  }

  /// For each place of a sorted array the places of its equals.
  private static func runs(_ sorted: [Double]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    while runs.count < sorted.count {
      let start = runs.count
      var end = start + 1
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      runs.append(contentsOf: repeatElement(start..<end, count: end - start))
    }
    return runs
  }
}

extension Array where Element == Int {
  /// The first index whose element satisfies a condition that holds from there on.
  fileprivate func partitioningIndex(_ holds: (Int) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
