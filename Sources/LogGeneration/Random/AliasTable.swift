/// Picks an index with a probability in proportion to its weight, in constant time.
///
/// Method: Vose, "A linear algorithm for generating random numbers with a given distribution", 1991.
struct AliasTable: Sendable {
  private var thresholds: [Double]
  private var aliases: [Int32]

  /// - Parameter weights: Not negative, at least one positive.
  init(weights: [Double]) {
    precondition(weights.contains { $0 > 0 }, "one weight must be positive")
    let scale = Double(weights.count) / weights.reduce(0, +)
    thresholds = weights.map { $0 * scale }
    aliases = weights.indices.map { Int32($0) }
    var small = thresholds.indices.filter { thresholds[$0] < 1 }
    var large = thresholds.indices.filter { thresholds[$0] >= 1 }
    while let poor = small.popLast(), let rich = large.popLast() {
      aliases[poor] = Int32(rich)
      thresholds[rich] -= 1 - thresholds[poor]
      if thresholds[rich] < 1 { small.append(rich) } else { large.append(rich) }
    }
    // What is left differs from 1 by rounding alone; a rest of zero weight keeps its alias.
    for index in large { thresholds[index] = 1 }
    for index in small where weights[index] > 0 { thresholds[index] = 1 }
  }

  /// The index of a weight.
  @inline(__always)
  func pick(_ random: inout SplitMix64) -> Int {
    guard thresholds.count > 1 else { return 0 }
    let slot = random.below(thresholds.count)
    return random.unit() < thresholds[slot] ? slot : Int(aliases[slot])
  }
}
