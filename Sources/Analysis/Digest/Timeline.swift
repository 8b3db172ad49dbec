internal import Statistics

/// A value for each stretch of time.
///
/// Tables hold timelines rather than keys with a stretch, so that what a table keeps depends on names
/// alone and is the same whether stretches were lengthened before or after it was cut.
struct Timeline<Value: Mergeable>: Mergeable {
  /// The value of one stretch.
  struct Entry: Sendable {
    /// The first hour of the stretch, since 1970.
    var stretch: Int32
    var value: Value
  }

  /// In the order of time.
  private(set) var entries: [Entry] = []

  init() {}

  init(_ value: Value, stretch: Int32) { entries = [Entry(stretch: stretch, value: value)] }

  /// Takes entries as they were stored; `nil` unless they are in order.
  init?(entries: [Entry]) {
    let stretches = entries.map(\.stretch)
    guard zip(stretches, stretches.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    self.entries = entries
  }

  mutating func merge(_ other: Timeline) {
    for entry in other.entries { add(entry.value, stretch: entry.stretch) }
  }

  private mutating func add(_ value: Value, stretch: Int32) {
    let next = (entries.lastIndex { $0.stretch <= stretch } ?? -1) + 1
    if next > 0, entries[next - 1].stretch == stretch {
      entries[next - 1].value.merge(value)
    } else {
      entries.insert(Entry(stretch: stretch, value: value), at: next)
    }
  }

  /// Moves every value to the stretch of the present grid that it lies in.
  mutating func regroup(_ grid: TimeGrid) {
    let old = entries
    entries = []
    for entry in old { add(entry.value, stretch: grid.stretch(ofHour: entry.stretch)) }
  }

  /// The values of all stretches together.
  var total: Value {
    var total = Value()
    for entry in entries { total.merge(entry.value) }
    return total
  }
}
