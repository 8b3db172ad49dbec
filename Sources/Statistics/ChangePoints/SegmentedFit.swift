/// The partition of a standardised series, found together with the scale of its noise.
struct SegmentedFit: Sendable {
  let count: Int
  let costs: SegmentCosts
  /// The stretches in the standardised unit.
  private(set) var segments: [SeriesSegment] = []
  /// The long-run variance of the noise, at least that of the whole series.
  private(set) var noise = 1.0
  /// Whether one level is the best fit although the noise was taken to be no more than the whole
  /// variation: it is then the best at every higher price, too.
  private(set) var isQuiet = false

  private let allowsSlopes: Bool
  private var slopePenalty: Double? { allowsSlopes ? noise * RealFunction.log(Double(count)) : nil }

  /// - Parameters:
  ///   - standard: Of mean 0 and deviation 1.
  ///   - price: What a cut costs, in units of noise times log n.
  init(_ standard: [Double], price: Double) {
    count = standard.count
    costs = SegmentCosts(standard)
    allowsSlopes = count >= ChangePointDetector.leastForSlopes
    for round in 0...3 {
      let partition = OptimalPartition(
        costs,
        count: count,
        cutPenalty: price * noise * RealFunction.log(Double(count)),
        slopePenalty: slopePenalty
      )
      segments = zip(partition.starts, partition.starts.dropFirst() + [count]).map {
        segment($0..<$1)
      }
      isQuiet = round == 0 && segments.count == 1 && segments[0].isConstant
      let next = longRunVariance(standard)
      guard round < 3, next > 1.001 * noise else { break }
      noise = next
      if isQuiet { break }
    }
  }

  private func segment(_ range: Range<Int>) -> SeriesSegment {
    let constant = costs.constant(range.lowerBound, range.upperBound)
    if let slopePenalty,
      costs.linear(range.lowerBound, range.upperBound) + slopePenalty < constant
    {
      let line = costs.line(range.lowerBound, range.upperBound)
      return SeriesSegment(range: range, level: line.first, slope: line.slope)
    }
    let line = costs.line(range.lowerBound, range.upperBound)
    let mean = line.first + line.slope * Double(range.count - 1) / 2
    return SeriesSegment(range: range, level: mean, slope: 0)
  }

  /// The variance of the rests times (1 + φ) / (1 - φ), φ being their correlation corrected for the
  /// bias that fitting leaves: each stretch with a slope lowers it by about (2 + 4 r) / n, each
  /// without by (1 + 3 r) / n.
  private func longRunVariance(_ standard: [Double]) -> Double {
    let rests = segments.flatMap { segment in
      segment.range.map { standard[$0] - segment.value(at: $0) }
    }
    let squares = rests.reduce(0) { $0 + $1 * $1 }
    guard squares > 0 else { return 0 }
    let products = zip(rests, rests.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    let r = max(0, products / squares)
    let n = Double(count)
    let m = Double(segments.count)
    let bias = allowsSlopes ? 2 + 4 * r : 1 + 3 * r
    let phi = min(0.9, r + m * bias / n)
    let freedom = max(1, n - (allowsSlopes ? 3 : 2) * m)
    return squares / freedom * (1 + phi) / (1 - phi)
  }

  /// The cuts that would cost less than twice the noise more than the one chosen.
  func location(between left: SeriesSegment, and right: SeriesSegment) -> ClosedRange<Int> {
    let chosen = right.range.lowerBound
    let least = cost(left.range.lowerBound, chosen) + cost(chosen, right.range.upperBound)
    var low = chosen
    var high = chosen
    for place
      in (left.range.lowerBound + 2)..<max(
        left.range.lowerBound + 2,
        right.range.upperBound - 1
      )
    {
      let cost = cost(left.range.lowerBound, place) + cost(place, right.range.upperBound)
      guard cost - least < 2 * noise else { continue }
      low = min(low, place)
      high = max(high, place)
    }
    return low...high
  }

  private func cost(_ start: Int, _ end: Int) -> Double {
    OptimalPartition.cost(costs, start, end, slopePenalty: slopePenalty)
  }
}
