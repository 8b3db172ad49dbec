/// Mean and spread of a few numbers.
struct Moments {
  let mean: Double
  /// With *n* - 1 in the denominator; 0 for one value.
  let variance: Double

  /// `nil` of nothing.
  init?(_ values: [Double]) {
    guard let first = values.first else { return nil }
    let count = Double(values.count)
    // Differences from one of the values lose no digits when all are far from zero and alike.
    let shift = values.reduce(0) { $0 + ($1 - first) } / count
    let center = first + shift
    mean = center
    let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    variance = values.count > 1 ? squares / (count - 1) : 0
  }

  /// The correlation of each value with the next; 0 when all are equal.
  static func lagOneCorrelation(_ values: [Double]) -> Double {
    guard let mean = Moments(values)?.mean else { return 0 }
    var squares = 0.0
    var products = 0.0
    for (index, value) in values.enumerated() {
      squares += (value - mean) * (value - mean)
      if index > 0 { products += (value - mean) * (values[index - 1] - mean) }
    }
    return squares > 0 ? products / squares : 0
  }
}
