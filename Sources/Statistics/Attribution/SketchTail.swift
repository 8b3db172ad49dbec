/// The share of a sketch's values above a number, straight lines joining the buckets' edges.
struct SketchTail: Sendable {
  private var edges: [Double] = []
  /// The share at or below each edge.
  private var below: [Double] = []

  init(_ sketch: LatencySketch) {
    var seen = 0.0
    let count = Double(max(1, sketch.count))
    sketch.forEachStretch { low, high, amount in
      // A stretch begins where it is not yet counted: right after the edge below it.
      if edges.last.map({ $0 < low }) ?? true {
        edges.append(low)
        below.append(seen / count)
      }
      seen += Double(amount)
      edges.append(high)
      below.append(seen / count)
    }
  }

  /// The share above a number.
  func above(_ value: Double) -> Double {
    guard let first = edges.first, value > first else { return 1 }
    var low = 0
    var high = edges.count
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if edges[middle] <= value { low = middle } else { high = middle }
    }
    guard low + 1 < edges.count else { return 0 }
    let part = (value - edges[low]) / (edges[low + 1] - edges[low])
    return max(0, 1 - below[low] - part * (below[low + 1] - below[low]))
  }
}

extension LatencySketch {
  /// Visits stretches of values, the lowest first: where each begins and ends, and how many it has.
  ///
  /// Single values are stretches of the integer that ends at them.
  func forEachStretch(_ visit: (Double, Double, Int64) -> Void) {
    guard isBucketed else {
      var counts: [Int64: Int64] = [:]
      for value in exact { counts[value, default: 0] += 1 }
      for (value, amount) in counts.sorted(by: { $0.key < $1.key }) {
        visit(Double(value) - 1, Double(value), amount)
      }
      return
    }
    if zeroCount > 0 { visit(-1, 0, zeroCount) }
    for (index, amount) in buckets {
      let low = BucketScale.bound(index)
      let high = BucketScale.bound(index + 1)
      visit(
        Swift.max(low, Double(min) - 1).rounded(.down),
        Swift.min(high, Double(max)).rounded(.down),
        amount
      )
    }
  }
}
