/// How badly a stretch of a series fits a constant and a straight line, in constant time.
package struct SegmentCosts: Sendable {
  private var sums: [Double] = [0]
  private var squares: [Double] = [0]
  private var products: [Double] = [0]

  /// - Parameter values: Centred and of deviation 1, so that differences of sums keep their digits.
  package init(_ values: [Double]) {
    for (index, value) in values.enumerated() {
      sums.append(sums[index] + value)
      squares.append(squares[index] + value * value)
      products.append(products[index] + value * Double(index))
    }
  }

  /// The sum of squares about the mean of `start`..<`end`.
  @inline(__always)
  package func constant(_ start: Int, _ end: Int) -> Double {
    let sum = sums[end] - sums[start]
    return max(0, squares[end] - squares[start] - sum * sum / Double(end - start))
  }

  /// The sum of squares about the line of least squares; 0 for two values.
  @inline(__always)
  package func linear(_ start: Int, _ end: Int) -> Double {
    let line = self.line(start, end)
    guard end - start > 2 else { return 0 }
    return max(0, constant(start, end) - line.slope * line.slope * line.spread)
  }

  /// The line of least squares: its value at the first place and its slope.
  @inline(__always)
  func line(_ start: Int, _ end: Int) -> (first: Double, slope: Double, spread: Double) {
    let n = Double(end - start)
    let middle = (n - 1) / 2
    // Σ (t - t̄)² of consecutive integers.
    let spread = n * (n * n - 1) / 12
    let sum = sums[end] - sums[start]
    let product = products[end] - products[start] - (Double(start) + middle) * sum
    let slope = spread > 0 ? product / spread : 0
    return (sum / n - slope * middle, slope, spread)
  }
}
