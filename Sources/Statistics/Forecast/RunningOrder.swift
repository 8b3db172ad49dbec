/// Numbers kept in order as they come and go.
struct RunningOrder: Sendable {
  private var sorted: [Double] = []

  var count: Int { sorted.count }

  private func place(of value: Double) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = low + (high - low) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func insert(_ value: Double) { sorted.insert(value, at: place(of: value)) }

  /// Removes a number that is there.
  mutating func remove(_ value: Double) { sorted.remove(at: place(of: value)) }

  /// The order statistic of rank ceil(p n); `nil` of nothing.
  func quantile(_ p: Double) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let rank = Int((p * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }
}
