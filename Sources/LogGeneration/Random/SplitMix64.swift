/// A small seeded generator: one multiplication chain a number, good enough for one request.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
package struct SplitMix64: Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  @inline(__always)
  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// A number in 0..<1, a multiple of 2^-53.
  @inline(__always)
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number in 0..<bound; `bound` is positive.
  @inline(__always)
  package mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Whether something that happens with this probability happens.
  @inline(__always)
  package mutating func happens(_ probability: Double) -> Bool {
    probability > 0 && unit() < probability
  }

  /// A draw from the normal distribution with mean 0 and deviation 1.
  @inline(__always)
  package mutating func normal() -> Double {
    PortableMath.normalQuantile((Double(next() >> 12) + 0.5) * 0x1p-52)
  }

  /// A draw whose logarithm is normal: `median` times e to the power of `sigma` normal draws.
  ///
  /// It is cut at 1e14, so that sums of many draws fit into 64 bits whatever a scenario asks for.
  @inline(__always)
  package mutating func lognormal(median: Double, sigma: Double) -> Double {
    min(1e14, sigma == 0 ? median : median * PortableMath.exp(sigma * normal()))
  }

  /// A draw from the exponential distribution.
  @inline(__always)
  package mutating func exponential(mean: Double) -> Double {
    -mean * PortableMath.log((Double(next() >> 12) + 0.5) * 0x1p-52)
  }
}
