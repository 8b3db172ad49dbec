/// The times at which requests come, in order, exactly as many as asked for.
///
/// Sorted uniform draws are made one after the other without storing them (Bentley and Saxe,
/// "Generating sorted lists of random numbers", 1980) and bent to the load of the hours.
struct Arrivals {
  /// A request that comes.
  struct Arrival {
    var timeMicroseconds: Int64
    /// The hour of the day, 0...23.
    var hour: Int
    /// Whether it is one of the flood, with an operation of its own.
    var isFlood: Bool
  }

  private let pieces: [HourlyLoad.Piece]
  private var piece = 0
  /// The share of all requests that are still to come, by the clock.
  private var rest = 1.0
  private var remaining: Int
  private var remainingFlood: Int
  private var random: SplitMix64

  init(load: HourlyLoad, count: Int, flood: Int, seed: UInt64) {
    pieces = load.pieces
    remaining = count + flood
    remainingFlood = flood
    random = SplitMix64(seed: seed)
  }

  mutating func next() -> Arrival? {
    guard remaining > 0, !pieces.isEmpty else { return nil }
    let draw = (Double(random.next() >> 12) + 0.5) * 0x1p-52
    rest *= PortableMath.exp(PortableMath.log(draw) / Double(remaining))
    let isFlood = remainingFlood > 0 && random.below(remaining) < remainingFlood
    remaining -= 1
    if isFlood { remainingFlood -= 1 }
    let position = 1 - rest
    while piece < pieces.count - 1, pieces[piece].cumulative < position { piece += 1 }
    let current = pieces[piece]
    let before = piece > 0 ? pieces[piece - 1].cumulative : 0
    let part =
      current.cumulative > before
      ? min(1, (position - before) / (current.cumulative - before)) : 0
    let length = Double(current.endMicroseconds - current.startMicroseconds - 1)
    return Arrival(
      timeMicroseconds: current.startMicroseconds + Int64(part * length),
      hour: current.hour,
      isFlood: isFlood
    )
  }
}
