/// The distribution of an operation's own time, in nanoseconds.
struct LatencyModel: Sendable {
  private let median: Double
  private let sigma: Double
  private let secondShare: Double
  private let secondMedian: Double
  private let secondSigma: Double
  private let tailShare: Double
  private let tailExponent: Double
  private let tailFrom: Double
  private let tailTo: Double

  init(_ scenario: ScenarioLatency, factor: Double) {
    median = scenario.medianMilliseconds * 1e6 * factor
    sigma = scenario.sigma
    secondShare = scenario.second?.share ?? 0
    secondMedian = (scenario.second?.medianMilliseconds ?? 1) * 1e6 * factor
    secondSigma = scenario.second?.sigma ?? 0
    tailShare = scenario.tail?.share ?? 0
    tailExponent = -1 / (scenario.tail?.alpha ?? 1)
    tailFrom = (scenario.tail?.fromMilliseconds ?? 1) * 1e6 * factor
    tailTo = (scenario.tail?.toMilliseconds ?? 1) * 1e6 * factor
  }

  func draw(_ random: inout SplitMix64) -> Double {
    if random.happens(tailShare) {
      let rank = (Double(random.next() >> 12) + 0.5) * 0x1p-52
      return min(tailTo, tailFrom * PortableMath.exp(tailExponent * PortableMath.log(rank)))
    }
    return random.happens(secondShare)
      ? random.lognormal(median: secondMedian, sigma: secondSigma)
      : random.lognormal(median: median, sigma: sigma)
  }
}
