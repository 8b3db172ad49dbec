/// Hours that are far from what the same hours of earlier weeks and the day before let expect.
///
/// Each hour is judged by what came before it and by nothing else:
///
/// 1. d: its distance from the median of the same hour of the week in up to eight earlier weeks.
/// 2. r: d minus the median of the d of the last 24 hours, so that a day as a whole may be busier. Hours
///    that stood out are left out of those, until 24 in a row did: then they are how things are now.
/// 3. w: |r| times sqrt(n/(n + 200)), n being the requests, because hours of few requests vary more.
/// 4. The hour stands out when w exceeds ``factor`` times the 99th percentile of the w of the four weeks
///    before, and |r| the least distance that matters. An hour that stood out counts there as that
///    percentile: one bad night must not hide the next.
package struct HourlyDeviations: Sendable {
  /// One hour of a row.
  package struct Hour: Sendable, Equatable {
    /// A logarithm.
    package var value: HourlyValue
    /// The requests behind it.
    package var requests: Double

    package init(_ value: HourlyValue, requests: Double) {
      (self.value, self.requests) = (value, requests)
    }
  }

  /// One hour that stands out.
  package struct Deviation: Sendable, Equatable {
    /// Hours since 1 January 1970.
    package var hour: Int
    package var value: Double
    package var expected: Double

    package init(hour: Int, value: Double, expected: Double) {
      (self.hour, self.value, self.expected) = (hour, value, expected)
    }
  }

  /// How many times what one hour in a hundred exceeds is beyond chance.
  package static let factor = 1.75
  /// Requests at which the chance of single requests is about as much as all else that moves an hour.
  ///
  /// What single requests add is their variance over their number, about 1/n; moods of hours and days are
  /// some 7 %. The percentile corrects the level where that is wrong.
  package static let balancedRequests = 200.0
  /// How many earlier distances tell how hours vary: four weeks at most, one at least.
  private static let (mostDistances, leastDistances) = (672, 168)
  /// The hours that tell the level of the day.
  private static let (mostLevel, leastLevel) = (24, 8)

  /// The hours that stand out, in order.
  package private(set) var deviations: [Deviation] = []

  private var values = HourProfile()
  private var requests = HourProfile()
  private var level = RecentValues(limit: Self.mostLevel)
  private var distances = RecentValues(limit: Self.mostDistances)
  /// The d of hours in a row that stood out.
  private var run: [Double] = []

  /// - Parameters:
  ///   - hours: In any order; hours without a value are left out.
  ///   - start: The first hour that is told.
  ///   - least: The least distance that matters; positive.
  ///   - valuesAreRequests: Whether the values are the requests themselves, of which an hour with none is not
  ///     one of little weight.
  /// - Complexity: O(*n* log *n*) comparisons and O(*n*²) moves of memory, *n* being the hours.
  package init(_ hours: [Hour], from start: Int, least: Double, valuesAreRequests: Bool = false) {
    for hour in hours.sorted(by: { $0.value.hour < $1.value.hour }) {
      let count = HourlyValue(hour: hour.value.hour, value: hour.requests)
      if let distance = values.difference(hour.value), let usual = requests.expected(count) {
        let n = valuesAreRequests ? usual : min(usual, hour.requests)
        judge(hour.value, distance, requests: n, isTold: hour.value.hour >= start, least: least)
      }
      values.insert(hour.value)
      requests.insert(count)
    }
  }

  private mutating func judge(
    _ hour: HourlyValue,
    _ distance: Double,
    requests: Double,
    isTold: Bool,
    least: Double
  ) {
    guard level.count >= Self.leastLevel, let middle = level.quantile(0.5) else {
      level.insert(distance)
      return
    }
    let rest = distance - middle
    let weighted = rest.magnitude * (requests / (requests + Self.balancedRequests)).squareRoot()
    let usual =
      distances.count >= Self.leastDistances ? distances.quantile(0.99) ?? .infinity : .infinity
    let standsOut = weighted > Self.factor * usual && rest.magnitude > least
    distances.insert(standsOut ? usual : weighted)
    guard standsOut else {
      run = []
      level.insert(distance)
      return
    }
    if isTold {
      deviations.append(
        Deviation(hour: hour.hour, value: hour.value, expected: hour.value - rest)
      )
    }
    run.append(distance)
    if run.count >= Self.mostLevel {
      for distance in run { level.insert(distance) }
      run = []
    }
  }
}

/// The latest of some numbers, and their order.
private struct RecentValues: Sendable {
  private let limit: Int
  private var order = RunningOrder()
  private var values: [Double] = []
  private var oldest = 0

  init(limit: Int) { self.limit = limit }

  var count: Int { order.count }

  mutating func insert(_ value: Double) {
    if order.count == limit {
      order.remove(values[oldest])
      oldest += 1
    }
    order.insert(value)
    values.append(value)
  }

  func quantile(_ p: Double) -> Double? { order.quantile(p) }
}
