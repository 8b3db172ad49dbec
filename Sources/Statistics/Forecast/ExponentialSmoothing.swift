/// Forecasts from weighted pasts, the weights falling off with age.
enum ExponentialSmoothing {
  /// The level after the last value, its smoothing chosen among nine by squared errors one step ahead.
  ///
  /// Method: Brown 1956.
  static func level(_ values: [Double]) -> Double {
    // All at once, each in a lane of its own; of the lanes beyond the ninth nothing is taken.
    var alpha = SIMD16<Double>(repeating: 0)
    for step in 1...9 { alpha[step - 1] = Double(step) / 10 }
    var level = SIMD16(repeating: values.first ?? 0)
    var error = SIMD16<Double>(repeating: 0)
    for value in values.dropFirst() {
      let rest = SIMD16(repeating: value) - level
      error += rest * rest
      level += alpha * rest
    }
    var best = (error: Double.infinity, level: values.last ?? 0)
    for lane in 0..<9 where error[lane] < best.error { best = (error[lane], level[lane]) }
    return best.level
  }

  /// The course of level and damped trend.
  ///
  /// Method: Gardner and McKenzie 1985; the parameters are the best of a grid by squared errors one
  /// step ahead.
  static func damped(_ values: [Double], horizon: Int) -> [Double] {
    guard let first = values.first, values.count > 1 else {
      return [Double](repeating: values.first ?? 0, count: horizon)
    }
    var best = (error: Double.infinity, level: first, trend: 0.0, damping: 0.9)
    // A lane for each share: they do not wait for one another.
    let share = SIMD4(0.05, 0.15, 0.3, 0.6)
    let kept = 1 - share
    for damping in [0.8, 0.9, 0.98] {
      for alpha in [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9] {
        var level = SIMD4(repeating: first)
        var trend = SIMD4(repeating: values[1] - first)
        var error = SIMD4<Double>(repeating: 0)
        for value in values.dropFirst() {
          let damped = damping * trend
          let expected = level + damped
          let rest = value - expected
          error += rest * rest
          let next = expected + alpha * rest
          trend = damped * kept + share * (next - level)
          level = next
        }
        for lane in 0..<4 where error[lane] < best.error {
          best = (error[lane], level[lane], trend[lane], damping)
        }
      }
    }
    var power = 1.0
    var sum = 0.0
    return (0..<horizon).map { _ in
      power *= best.damping
      sum += power
      return best.level + sum * best.trend
    }
  }

  /// The mean of a straight line and of a level that exaggerates the distance from it.
  ///
  /// Method: Assimakopoulos and Nikolopoulos, "The theta model", 2000.
  static func theta(_ values: [Double], horizon: Int) -> [Double] {
    let n = Double(values.count)
    let middle = (n - 1) / 2
    let mean = values.reduce(0, +) / max(1, n)
    let spread = n * (n * n - 1) / 12
    let product = values.enumerated().reduce(0) { $0 + (Double($1.offset) - middle) * $1.element }
    let slope = spread > 0 ? product / spread : 0
    let line = { (place: Double) in mean + slope * (place - middle) }
    let level = level(values.enumerated().map { 2 * $1 - line(Double($0)) })
    return (1...horizon).map { (line(n - 1 + Double($0)) + level) / 2 }
  }
}
