/// The repetitions of one case, condensed.
struct RunSummary: Sendable {
  var name: String
  var command: String
  var wall: Spread
  var cpu: Spread
  var peakBytes: Spread

  init(_ benchmarkCase: Case, _ runs: [Measurement]) {
    name = benchmarkCase.name
    command = benchmarkCase.command
    wall = Spread(runs.map(\.wallSeconds))
    cpu = Spread(runs.map(\.cpuSeconds))
    peakBytes = Spread(runs.map { Double($0.peakBytes) })
  }
}

/// The median of a few values, and how sure it is.
struct Spread: Sendable {
  var median: Double
  /// Two values between which the true median lies with 95 % confidence, whatever the values'
  /// distribution; the least and the largest where fewer than six values cannot say so.
  var interval: ClosedRange<Double>

  /// Condenses at least one value.
  init(_ values: [Double]) {
    precondition(!values.isEmpty, "a spread needs a value")
    let sorted = values.sorted()
    let count = sorted.count
    median =
      count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2
    let cut = Self.valuesOutside(count)
    interval = sorted[cut]...sorted[count - 1 - cut]
  }

  /// How many values to leave out at each end: the most that keep 95 % by the binomial of a half.
  private static func valuesOutside(_ count: Int) -> Int {
    var probability = 1.0
    for _ in 0..<count { probability /= 2 }
    var tail = probability
    var cut = 0
    // `tail` is the chance that at most `cut` values lie below the true median.
    while tail <= 0.025, cut < (count - 1) / 2 {
      probability *= Double(count - cut) / Double(cut + 1)
      guard tail + probability <= 0.025 else { break }
      tail += probability
      cut += 1
    }
    return cut
  }
}
