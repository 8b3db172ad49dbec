/// Random numbers that are the same every time (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }

  mutating func next(below limit: Int) -> Int { Int(next(upperBound: UInt64(limit))) }

  /// A number from 0 up, small ones more often than large ones.
  mutating func skewed(_ limit: Int) -> Int {
    let share = Double.random(in: 0..<1, using: &self)
    return min(Int(share * share * Double(limit)), limit - 1)
  }

  mutating func pick(_ choices: [String]) -> String { choices[next(below: choices.count)] }
}
