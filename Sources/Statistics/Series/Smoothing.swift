/// Running means and medians of a series.
enum Smoothing {
  /// Means of the `width` values around each, fewer at the ends.
  ///
  /// - Complexity: O(*n*).
  static func runningMean(_ values: [Double], width: Int) -> [Double] {
    var sums = [0.0]
    for value in values { sums.append(sums[sums.count - 1] + value) }
    let reach = width / 2
    return values.indices.map { index in
      let low = max(0, index - reach)
      let high = min(values.count, index + reach + 1)
      return (sums[high] - sums[low]) / Double(high - low)
    }
  }

  /// Means over one whole period around each value; an even period takes half of both ends.
  ///
  /// The ends continue the series by reflecting it through its last value, so that a slope goes on.
  static func centeredMean(_ values: [Double], period: Int) -> [Double] {
    let reach = period / 2
    guard reach > 0, values.count > reach, let first = values.first, let last = values.last else {
      return values
    }
    let before = (1...reach).reversed().map { 2 * first - values[$0] }
    let after = (1...reach).map { 2 * last - values[values.count - 1 - $0] }
    let extended = before + values + after
    let isEven = period % 2 == 0
    var sums = [0.0]
    for value in extended { sums.append(sums[sums.count - 1] + value) }
    return values.indices.map { index in
      let whole = sums[index + 2 * reach + 1] - sums[index]
      let ends = isEven ? (extended[index] + extended[index + 2 * reach]) / 2 : 0
      return (whole - ends) / Double(period)
    }
  }

  /// Medians of the values up to `reach` places away from each.
  static func runningMedian(_ values: [Double], reach: Int) -> [Double] {
    values.indices.map { index in
      let low = max(0, index - reach)
      let high = min(values.count, index + reach + 1)
      return Median.of(Array(values[low..<high])) ?? values[index]
    }
  }
}
