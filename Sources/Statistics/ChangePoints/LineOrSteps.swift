/// Whether a short series that looks like steps is a straight line.
///
/// Below ``ChangePointDetector/leastForSlopes`` values the detector fits levels alone, and so a slope looks
/// like a flight of steps to it. Here one line is held against the levels found, at the detector's own
/// prices: n ln of the squares, three ln n a cut, one ln n a slope (Schwarz 1978).
package enum LineOrSteps {
  /// Returns whether one line explains the values better than the levels between the change points.
  ///
  /// - Parameters:
  ///   - values: The values that the changes were found in.
  ///   - changes: What the detector found.
  /// - Returns: `false` without change points.
  /// - Complexity: O(*n*).
  package static func isLine(_ values: [Double], _ changes: SeriesChanges) -> Bool {
    guard !changes.changePoints.isEmpty, changes.segments.allSatisfy(\.isConstant) else {
      return false
    }
    let level = changes.seasonality?.removed(from: values) ?? values
    let spikes = Set(changes.spikes)
    let places = level.indices.filter { !spikes.contains($0) }
    let n = Double(places.count)
    guard places.count > 2 else { return false }
    var steps = 0.0
    for segment in changes.segments {
      for place in segment.range where !spikes.contains(place) {
        let rest = level[place] - segment.level
        steps += rest * rest
      }
    }
    let line = squaresAboutLine(places.map { Double($0) }, places.map { level[$0] })
    guard line > 0 else { return true }
    guard steps > 0 else { return false }
    let cuts = Double(changes.changePoints.count)
    let price = RealFunction.log(n)
    return n * RealFunction.log(line) + price < n * RealFunction.log(steps) + 3 * cuts * price
  }

  private static func squaresAboutLine(_ times: [Double], _ values: [Double]) -> Double {
    let n = Double(values.count)
    let means = (times.reduce(0, +) / n, values.reduce(0, +) / n)
    var (spread, product, squares) = (0.0, 0.0, 0.0)
    for (time, value) in zip(times, values) {
      spread += (time - means.0) * (time - means.0)
      product += (time - means.0) * (value - means.1)
      squares += (value - means.1) * (value - means.1)
    }
    return spread > 0 ? max(0, squares - product * product / spread) : squares
  }
}
