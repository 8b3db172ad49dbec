import Foundation
import Statistics
import Testing
import TestSupport

@Suite("Mix and speed")
struct AttributionTests {
  private typealias Group = MixEffect.Group

  private func sum(_ split: MixEffect.Split) -> Double {
    split.parts.reduce(split.traffic) { $0 + $1.mix + $1.speed }
  }

  @Test("add up to the change of the mean and of the total, and turn with the periods")
  func identity() throws {
    var random = SeededGenerator(seed: 151)
    for _ in 0..<50 {
      func groups() -> [Group] {
        (0..<5).map { _ in
          Group(count: Double(random.below(4)) * 100 + 1, mean: random.unit() * 500)
        }
      }
      let (before, after) = (groups(), groups())
      let mean = try #require(MixEffect.mean(before, after))
      #expect(abs(sum(mean) - mean.change) < 1e-9)
      let total = try #require(MixEffect.total(before, after))
      #expect(abs(sum(total) - total.change) < 1e-6)
      let back = try #require(MixEffect.mean(after, before))
      for (one, other) in zip(mean.parts, back.parts) {
        #expect(abs(one.mix + other.mix) < 1e-9 && abs(one.speed + other.speed) < 1e-9)
      }
    }
    #expect(MixEffect.mean([Group(count: 0, mean: 0)], [Group(count: 1, mean: 1)]) == nil)
  }

  @Test("see that everything got slower although the mean fell")
  func simpson() throws {
    let before = [Group(count: 100, mean: 10), Group(count: 900, mean: 100)]
    let after = [Group(count: 900, mean: 12), Group(count: 100, mean: 110)]
    let split = try #require(MixEffect.mean(before, after))
    #expect(split.change < 0)
    #expect(split.parts.allSatisfy { $0.speed > 0 })
    let new = try #require(
      MixEffect.mean(
        [Group(count: 100, mean: 10), Group(count: 0, mean: 0)],
        [Group(count: 100, mean: 10), Group(count: 50, mean: 40)]
      )
    )
    #expect(new.parts.allSatisfy { $0.speed == 0 })
    #expect(abs(sum(new) - 10) < 1e-12)
  }

  private func sketch(
    _ count: Int,
    median: Double,
    _ random: inout SeededGenerator
  ) -> LatencySketch {
    var sketch = LatencySketch()
    for _ in 0..<count { sketch.record(Int64(median * exp(0.5 * DailySeries.normal(&random)))) }
    return sketch
  }

  @Test("add up to the change of a quantile, and blame who is to blame")
  func quantiles() throws {
    var random = SeededGenerator(seed: 152)
    let before = [
      sketch(3000, median: 1e7, &random), sketch(1000, median: 5e7, &random),
      sketch(30, median: 2e7, &random),
    ]
    // The second group twice as slow, nothing else.
    var slow = before
    slow[1] = sketch(1000, median: 1e8, &random)
    for rank in [0.5, 0.95, 0.99] {
      let split = try #require(QuantileEffect.split(rank: rank, before, slow))
      #expect(abs(sum(split) - split.change) <= 1e-9 * 1e8)
      if rank > 0.9 { #expect(split.parts[1].speed > 0.9 * split.change) }
    }
    // Three times as many of the second group, nothing slower.
    let more = [before[0], sketch(3000, median: 5e7, &random), before[2]]
    let split = try #require(QuantileEffect.split(rank: 0.9, before, more))
    let mix = split.parts.reduce(0) { $0 + $1.mix }
    #expect(split.change > 0 && mix > 0.9 * split.change)
    // A new group is mix alone.
    let with = [before[0], before[1], sketch(2000, median: 4e8, &random)]
    let without = [before[0], before[1], LatencySketch()]
    let new = try #require(QuantileEffect.split(rank: 0.95, without, with))
    #expect(abs(new.parts[2].speed) < 1e-6 * new.change)
    #expect(abs(sum(new) - new.change) <= 1e-9 * new.change)
    #expect(QuantileEffect.split(rank: 0.5, [LatencySketch()], [before[0]]) == nil)
    let same = try #require(QuantileEffect.split(rank: 0.95, before, before))
    #expect(same.change == 0)
  }

  @Test("are those of quantiles close to the sketch's own")
  func ownQuantiles() throws {
    var random = SeededGenerator(seed: 153)
    let before = sketch(2000, median: 1e7, &random)
    let after = sketch(2000, median: 2e7, &random)
    for rank in [0.5, 0.9, 0.99] {
      let split = try #require(QuantileEffect.split(rank: rank, [before], [after]))
      let own = Double(try #require(after.quantile(rank)) - (try #require(before.quantile(rank))))
      #expect(abs(split.change - own) < 0.02 * own + 0.01 * 2e7)
    }
  }
}
