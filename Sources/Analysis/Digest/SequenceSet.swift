/// The record numbers of one writer that have been read, as intervals.
///
/// Writers number without gaps and files hold long runs, so a day of a writer is mostly one interval.
package struct SequenceSet: Sendable, Equatable {
  /// Numbers `start ... end`.
  package struct Interval: Sendable, Equatable {
    package var start: UInt64
    package var end: UInt64
  }

  /// Sorted, disjoint and not adjacent, in runs of at most ``runLimit`` of which none is empty.
  ///
  /// One array would do for honest writers. In it, numbers that arrive backwards with gaps between them
  /// would each move all the others: a million of them took a quarter of an hour.
  private var runs: [[Interval]] = []
  /// Where the interval is that grew last.
  private var last = Place(run: 0, interval: 0)

  private struct Place {
    var run: Int
    var interval: Int
  }

  /// Intervals in a run: a few thousand bytes are moved faster than they are found.
  private static let runLimit = 512

  package init() {}

  /// Sorted, disjoint and not adjacent.
  package var intervals: FlattenSequence<[[Interval]]> { runs.joined() }

  /// Takes intervals as they were stored; `nil` unless they are sorted, disjoint and not adjacent.
  init?(intervals: [Interval]) {
    for (index, interval) in intervals.enumerated() {
      guard interval.start > 0, interval.start <= interval.end else { return nil }
      if index > 0 {
        let previous = intervals[index - 1].end
        guard previous < interval.start, interval.start - previous > 1 else { return nil }
      }
    }
    store(intervals)
  }

  private mutating func store(_ intervals: [Interval]) {
    last = Place(run: 0, interval: 0)
    runs = stride(from: 0, to: intervals.count, by: Self.runLimit)
      .map { Array(intervals[$0..<min($0 + Self.runLimit, intervals.count)]) }
  }

  package static func == (left: SequenceSet, right: SequenceSet) -> Bool {
    left.intervals.elementsEqual(right.intervals)
  }

  /// Adds a number; false when it was there already.
  ///
  /// - Complexity: O(1) for a number behind the one added last, else O(log *i*) to find it and, now and
  ///   then, O(*i* / 256) to make room, *i* being the intervals.
  @inline(__always)
  package mutating func insert(_ number: UInt64) -> Bool {
    if last.run < runs.count, last.interval &+ 1 < runs[last.run].count {
      if runs[last.run][last.interval].end &+ 1 == number,
        runs[last.run][last.interval &+ 1].start > number &+ 1
      {
        runs[last.run][last.interval].end = number
        return true
      }
    } else if last.run &+ 1 == runs.count, last.interval &+ 1 == runs[last.run].count,
      runs[last.run][last.interval].end &+ 1 == number
    {
      runs[last.run][last.interval].end = number
      return true
    }
    return slowInsert(number)
  }

  @inline(never)
  private mutating func slowInsert(_ number: UInt64) -> Bool {
    // The run that a number belongs to: the last one that begins at or before it, else the first.
    let run = max(0, Self.firstIndex(in: runs) { $0[0].start > number } - 1)
    guard run < runs.count else {
      runs.append([Interval(start: number, end: number)])
      return true
    }
    let next = Self.firstIndex(in: runs[run]) { $0.end >= number }
    if next < runs[run].count, runs[run][next].start <= number { return false }
    insert(number, Place(run: run, interval: next))
    return true
  }

  /// Adds a number that is not there, in front of the interval at a place.
  private mutating func insert(_ number: UInt64, _ place: Place) {
    let (run, next) = (place.run, place.interval)
    let after = next < runs[run].count ? place : Place(run: run + 1, interval: 0)
    let joinsBefore = next > 0 && runs[run][next - 1].end + 1 == number
    let joinsAfter = after.run < runs.count && runs[after.run][after.interval].start - 1 == number
    switch (joinsBefore, joinsAfter) {
    case (true, true):
      runs[run][next - 1].end = runs[after.run][after.interval].end
      runs[after.run].remove(at: after.interval)
      if runs[after.run].isEmpty { runs.remove(at: after.run) }
      last = Place(run: run, interval: next - 1)
    case (true, false):
      runs[run][next - 1].end = number
      last = Place(run: run, interval: next - 1)
    case (false, true):
      runs[after.run][after.interval].start = number
      last = after
    case (false, false):
      runs[run].insert(Interval(start: number, end: number), at: next)
      last = place
      if runs[run].count > Self.runLimit { split(run) }
    }
  }

  private mutating func split(_ run: Int) {
    let half = runs[run].count / 2
    runs.insert(Array(runs[run][half...]), at: run + 1)
    runs[run].removeLast(runs[run].count - half)
    if last.interval >= half { last = Place(run: run + 1, interval: last.interval - half) }
  }

  /// The index of the first element that meets a condition that all behind it meet, too.
  private static func firstIndex<Element>(
    in sorted: [Element],
    where isBehind: (Element) -> Bool
  ) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// How many numbers the set holds.
  package var count: UInt64 { intervals.reduce(0) { $0 + ($1.end - $1.start + 1) } }

  /// How many numbers are missing between the first and the last.
  package var missing: UInt64 {
    guard let first = runs.first?.first, let last = runs.last?.last else { return 0 }
    return last.end - first.start + 1 - count
  }

  /// Adds another set; returns how many numbers both held.
  package mutating func merge(_ other: SequenceSet) -> UInt64 {
    let before = count + other.count
    var merged: [Interval] = []
    for interval in (Array(intervals) + other.intervals).sorted(by: { $0.start < $1.start }) {
      if let end = merged.last?.end, interval.start <= end + 1 {
        merged[merged.count - 1].end = max(end, interval.end)
      } else {
        merged.append(interval)
      }
    }
    store(merged)
    return before - count
  }
}
