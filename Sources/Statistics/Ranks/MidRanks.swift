/// Ranks from 1, equal values sharing the mean of the ranks they would take up.
package struct MidRanks: Sendable {
  /// The rank of each value, in the order in which the values were given.
  package private(set) var ranks: [Double]
  /// How many values each set of two or more equal ones has.
  package private(set) var tieSizes: [Int]

  /// - Complexity: O(*n* log *n*).
  package init(_ values: [Double]) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    ranks = [Double](repeating: 0, count: values.count)
    tieSizes = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for position in start..<end { ranks[order[position]] = Double(start + end + 1) / 2 }
      if end - start > 1 { tieSizes.append(end - start) }
      start = end
    }
  }

  /// The sum of f(g) over sets of g equal values.
  func tieSum(_ term: (Double) -> Double) -> Double {
    tieSizes.reduce(0) { $0 + term(Double($1)) }
  }
}
