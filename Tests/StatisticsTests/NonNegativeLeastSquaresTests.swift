import Statistics
import Testing
import TestSupport

@Suite("Costs that add up and are not negative")
struct NonNegativeLeastSquaresTests {
  /// The best of the solutions over all sets of causes, each solved without bounds by elimination.
  private func bruteForce(_ rows: [[Double]], _ outcomes: [Double]) -> [Double] {
    let size = rows[0].count
    var best = [Double](repeating: 0, count: size)
    var least = outcomes.reduce(0) { $0 + $1 * $1 }
    for mask in 1..<(1 << size) {
      let causes = (0..<size).filter { mask >> $0 & 1 == 1 }
      guard let values = solve(rows.map { row in causes.map { row[$0] } }, outcomes) else {
        continue
      }
      guard values.allSatisfy({ $0 >= 0 }) else { continue }
      var residual = 0.0
      for (row, outcome) in zip(rows, outcomes) {
        let sum = zip(causes, values).reduce(0) { $0 + row[$1.0] * $1.1 }
        residual += (outcome - sum) * (outcome - sum)
      }
      guard residual < least - 1e-12 else { continue }
      least = residual
      best = [Double](repeating: 0, count: size)
      for (cause, value) in zip(causes, values) { best[cause] = value }
    }
    return best
  }

  /// Normal equations by elimination with pivots.
  private func solve(_ rows: [[Double]], _ outcomes: [Double]) -> [Double]? {
    let size = rows[0].count
    var matrix = (0..<size).map { i in
      (0..<size).map { j in rows.reduce(0) { $0 + $1[i] * $1[j] } }
        + [zip(rows, outcomes).reduce(0) { $0 + $1.0[i] * $1.1 }]
    }
    for column in 0..<size {
      let pivot = (column..<size).max {
        matrix[$0][column].magnitude < matrix[$1][column].magnitude
      }
      guard let pivot, matrix[pivot][column].magnitude > 1e-9 else { return nil }
      matrix.swapAt(column, pivot)
      for row in 0..<size where row != column {
        let factor = matrix[row][column] / matrix[column][column]
        for k in column...size { matrix[row][k] -= factor * matrix[column][k] }
      }
    }
    return (0..<size).map { matrix[$0][size] / matrix[$0][$0] }
  }

  @Test("are those of the best of all sets of causes")
  func bestSubset() {
    var random = SeededGenerator(seed: 31)
    for _ in 0..<60 {
      let size = 1 + random.below(5)
      let truth = (0..<size).map { _ in Double(random.below(5)) - 2 }
      let rows = (0..<20).map { _ in (0..<size).map { _ in Double(random.below(6)) } }
      let outcomes = rows.map { row in zip(row, truth).reduce(random.unit()) { $0 + $1.0 * $1.1 } }
      var squares = NonNegativeLeastSquares(size: size)
      for (row, outcome) in zip(rows, outcomes) { squares.add(row, outcome: outcome) }
      let found = squares.coefficients()
      for (value, expected) in zip(found, bruteForce(rows, outcomes)) {
        #expect(abs(value - expected) < 1e-8)
      }
    }
  }

  @Test("are shared by causes that always come together when there is a ridge")
  func dependent() {
    var squares = NonNegativeLeastSquares(size: 3)
    for amount in 1...20 {
      let x = Double(amount)
      squares.add([x, x, 0], outcome: 6 * x)
    }
    let shared = squares.coefficients(ridge: 0.01)
    #expect(abs(shared[0] - shared[1]) < 1e-12)
    #expect(abs(shared[0] - 3) < 0.03)
    #expect(shared[2] == 0)
    let alone = squares.coefficients()
    #expect(abs(alone[0] + alone[1] - 6) < 1e-9)
  }

  @Test("are zero for nothing, and for causes that only lower the outcome")
  func nothing() {
    #expect(NonNegativeLeastSquares(size: 2).coefficients(ridge: 0.01) == [0, 0])
    var squares = NonNegativeLeastSquares(size: 1)
    squares.add([2], outcome: -3)
    #expect(squares.coefficients() == [0])
  }
}
