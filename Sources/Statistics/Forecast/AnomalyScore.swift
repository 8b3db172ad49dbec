/// How unusual each value of a series is, judged by what came before it and by nothing else.
///
/// A value is unusual when it is both far from the last day's median and outside what the same time of
/// earlier days had; the lesser of the two counts. Of an anomaly that lasts, only what exceeds the
/// scores shortly before counts, so that it is told once.
package struct AnomalyScore: Sendable {
  /// How many days the same time is looked up in.
  package static let mostDays = 7

  /// The values in a day.
  package let period: Int

  /// - Parameter period: The values in a day: 24 for hours.
  package init(period: Int) {
    precondition(period > 1, "a day has several values")
    self.period = period
  }

  /// Returns a score in 0..<1 for each value; 0 during the first day.
  ///
  /// - Parameters:
  ///   - values: Evenly spaced and finite; logarithms of latencies.
  ///   - refractory: How many scores before one must be lower for it to count.
  /// - Returns: As many scores.
  /// - Complexity: O(*n*²) moves of memory, O(*n* log *n*) else.
  package func scores(_ values: [Double], refractory: Int) -> [Double] {
    var window = RunningOrder()
    var distances = RunningOrder()
    var gaps = RunningOrder()
    var raw: [Double] = []
    for (index, value) in values.enumerated() {
      let distance = (value - (window.quantile(0.5) ?? value)).magnitude
      let gap = gap(values, at: index)
      let spread =
        Median.normalConsistency * (distances.quantile(0.5) ?? 0) + (distances.quantile(0.99) ?? 0)
      let isKnown = index >= period
      let first = isKnown ? Self.ratio(distance, spread) : 0
      let second = isKnown ? Self.ratio(gap, gaps.quantile(0.99) ?? 0) : 0
      let score = min(first, second)
      raw.append(score / (1 + score))
      distances.insert(distance)
      if isKnown { gaps.insert(gap) }
      window.insert(value)
      if window.count > period { window.remove(values[index - period]) }
    }
    return Self.peaks(raw, refractory: refractory)
  }

  /// The distance to the nearest of the ranges that the same time had on earlier days.
  private func gap(_ values: [Double], at index: Int) -> Double {
    let reach = max(1, period / 24)
    var nearest = Double.infinity
    for day in 1...Self.mostDays {
      let center = index - day * period
      guard center >= 0 else { break }
      let range = values[max(0, center - reach)...min(center + reach, index - 1)]
      let low = range.min() ?? values[center]
      let high = range.max() ?? values[center]
      nearest = min(nearest, max(0, low - values[index], values[index] - high))
    }
    return nearest
  }

  /// A ratio that stays finite where nothing has varied yet.
  private static func ratio(_ value: Double, _ scale: Double) -> Double {
    guard value > 0 else { return 0 }
    return scale > value * 1e-6 ? value / scale : 1e6
  }

  private static func peaks(_ scores: [Double], refractory: Int) -> [Double] {
    // The places of falling maxima among the last scores.
    var maxima: [Int] = []
    var head = 0
    return scores.indices.map { index in
      while head < maxima.count, maxima[head] < index - refractory { head += 1 }
      let isPeak = head == maxima.count || scores[index] > scores[maxima[head]]
      while maxima.count > head, let last = maxima.last, scores[last] <= scores[index] {
        maxima.removeLast()
      }
      maxima.append(index)
      return isPeak ? scores[index] : 0
    }
  }
}
