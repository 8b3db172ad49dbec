/// Forecasts from weighted pasts, the weights falling off with age.
enum ExponentialSmoothing {
  /// The level after the last value, its smoothing chosen among nine by squared errors one step ahead.
  ///
  /// Method: Brown 1956.
  static func level(_ values: [Double]) -> Double {
    var best = (error: Double.infinity, level: values.last ?? 0)
    for step in 1...9 {
      let alpha = Double(step) / 10
      var level = values.first ?? 0
      var error = 0.0
      for value in values.dropFirst() {
        error += (value - level) * (value - level)
        level += alpha * (value - level)
      }
      if error < best.error { best = (error, level) }
    }
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
    for damping in [0.8, 0.9, 0.98] {
      for alpha in [0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9] {
        for share in [0.05, 0.15, 0.3, 0.6] {
          var level = first
          var trend = values[1] - first
          var error = 0.0
          for value in values.dropFirst() {
            let expected = level + damping * trend
            error += (value - expected) * (value - expected)
            let next = expected + alpha * (value - expected)
            trend = damping * trend * (1 - share) + share * (next - level)
            level = next
          }
          if error < best.error { best = (error, level, trend, damping) }
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
