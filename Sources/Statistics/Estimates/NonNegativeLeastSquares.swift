/// What each of several causes costs, when costs add up and none is below zero.
///
/// Observations are added one by one and only their sums are kept: k² numbers for k causes.
///
/// Method: the active set method of Lawson and Hanson, "Solving least squares problems", 1974, on
/// the normal equations.
package struct NonNegativeLeastSquares: Sendable {
  /// The number of causes.
  package let size: Int
  /// Products of causes, row by row.
  private var gram: [Double]
  /// Products of causes and outcome.
  private var moments: [Double]

  package init(size: Int) {
    precondition(size > 0, "there is a cause")
    self.size = size
    gram = [Double](repeating: 0, count: size * size)
    moments = [Double](repeating: 0, count: size)
  }

  /// Adds an observation.
  ///
  /// - Parameters:
  ///   - causes: How much of each cause there was; ``size`` finite numbers.
  ///   - outcome: Finite.
  package mutating func add(_ causes: [Double], outcome: Double) {
    precondition(causes.count == size, "an observation has every cause")
    for (row, amount) in causes.enumerated() where amount != 0 {
      moments[row] += amount * outcome
      for column in causes.indices { gram[row * size + column] += amount * causes[column] }
    }
  }

  /// Returns the cost of one unit of each cause.
  ///
  /// - Parameter ridge: What is added to the diagonal, as a share of its mean: 0.01 keeps causes that
  ///   always come together from taking each other's cost. With 0, a cause that others make up
  ///   exactly has no cost of its own.
  /// - Returns: ``size`` numbers, none below 0.
  /// - Complexity: O(*k*³) for each cause that enters or leaves; few do so twice.
  package func coefficients(ridge: Double = 0) -> [Double] {
    let mean = (0..<size).reduce(0) { $0 + gram[$1 * size + $1] } / Double(size)
    var matrix = gram
    for row in 0..<size { matrix[row * size + row] += ridge * mean }
    var solution = [Double](repeating: 0, count: size)
    var active: [Int] = []
    var refused: Set<Int> = []
    // Each round lowers the residual, so no active set comes twice; the bound is for rounding.
    for _ in 0..<(10 * size + 10) {
      guard let entering = steepest(matrix, solution, excluding: refused.union(active)) else {
        break
      }
      active.append(entering)
      guard let next = Self.relax(solution, &active, matrix, moments) else {
        active.removeAll { $0 == entering }
        refused.insert(entering)
        continue
      }
      if active.contains(entering) { refused = [] } else { refused.insert(entering) }
      solution = next
    }
    return solution
  }

  /// The cause whose growth lowers the residual most; `nil` when none does.
  private func steepest(
    _ matrix: [Double],
    _ solution: [Double],
    excluding excluded: Set<Int>
  ) -> Int? {
    var best: Int?
    var steepest = 0.0
    for row in 0..<size where !excluded.contains(row) && matrix[row * size + row] > 0 {
      var gradient = moments[row]
      var scale = gradient.magnitude
      for column in 0..<size where solution[column] > 0 {
        let product = matrix[row * size + column] * solution[column]
        gradient -= product
        scale += product.magnitude
      }
      // Causes are compared in their own units, and a gradient of rounding errors is none.
      guard gradient > scale * 1e-13 else { continue }
      let slope = gradient / matrix[row * size + row].squareRoot()
      if slope > steepest { (best, steepest) = (row, slope) }
    }
    return best
  }

  /// Solves for the active causes; those that would go below zero leave.
  ///
  /// `nil` when the causes are dependent.
  private static func relax(
    _ start: [Double],
    _ active: inout [Int],
    _ matrix: [Double],
    _ moments: [Double]
  ) -> [Double]? {
    var solution = start
    while !active.isEmpty {
      guard let target = solve(active, matrix, moments) else { return nil }
      var step = 1.0
      for (cause, value) in zip(active, target) where value <= 0 {
        step = min(step, solution[cause] / (solution[cause] - value))
      }
      for (cause, value) in zip(active, target) {
        solution[cause] += step * (value - solution[cause])
        if value <= 0, solution[cause] <= 1e-14 * value.magnitude { solution[cause] = 0 }
      }
      if step == 1 { return solution }
      let before = active.count
      active.removeAll { solution[$0] <= 0 }
      if active.count == before { return nil }
    }
    return solution
  }

  /// Cholesky's decomposition of the active rows and columns, and both substitutions.
  private static func solve(
    _ active: [Int],
    _ matrix: [Double],
    _ moments: [Double]
  ) -> [Double]? {
    let size = moments.count
    let count = active.count
    var lower = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      for column in 0...row {
        var sum = matrix[active[row] * size + active[column]]
        let diagonal = sum
        for k in 0..<column { sum -= lower[row * count + k] * lower[column * count + k] }
        if row == column {
          guard sum > diagonal * 1e-12 else { return nil }
          lower[row * count + row] = sum.squareRoot()
        } else {
          lower[row * count + column] = sum / lower[column * count + column]
        }
      }
    }
    var values = active.map { moments[$0] }
    for row in 0..<count {
      for k in 0..<row { values[row] -= lower[row * count + k] * values[k] }
      values[row] /= lower[row * count + row]
    }
    for row in (0..<count).reversed() {
      for k in (row + 1)..<count { values[row] -= lower[k * count + row] * values[k] }
      values[row] /= lower[row * count + row]
    }
    return values
  }
}
