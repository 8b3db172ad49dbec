import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Hours that stand out")
struct HourlyDeviationTests {
  /// Nine weeks of hours with a day, a week, days of their own mood, and noise.
  private static func hours(seed: UInt64, missing: Double = 0) -> [HourlyDeviations.Hour] {
    var random = SeededGenerator(seed: seed)
    var mood = 0.0
    return (0..<9 * 168).compactMap { hour in
      if hour % 24 == 0 { mood = 0.05 * DailySeries.normal(&random) }
      let usual = 0.4 * sin(Double(hour % 24) * .pi / 12) + (hour / 24 % 7 > 4 ? 0.3 : 0)
      let value = usual + mood + 0.05 * DailySeries.normal(&random)
      let requests = 30 + 200 * random.unit()
      guard !random.happens(missing) else { return nil }
      return .init(HourlyValue(hour: 480_000 + hour, value: value), requests: requests)
    }
  }

  /// The same from the definition, each hour from scratch.
  private static func reference(
    _ hours: [HourlyDeviations.Hour],
    from start: Int,
    least: Double,
    valuesAreRequests: Bool
  ) -> [HourlyDeviations.Deviation] {
    func half(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
    func median(_ values: [Double]) -> Double {
      let sorted = values.sorted()
      return sorted[(sorted.count + 1) / 2 - 1]
    }
    var level: [Double] = []
    var distances: [Double] = []
    var run: [Double] = []
    var found: [HourlyDeviations.Deviation] = []
    for hour in hours {
      let weeks = (1...9).map { hour.value.hour - 168 * $0 }
      let earlier = weeks.compactMap { week in hours.first { $0.value.hour == week } }.prefix(8)
      guard earlier.count >= 4 else { continue }
      let distance = hour.value.value - half(earlier.map(\.value.value))
      let usualCount = half(earlier.map(\.requests))
      let n = valuesAreRequests ? usualCount : min(usualCount, hour.requests)
      guard level.count >= 8 else {
        level.append(distance)
        continue
      }
      let rest = distance - median(Array(level.suffix(24)))
      let past = distances.suffix(672).sorted()
      let usual =
        past.count < 168
        ? Double.infinity : past[Int((0.99 * Double(past.count)).rounded(.up)) - 1]
      let weighted = rest.magnitude * (n / (n + 200)).squareRoot()
      let standsOut = weighted > 1.75 * usual && rest.magnitude > least
      distances.append(standsOut ? usual : weighted)
      guard standsOut else {
        run = []
        level.append(distance)
        continue
      }
      if hour.value.hour >= start {
        let value = hour.value.value
        found.append(.init(hour: hour.value.hour, value: value, expected: value - rest))
      }
      run.append(distance)
      if run.count == 24 {
        level += run
        run = []
      }
    }
    return found
  }

  @Test("are those of the definition", arguments: [0.0, 0.1])
  func definition(missing: Double) {
    var hours = Self.hours(seed: 8, missing: missing)
    for index in hours.indices {
      switch index {
      case 1310, 1311, 1400: hours[index].value.value += 0.8
      case 900..<930: hours[index].value.value -= 1
      case 1250: hours[index].value.value -= 0.6
      case 1345: hours[index].requests = 0
      default: break
      }
    }
    let start = hours[0].value.hour + 800
    for isCount in [false, true] {
      let found = HourlyDeviations(
        hours.reversed(),
        from: start,
        least: 0.3,
        valuesAreRequests: isCount
      ).deviations
      let expected = Self.reference(hours, from: start, least: 0.3, valuesAreRequests: isCount)
      #expect(found == expected)
      #expect(found.count >= 27, "\(found.count)")
    }
  }

  @Test("are few on quiet days, and are told for a day at most when they last")
  func levels() {
    var quiet = 0
    for seed in UInt64(0)..<10 {
      var hours = Self.hours(seed: 40 + seed)
      let start = hours[0].value.hour + 8 * 168
      quiet += HourlyDeviations(hours, from: start, least: 0.1).deviations.count
      for index in hours.indices where hours[index].value.hour >= start + 60 {
        hours[index].value.value += 1
      }
      let lasting = HourlyDeviations(hours, from: start, least: 0.1).deviations.map(\.hour)
      #expect(lasting.contains(start + 60) && lasting.contains(start + 80))
      // A day after it began the new level is what is usual.
      #expect(!lasting.contains { $0 > start + 90 })
    }
    #expect(quiet <= 4, "\(quiet) of 1,680 hours")
  }

  @Test("are none without weeks enough, and of values that never change")
  func odd() {
    let hours = Self.hours(seed: 3)
    let start = hours[0].value.hour
    #expect(HourlyDeviations([], from: 0, least: 0.1).deviations.isEmpty)
    let few = Array(hours.prefix(4 * 168))
    #expect(HourlyDeviations(few, from: start, least: 0.1).deviations.isEmpty)
    let flat = hours.map {
      HourlyDeviations.Hour(HourlyValue(hour: $0.value.hour, value: 2), requests: $0.requests)
    }
    #expect(HourlyDeviations(flat, from: start, least: 0.1).deviations.isEmpty)
    var one = flat
    one[1400].value.value = 2.2
    #expect(
      HourlyDeviations(one, from: start, least: 0.1).deviations.map(\.hour) == [
        one[1400].value.hour
      ]
    )
    one[1400].value.value = 2.05
    #expect(
      HourlyDeviations(one, from: start, least: 0.1).deviations.isEmpty,
      "too small to matter"
    )
  }
}
