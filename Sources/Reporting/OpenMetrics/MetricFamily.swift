/// One metric of the exposition with its samples, all of them gauges.
///
/// A report is a picture of a period that is over: the next one replaces it, so nothing of it is a
/// counter that only rises.
struct MetricFamily: Sendable {
  /// The name of a label with its value.
  typealias Label = (name: StaticString, value: String)

  /// One value and what tells it from the others.
  struct Sample: Sendable {
    var labels: [Label]
    /// A number as it is written.
    var value: String
  }

  /// The name without prefix and unit, in words joined by underscores.
  let name: StaticString
  /// The base unit, which ends the name; `nil` for counts.
  let unit: StaticString?
  let help: StaticString
  private(set) var samples: [Sample] = []

  init(_ name: StaticString, unit: StaticString? = nil, help: StaticString) {
    (self.name, self.unit, self.help) = (name, unit, help)
  }

  /// Adds a count.
  mutating func add(_ count: Int64, _ labels: [Label] = []) {
    samples.append(Sample(labels: labels, value: String(count)))
  }

  /// Adds a duration, exact to the nanosecond.
  mutating func add(nanoseconds: Int64, _ labels: [Label] = []) {
    samples.append(Sample(labels: labels, value: ExactDecimal.text(nanoseconds, decimals: 9)))
  }

  /// Adds a time since 1970, exact to the microsecond; none when it is absent.
  mutating func add(microseconds: Int64?, _ labels: [Label] = []) {
    guard let microseconds else { return }
    samples.append(Sample(labels: labels, value: ExactDecimal.text(microseconds, decimals: 6)))
  }

  /// Adds a number with the fewest digits that give it back; none when it is absent or not finite.
  mutating func add(number: Double?, _ labels: [Label] = []) {
    guard let number, number.isFinite else { return }
    samples.append(Sample(labels: labels, value: number.description))
  }
}
