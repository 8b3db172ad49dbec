/// The record numbers of one writer that have been read, as intervals.
///
/// Writers number without gaps and files hold long runs, so a day of a writer is mostly one interval.
package struct SequenceSet: Sendable, Equatable {
  /// Numbers `start ... end`.
  package struct Interval: Sendable, Equatable {
    package var start: UInt64
    package var end: UInt64
  }

  /// Sorted, disjoint and not adjacent.
  package private(set) var intervals: [Interval] = []
  private var last = 0

  package init() {}

  /// Takes intervals as they were stored; `nil` unless they are sorted, disjoint and not adjacent.
  init?(intervals: [Interval]) {
    for (index, interval) in intervals.enumerated() {
      guard interval.start > 0, interval.start <= interval.end else { return nil }
      if index > 0 {
        let previous = intervals[index - 1].end
        guard previous < interval.start, interval.start - previous > 1 else { return nil }
      }
    }
    self.intervals = intervals
  }

  package static func == (left: SequenceSet, right: SequenceSet) -> Bool {
    left.intervals == right.intervals
  }

  /// Adds a number; false when it was there already.
  ///
  /// - Complexity: O(1) for a number behind the one added last, else O(log *i*) to find and O(*i*) to
  ///   insert, *i* being the intervals.
  @inline(__always)
  package mutating func insert(_ number: UInt64) -> Bool {
    if last < intervals.count, intervals[last].end &+ 1 == number,
      last + 1 == intervals.count || intervals[last + 1].start > number &+ 1
    {
      intervals[last].end = number
      return true
    }
    return slowInsert(number)
  }

  @inline(never)
  private mutating func slowInsert(_ number: UInt64) -> Bool {
    let next = firstInterval(endingAtOrAfter: number)
    if next < intervals.count, intervals[next].start <= number { return false }
    let joinsBefore = next > 0 && intervals[next - 1].end + 1 == number
    let joinsAfter = next < intervals.count && intervals[next].start - 1 == number
    switch (joinsBefore, joinsAfter) {
    case (true, true):
      intervals[next - 1].end = intervals[next].end
      intervals.remove(at: next)
      last = next - 1
    case (true, false):
      intervals[next - 1].end = number
      last = next - 1
    case (false, true):
      intervals[next].start = number
      last = next
    case (false, false):
      intervals.insert(Interval(start: number, end: number), at: next)
      last = next
    }
    return true
  }

  private func firstInterval(endingAtOrAfter number: UInt64) -> Int {
    var low = 0
    var high = intervals.count
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].end < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// How many numbers the set holds.
  package var count: UInt64 { intervals.reduce(0) { $0 + ($1.end - $1.start + 1) } }

  /// How many numbers are missing between the first and the last.
  package var missing: UInt64 {
    guard let first = intervals.first, let last = intervals.last else { return 0 }
    return last.end - first.start + 1 - count
  }

  /// Adds another set; returns how many numbers both held.
  package mutating func merge(_ other: SequenceSet) -> UInt64 {
    let before = count + other.count
    let all = (intervals + other.intervals).sorted { $0.start < $1.start }
    intervals = []
    last = 0
    for interval in all {
      if let end = intervals.last?.end, interval.start <= end + 1 {
        intervals[intervals.count - 1].end = max(end, interval.end)
      } else {
        intervals.append(interval)
      }
    }
    return before - count
  }
}
