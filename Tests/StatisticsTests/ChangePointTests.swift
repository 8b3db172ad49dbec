import Foundation
import Statistics
import Testing
import TestSupport

@Suite("Change points")
struct ChangePointTests {
  private let detector = ChangePointDetector()

  private func noise(
    _ count: Int,
    phi: Double = 0,
    _ random: inout SeededGenerator
  ) -> [Double] {
    var level = DailySeries.normal(&random)
    let fresh = (1 - phi * phi).squareRoot()
    return (0..<count).map { _ in
      level = phi * level + fresh * DailySeries.normal(&random)
      return level
    }
  }

  @Test("are dated at the first day of the new level, with the size of the step")
  func step() throws {
    var random = SeededGenerator(seed: 111)
    for place in [10, 18, 25] {
      let values = noise(30, &random).enumerated().map { 0.02 * $1 + ($0 >= place ? 0.18 : 0) }
      let changes = detector.changes(in: values)
      let change = try #require(changes.changePoints.first)
      #expect(changes.changePoints.count == 1)
      #expect(change.index == place && change.kind == .step && !change.isPending)
      #expect(abs(change.jump - 0.18) < 0.03)
      #expect(change.location.contains(place) && change.location.count <= 3)
      #expect(changes.segments.map(\.range) == [0..<place, place..<30])
    }
  }

  @Test("tell ramps from steps")
  func ramps() throws {
    var random = SeededGenerator(seed: 112)
    let start = noise(120, &random).enumerated().map { index, noise in
      0.05 * noise + 0.05 * Double(max(index - 60, 0))
    }
    for (values, kind) in [(start, ChangePoint.Kind.rampStart), (start.reversed(), .rampEnd)] {
      let changes = detector.changes(in: values).changePoints
      #expect(changes.map(\.kind) == [kind])
      #expect(changes.allSatisfy { abs($0.index - 60) <= 6 && $0.location.contains(60) })
    }
    let tent = noise(120, &random).enumerated().map { index, noise in
      0.05 * noise + 0.05 * Double(min(index, 120 - index))
    }
    let bends = detector.changes(in: tent).changePoints
    #expect(bends.map(\.kind) == [.bend])
    #expect(bends.allSatisfy { abs($0.index - 60) <= 3 })
    let line = noise(120, &random).enumerated().map { 0.05 * $1 + 0.05 * Double($0) }
    let steady = detector.changes(in: line)
    #expect(steady.changePoints.isEmpty)
    #expect(abs(try #require(steady.segments.first).slope - 0.05) < 0.002)
  }

  @Test("are not made by weekdays, single bad days, or nothing at all")
  func disturbances() {
    var random = SeededGenerator(seed: 113)
    let weekly = noise(90, &random).enumerated().map { 0.1 * $1 + ($0 % 7 < 2 ? 1 : 0) }
    let seasonal = detector.changes(in: weekly)
    #expect(seasonal.changePoints.isEmpty)
    #expect(seasonal.seasonality?.period == 7)
    var spiked = noise(60, &random).map { 0.1 * $0 }
    spiked[20] = 3
    spiked[44] = -3
    let changes = detector.changes(in: spiked)
    #expect(changes.changePoints.isEmpty)
    #expect(changes.spikes.contains(20) && changes.spikes.contains(44))
    #expect(detector.changes(in: [Double](repeating: 5, count: 40)).changePoints.isEmpty)
    #expect(detector.changes(in: [Double](repeating: 5, count: 40)).segments.count == 1)
    #expect(detector.changes(in: []).segments.isEmpty)
    #expect(detector.changes(in: [1, 1, 1, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9]).changePoints.isEmpty)
  }

  @Test("are pending while the next day may undo them")
  func pending() {
    var random = SeededGenerator(seed: 114)
    let values = noise(40, &random).enumerated().map { 0.01 * $1 + ($0 >= 38 ? 2 : 0) }
    let changes = detector.changes(in: values)
    #expect(changes.changePoints.map(\.index) == [38])
    #expect(changes.changePoints.first?.isPending == true)
  }

  @Test("vanish from the values that are returned without steps")
  func withoutSteps() {
    let values = (0..<40).map { index in
      let level = index < 15 ? 0 : index < 30 ? 1 : 0.4
      return level + 0.01 * Double(index % 2)
    }
    let changes = detector.changes(in: values)
    #expect(changes.changePoints.map(\.index) == [15, 30])
    for value in changes.withoutSteps(values) { #expect(abs(value) < 0.02) }
  }

  @Test(
    "are seldom seen where there are none, and mostly where four deviations are added",
    arguments: [(30, 0.0, 0.05), (30, 0.6, 0.25), (60, 0.0, 0.05), (60, 0.6, 0.2)]
  )
  func rates(count: Int, phi: Double, limit: Double) {
    var random = SeededGenerator(seed: 115)
    let runs = 60
    var alarms = 0
    var hits = 0
    for _ in 0..<runs {
      let quiet = noise(count, phi: phi, &random)
      if !detector.changes(in: quiet).changePoints.isEmpty { alarms += 1 }
      let shifted = quiet.enumerated().map { $1 + ($0 >= count / 3 ? 4 : 0) }
      let found = detector.changes(in: shifted).changePoints
      if found.contains(where: { abs($0.index - count / 3) <= 5 }) { hits += 1 }
    }
    let deviation = (limit * (1 - limit) / Double(runs)).squareRoot()
    #expect(Double(alarms) / Double(runs) <= limit + 2 * deviation)
    #expect(Double(hits) / Double(runs) >= (phi > 0 ? 0.55 : 0.92))
  }

  @Test("are more in the tier for watching than in the one for alarms")
  func tiers() {
    var random = SeededGenerator(seed: 116)
    var counts = (watch: 0, confirmed: 0)
    for _ in 0..<40 {
      let values = noise(60, phi: 0.5, &random)
      counts.watch += detector.changes(in: values, tier: .watch).changePoints.count
      counts.confirmed += detector.changes(in: values).changePoints.count
    }
    #expect(counts.watch > counts.confirmed)
  }

  @Test("of both tiers together are those of each by itself")
  func both() {
    var random = SeededGenerator(seed: 117)
    var kinds: Set<[Bool]> = []
    for round in 0..<120 {
      let values = noise(10 + round, phi: 0.3, &random).enumerated().map { index, noise in
        noise + (index > 20 ? Double(round % 5) / 2 : 0) + (index % 7 == 1 ? Double(round % 3) : 0)
      }
      let tiers = detector.tiers(of: values)
      for (found, tier) in [
        (tiers.confirmed, ChangePointDetector.Tier.confirmed), (tiers.watch, .watch),
      ] {
        let single = detector.changes(in: values, tier: tier)
        #expect(found.changePoints == single.changePoints && found.segments == single.segments)
        #expect(found.spikes == single.spikes)
      }
      kinds.insert([tiers.confirmed.changePoints.isEmpty, tiers.watch.changePoints.isEmpty])
    }
    #expect(kinds == [[true, true], [true, false], [false, false]])
  }
}
