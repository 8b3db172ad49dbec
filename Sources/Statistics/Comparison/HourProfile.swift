/// The values of each hour of the week, in order of time.
struct HourProfile: Sendable {
  private var values = [[HourlyValue]](repeating: [], count: 168)

  init() {}

  /// - Parameter past: Hours in order.
  init(_ past: [HourlyValue]) {
    for hour in past { insert(hour) }
  }

  /// Adds an hour later than all before it.
  mutating func insert(_ hour: HourlyValue) { values[hour.hourOfWeek].append(hour) }

  /// The median of the same hour of the weeks before; `nil` when they are too few.
  func expected(_ hour: HourlyValue) -> Double? {
    let earlier = values[hour.hourOfWeek].filter { $0.hour < hour.hour }
    guard earlier.count >= ProvisionalComparison.leastWeeks else { return nil }
    return Median.of(earlier.suffix(ProvisionalComparison.mostWeeks).map(\.value))
  }

  /// The value minus what was expected; `nil` when the weeks before are too few.
  func difference(_ hour: HourlyValue) -> Double? { expected(hour).map { hour.value - $0 } }
}
