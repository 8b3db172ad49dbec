import Statistics
import Testing
import TestSupport

@Suite("The cheapest partition")
struct OptimalPartitionTests {
  /// Sums of squares by fitting each stretch on its own.
  private func squares(_ values: ArraySlice<Double>) -> (constant: Double, linear: Double) {
    let n = Double(values.count)
    let times = values.indices.map(Double.init)
    let meanTime = times.reduce(0, +) / n
    let mean = values.reduce(0, +) / n
    var stt = 0.0
    var sty = 0.0
    var syy = 0.0
    for (time, value) in zip(times, values) {
      stt += (time - meanTime) * (time - meanTime)
      sty += (time - meanTime) * (value - mean)
      syy += (value - mean) * (value - mean)
    }
    return (syy, values.count > 2 ? max(0, syy - sty * sty / stt) : 0)
  }

  private func series(_ count: Int, _ random: inout SeededGenerator) -> [Double] {
    var level = 0.0
    var slope = 0.0
    return (0..<count).map { _ in
      if random.happens(0.1) { level = random.unit() * 4 - 2 }
      if random.happens(0.1) { slope = random.happens(0.5) ? 0 : random.unit() - 0.5 }
      level += slope
      return level + random.unit()
    }
  }

  @Test("has the costs of each stretch fitted on its own")
  func costs() {
    var random = SeededGenerator(seed: 121)
    let values = series(40, &random)
    let costs = SegmentCosts(values)
    for start in 0..<38 {
      for end in (start + 2)...40 {
        let expected = squares(values[start..<end])
        #expect(abs(costs.constant(start, end) - expected.constant) < 1e-9)
        #expect(abs(costs.linear(start, end) - expected.linear) < 1e-9)
      }
    }
  }

  @Test("is that of trying all cuts, pruned or not", arguments: [nil, 1.0, 3.0])
  func pruning(slopePenalty: Double?) {
    var random = SeededGenerator(seed: 122)
    for _ in 0..<25 {
      let count = 2 + random.below(60)
      let values = series(count, &random)
      let costs = SegmentCosts(values)
      let penalty = 0.5 + 4 * random.unit()
      var best = [Double](repeating: .infinity, count: count + 1)
      best[0] = -penalty
      for end in 2...count {
        for start in 0...(end - 2) {
          let fit = squares(values[start..<end])
          let cost = min(fit.constant, slopePenalty.map { fit.linear + $0 } ?? .infinity)
          best[end] = min(best[end], best[start] + cost + penalty)
        }
      }
      let partition = OptimalPartition(
        costs,
        count: count,
        cutPenalty: penalty,
        slopePenalty: slopePenalty
      )
      let ends = partition.starts.dropFirst() + [count]
      var total = -penalty
      for (start, end) in zip(partition.starts, ends) {
        #expect(end - start >= 2)
        total +=
          OptimalPartition.cost(costs, start, end, slopePenalty: slopePenalty) + penalty
      }
      #expect(abs(total - best[count]) < 1e-8)
    }
  }
}
