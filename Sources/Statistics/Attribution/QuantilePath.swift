/// The tails of many groups in two periods, and of the mixtures between.
struct QuantilePath: Sendable {
  private let shares: [(before: Double, after: Double)]
  private let tails: [(before: SketchTail, after: SketchTail)]
  private let whole: (before: SketchTail, after: SketchTail)
  private let edges: (low: Double, high: Double)

  /// `nil` when a period is empty.
  init?(_ before: [LatencySketch], _ after: [LatencySketch]) {
    func merged(_ sketches: [LatencySketch]) -> LatencySketch {
      sketches.reduce(into: LatencySketch()) { $0.merge($1) }
    }
    let all = (merged(before), merged(after))
    guard all.0.count > 0, all.1.count > 0 else { return nil }
    whole = (SketchTail(all.0), SketchTail(all.1))
    shares = zip(before, after).map {
      (Double($0.count) / Double(all.0.count), Double($1.count) / Double(all.1.count))
    }
    tails = zip(before, after).map { old, new in
      // A side without any takes the other's tail, so that appearing counts as mix alone.
      (SketchTail(old.count > 0 ? old : new), SketchTail(new.count > 0 ? new : old))
    }
    edges = (
      Double(min(all.0.min, all.1.min)), Double(max(all.0.max, all.1.max)) + 1
    )
  }

  /// The quantile of the mixture that takes `weight` of the second period.
  func quantile(_ rank: Double, at weight: Double) -> Double {
    var low = edges.low - 1
    var high = edges.high
    // Sixty halvings: below a nanosecond from the widest range.
    for _ in 0..<60 {
      let middle = low + (high - low) / 2
      let tail = (1 - weight) * whole.before.above(middle) + weight * whole.after.above(middle)
      if tail <= 1 - rank { high = middle } else { low = middle }
    }
    return high
  }

  /// Gives a step of the quantile to the groups, in proportion to what they add to the difference of
  /// the tails at a place.
  func share(_ step: Double, at place: Double, among parts: inout [MixEffect.Part]) {
    guard step != 0 else { return }
    let middle = (whole.before.above(place) + whole.after.above(place)) / 2
    var mixes: [Double] = []
    var speeds: [Double] = []
    for (share, tail) in zip(shares, tails) {
      let old = tail.before.above(place)
      let new = tail.after.above(place)
      mixes.append((share.after - share.before) * ((old + new) / 2 - middle))
      speeds.append((share.before + share.after) / 2 * (new - old))
    }
    let total = mixes.reduce(0, +) + speeds.reduce(0, +)
    // A step across a place where the tails agree has no owner: the groups take it evenly.
    guard total.magnitude > 1e-12 else {
      for index in parts.indices { parts[index].speed += step / Double(parts.count) }
      return
    }
    for index in parts.indices {
      parts[index].mix += step * mixes[index] / total
      parts[index].speed += step * speeds[index] / total
    }
  }
}
