import Analysis
import MetricLog
import Statistics

/// Durations on a logarithmic scale, which shows a median and a p99 in one chart.
struct DurationScale: Sendable {
  /// The ends of the scale, in nanoseconds.
  let low: Double
  let high: Double
  let height: Double

  /// The scale of some durations in nanoseconds; `nil` when none is above zero.
  init?(_ nanoseconds: [Int64], height: Double) {
    let positive = nanoseconds.filter { $0 > 0 }
    guard let least = positive.min(), let most = positive.max() else { return nil }
    low = Self.steps(around: Double(least)).last { $0 <= Double(least) } ?? 1
    let above = Self.steps(around: Double(most)).first { $0 >= Double(most) } ?? Double(most)
    high = above > low ? above : low * 10
    self.height = height
  }

  /// The height of a duration from the top; what is below the scale is at its bottom.
  func y(_ nanoseconds: Double) -> Double {
    guard nanoseconds > low else { return height }
    let part = RealFunction.log(nanoseconds / low) / RealFunction.log(high / low)
    return height * (1 - min(1, part))
  }

  /// Round durations within the scale, at most seven.
  var ticks: [Double] {
    var ticks: [Double] = []
    var decade = 1.0
    while decade <= high {
      ticks += [1, 2, 5].map { $0 * decade }.filter { $0 >= low && $0 <= high }
      decade *= 10
    }
    guard ticks.count > 7 else { return ticks }
    return ticks.filter { tick in
      var value = tick
      while value >= 9.99 { value /= 10 }
      return value < 1.5
    }
  }

  /// Round durations near a value: 1, 2 and 5 times powers of ten.
  private static func steps(around value: Double) -> [Double] {
    var decade = 1.0
    while decade * 10 <= value { decade *= 10 }
    return [1, 2, 5, 10].map { $0 * decade }
  }
}

/// Amounts on a linear scale from zero to a round number.
struct LinearScale: Sendable {
  let high: Double
  let height: Double

  /// The scale up to an amount.
  init(upTo most: Double, height: Double) {
    var decade = 1.0
    let most = most > 0 && most.isFinite ? most : 1
    while decade * 10 <= most { decade *= 10 }
    while decade > most { decade /= 10 }
    high = [1, 2, 2.5, 5, 10].map { $0 * decade }.first { $0 >= most } ?? most
    self.height = height
  }

  func y(_ value: Double) -> Double { height * (1 - min(1, max(0, value / high))) }

  /// Zero, half and all of the scale.
  var ticks: [Double] { [0, high / 2, high] }
}

/// Stretches of time from left to right; those in which nothing happened stay empty.
struct TimeAxis: Sendable {
  private let clock: ClockText
  private let start: Int64
  private let end: Int64

  /// The axis of some stretches, in order; `nil` when there are none.
  init?(_ stretches: [(start: Int64, length: Int64)], clock: ClockText) {
    guard let first = stretches.first, let last = stretches.last else { return nil }
    let (end, overflows) = last.start.addingReportingOverflow(max(1, last.length))
    guard !overflows, end > first.start else { return nil }
    (self.start, self.end, self.clock) = (first.start, end, clock)
  }

  /// Where a time is, in 0...1 when it is within the axis.
  func fraction(_ microseconds: Int64) -> Double {
    (Double(microseconds) - Double(start)) / (Double(end) - Double(start))
  }

  /// Whether a time is within the axis.
  func contains(_ microseconds: Int64) -> Bool { start <= microseconds && microseconds < end }

  /// Round times of the zone with their labels, at most eight.
  var ticks: [(fraction: Double, label: String)] {
    let hours = [1, 2, 3, 4, 6, 12, 24, 48, 168, 336, 672, 1344, 2688, 8760, 17_520, 87_600]
    let span = Double(end) - Double(start)
    let hour = Double(Timestamp.microsecondsPerHour)
    let step =
      Int64(hours.first { span / (Double($0) * hour) <= 7 } ?? 876_000)
      * Timestamp.microsecondsPerHour
    let shift = clock.localMicroseconds(start) - start
    var tick = (start + shift + step - 1).flooredQuotient(step) * step - shift
    var ticks: [(Double, String)] = []
    while tick <= end, ticks.count < 9 {
      ticks.append((fraction(tick), label(tick, step: step)))
      tick += step
    }
    return ticks
  }

  private func label(_ time: Int64, step: Int64) -> String {
    let isMidnight = clock.time(time) == "00:00:00"
    let isDay = step >= 24 * Timestamp.microsecondsPerHour
    return isMidnight || isDay
      ? String(clock.date(time).dropFirst(5)) : clock.hour(time, withDate: false)
  }
}
