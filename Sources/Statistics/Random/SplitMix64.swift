/// A seeded generator for resampling: the same seed gives the same draws on every machine.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// - Parameter seed: For a report, made from what is tested, so that a run tomorrow prints the same.
  package init(seed: UInt64) { state = seed }

  /// Returns the next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// Returns a number in 0..<`bound`, which is positive.
  ///
  /// The high half of a product: for bounds below 2^32 no value is favoured by more than 2^-32.
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "a range to draw from is not empty")
    return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}
