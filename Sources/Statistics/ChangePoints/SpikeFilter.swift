/// Finds single values that stand out from their neighbours and puts the neighbours' median there.
///
/// Method: Hampel's filter over three values on each side, with a threshold of four deviations.
struct SpikeFilter: Sendable {
  /// The series without its spikes.
  let values: [Double]
  /// The places that were replaced.
  let spikes: [Int]

  init(_ series: [Double]) {
    let changes = zip(series.dropFirst(), series).map { ($0 - $1).magnitude }
    let noise =
      Median.normalConsistency * (Median.of(changes) ?? 0) / 2.squareRoot()
    var values = series
    var spikes: [Int] = []
    for index in series.indices {
      let window = Array(series[max(0, index - 3)..<min(series.count, index + 4)])
      guard let median = Median.of(window), let deviation = Median.absoluteDeviation(of: window)
      else { continue }
      let limit = 4 * max(noise, Median.normalConsistency * deviation)
      if (series[index] - median).magnitude > limit {
        values[index] = median
        spikes.append(index)
      }
    }
    self.values = values
    self.spikes = spikes
  }
}
